import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  DecideImportValuesDocument,
  EditImportValueDocument,
  type ImportDecision,
  type ReadImportFragment,
} from '../../gql/graphql';
import { useAction } from '../../ui/use-action';
import type { Json } from '../values/read-value';

interface Step {
  ids: readonly string[];
  decision: ImportDecision;
}

/**
 * What a person says to values, shown at once and told to the server in the order in which it was said: while one
 * answer is on its way, further decisions of a kind gather and go together.
 */
export function useDecisions(read: ReadImportFragment): {
  /** the import as the person has decided, answered or not */
  decided: ReadImportFragment;
  decide: (valueIds: readonly string[], decision: ImportDecision) => void;
  edit: (valueId: string, value: Json) => Promise<boolean>;
  failure: string | null;
  /** true while an answer is on its way */
  isSaving: boolean;
} {
  const { id: importId } = read;
  const decideAction = useAction(DecideImportValuesDocument, (answer) => answer.decideImportValues);
  const editAction = useAction(EditImportValueDocument, (answer) => answer.editImportValue);
  const [waiting, setWaiting] = useState<readonly Step[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = useRef(decideAction.run);
  useEffect(() => {
    run.current = decideAction.run;
  });
  const decide = useCallback((ids: readonly string[], decision: ImportDecision) => {
    if (ids.length > 0) setWaiting((steps) => [...steps, { ids, decision }]);
  }, []);
  useEffect(() => {
    if (isBusy || waiting.length === 0) return;
    const batch = leading(waiting);
    setBusy(true);
    void run
      .current({ importId, valueIds: [...batch.ids], decision: batch.decision })
      .then((outcome) => {
        setFailure('failure' in outcome ? outcome.failure.message : null);
        // What the server refused is not shown as done, nor what was said after it.
        setWaiting((steps) => ('failure' in outcome ? [] : steps.slice(batch.count)));
      })
      .finally(() => setBusy(false));
  }, [importId, isBusy, waiting]);
  const edit = async (valueId: string, value: Json) => {
    const outcome = await editAction.run({ importId, valueId, value: JSON.stringify(value) });
    setFailure('failure' in outcome ? outcome.failure.message : null);
    return 'done' in outcome;
  };
  const decided = useMemo(() => withSteps(read, waiting), [read, waiting]);
  return { decided, decide, edit, failure, isSaving: isBusy || editAction.isBusy };
}

/** The first steps that say the same, as one. */
function leading(steps: readonly Step[]): Step & { count: number } {
  const decision = steps[0]?.decision ?? 'OPEN';
  const end = steps.findIndex((step) => step.decision !== decision);
  const count = end < 0 ? steps.length : end;
  return { decision, count, ids: [...new Set(steps.slice(0, count).flatMap(({ ids }) => ids))] };
}

function withSteps(read: ReadImportFragment, steps: readonly Step[]): ReadImportFragment {
  if (steps.length === 0) return read;
  const said = new Map(steps.flatMap(({ ids, decision }) => ids.map((id) => [id, decision] as const)));
  return {
    ...read,
    records: read.records.map((record) => ({
      ...record,
      values: record.values.map((value) => {
        const decision = said.get(value.id);
        if (!decision || decision === value.decision) return value;
        // Taking a decision back takes an edit back too.
        return { ...value, decision, value: decision === 'OPEN' ? value.proposed : value.value };
      }),
    })),
  };
}
