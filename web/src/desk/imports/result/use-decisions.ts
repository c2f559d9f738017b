import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  AddImportValueDocument,
  DecideImportValuesDocument,
  EditImportValueDocument,
  type ImportDecision,
  type ReadImportFragment,
  WithdrawImportValueDocument,
} from '../../gql/graphql';
import { useAction } from '../../ui/use-action';
import { useLeaveWarning } from '../../ui/use-leave-warning';
import { decidedAs, type Json } from '../values/read-value';

/** The new value's id, or why it was refused. */
export type Added = { id: string } | { failure: string };

interface Step {
  ids: readonly string[];
  decision: ImportDecision;
}

/**
 * What a person says to values, shown at once and told to the server in the order in which it was said: while one
 * answer is on its way, further decisions of a kind gather and go together. What was said is told also when the person
 * goes on to another page of the site; who leaves the site before is warned.
 */
export function useDecisions(read: ReadImportFragment): {
  /** the import as the person has decided, answered or not */
  decided: ReadImportFragment;
  decide: (valueIds: readonly string[], decision: ImportDecision) => void;
  edit: (valueId: string, value: Json) => Promise<boolean>;
  /** says what the document does not tell */
  add: (recordId: string, path: string, value: Json) => Promise<Added>;
  /** takes away what a person added */
  withdraw: (valueId: string) => Promise<boolean>;
  failure: string | null;
  /** true until the server has answered all that was said */
  isSaving: boolean;
} {
  const { id: importId } = read;
  const decideAction = useAction(DecideImportValuesDocument, (answer) => answer.decideImportValues);
  const editAction = useAction(EditImportValueDocument, (answer) => answer.editImportValue);
  const addAction = useAction(AddImportValueDocument, (answer) => answer.addImportValue);
  const withdrawAction = useAction(WithdrawImportValueDocument, (answer) => answer.withdrawImportValue);
  const [waiting, setWaiting] = useState<readonly Step[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const run = useRef(decideAction.run);
  useEffect(() => {
    run.current = decideAction.run;
  });
  const said = useRef<readonly Step[]>([]);
  const onItsWay = useRef<Promise<void> | null>(null);
  const tellAll = useCallback(async () => {
    const keep = (steps: readonly Step[]) => {
      said.current = steps;
      setWaiting(steps);
    };
    while (said.current.length > 0) {
      const { count, ids, decision } = leading(said.current);
      const outcome = await run.current({ importId, valueIds: [...ids], decision });
      const isRefused = 'failure' in outcome;
      setFailure(isRefused ? outcome.failure.message : null);
      // What the server refused is not shown as done, nor what was said after it.
      keep(isRefused ? [] : said.current.slice(count));
    }
    onItsWay.current = null;
  }, [importId]);
  const decide = useCallback(
    (ids: readonly string[], decision: ImportDecision) => {
      if (ids.length === 0) return;
      said.current = [...said.current, { ids, decision }];
      setWaiting(said.current);
      onItsWay.current ??= tellAll();
    },
    [tellAll],
  );
  const edit = async (valueId: string, value: Json) => {
    await onItsWay.current;
    const outcome = await editAction.run({ importId, valueId, value: JSON.stringify(value) });
    setFailure('failure' in outcome ? outcome.failure.message : null);
    return 'done' in outcome;
  };
  const add = async (recordId: string, path: string, value: Json): Promise<Added> => {
    await onItsWay.current;
    const known = idsOf(read);
    const outcome = await addAction.run({ importId, recordId, path, value: JSON.stringify(value) });
    // Said where it was written, not at the end of the page.
    if ('failure' in outcome) return { failure: outcome.failure.message };
    const ids = 'records' in outcome.done ? [...idsOf(outcome.done)] : [];
    return { id: ids.find((id) => !known.has(id)) ?? '' };
  };
  const withdraw = async (valueId: string) => {
    await onItsWay.current;
    const outcome = await withdrawAction.run({ importId, valueId });
    setFailure('failure' in outcome ? outcome.failure.message : null);
    return 'done' in outcome;
  };
  const decided = useMemo(() => withSteps(read, waiting), [read, waiting]);
  const isSaving = waiting.length > 0 || [editAction, addAction, withdrawAction].some(({ isBusy }) => isBusy);
  useLeaveWarning(useCallback(() => isSaving, [isSaving]));
  return { decided, decide, edit, add, withdraw, failure, isSaving };
}

const idsOf = ({ records }: Pick<ReadImportFragment, 'records'>): Set<string> =>
  new Set(records.flatMap(({ values }) => values.map(({ id }) => id)));

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
        const asked = said.get(value.id);
        const decision = asked && decidedAs(value, asked);
        if (!decision || decision === value.decision) return value;
        // Taking a decision back takes an edit back too.
        return { ...value, decision, value: decision === 'OPEN' ? value.proposed : value.value };
      }),
    })),
  };
}
