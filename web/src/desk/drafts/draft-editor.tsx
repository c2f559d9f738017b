import { useCallback, useEffect, useRef, useState } from 'react';
import { type ChangeFragment, type DraftWorkFragment, SaveDraftDocument } from '../gql/graphql';
import { Changes } from '../review/changes';
import { Field } from '../ui/field';
import { FailureNote } from '../ui/form';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import { DraftFacts } from './draft-facts';
import { applyFacts, applyTexts, type EditedFacts, type EditedTexts } from './draft-texts';

const SAVE_AFTER_MS = 1_500;
/** Texts of a line: everything else is written in a larger field. */
const SHORT = /(^|\.)(title|name|shortDescription)$/;

interface DraftEditorProps {
  draft: DraftWorkFragment;
  onChange: () => Promise<unknown>;
}

/** What the person has written or chosen since the draft was read. */
interface Edited {
  texts: EditedTexts;
  facts: EditedFacts;
}

const NOTHING: Edited = { texts: {}, facts: {} };

/** Somebody else saved in between: their draft, and what would change in it by saving mine. */
interface Conflict {
  theirs: DraftWorkFragment;
  changes: readonly ChangeFragment[];
  mine: Edited;
}

/**
 * The texts of a draft in the language it is written in. Saves by itself a moment after the last key. Where somebody
 * else saved in between, the person sees what would change in their words, and decides; nothing is lost before that.
 */
export function DraftEditor({ draft, onChange }: DraftEditorProps) {
  const words = useDeskWords();
  const save = useAction(SaveDraftDocument, (answer) => answer.saveDraft);
  const [base, setBase] = useState(draft);
  const [edited, setEdited] = useState<Edited>(NOTHING);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [state, setState] = useState<'same' | 'waiting' | 'saved'>('same');
  const timer = useRef<number | undefined>(undefined);

  const send = useCallback(
    async (from: DraftWorkFragment, mine: Edited): Promise<void> => {
      const content = applyFacts(applyTexts(from.content, mine.texts), mine.facts);
      const outcome = await save.run({
        input: { id: from.id, lockVersion: from.lockVersion, content, base: from.content },
      });
      if (!('done' in outcome)) {
        // The API answers a conflict as a failure that holds the other version.
        const { answer } = outcome.failure;
        if (answer?.['theirs']) setConflict({ ...(answer as unknown as Conflict), mine });
        return;
      }
      if (!('lockVersion' in outcome.done)) return;
      setBase(outcome.done);
      setState('saved');
      await onChange();
    },
    [save, onChange],
  );

  useEffect(() => () => window.clearTimeout(timer.current), []);

  const write = (change: Partial<Edited>) => {
    const next = {
      texts: { ...edited.texts, ...change.texts },
      facts: { ...edited.facts, ...change.facts },
    };
    setEdited(next);
    setState('waiting');
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void send(base, next), SAVE_AFTER_MS);
  };
  const keepMine = () => {
    if (!conflict) return;
    setConflict(null);
    void send(conflict.theirs, conflict.mine);
  };
  const takeTheirs = () => {
    if (!conflict) return;
    setBase(conflict.theirs);
    setEdited(NOTHING);
    setConflict(null);
    setState('same');
  };

  if (!draft.viewerCan.write) return null;
  return (
    <section aria-label={words('drafts.texts')}>
      <h2>{words('drafts.texts')}</h2>
      <p role="status" className="desk-lead">
        {words(`drafts.state.${state}`)}
      </p>
      {save.failure && !conflict && <FailureNote message={save.failure.message} />}
      {conflict && (
        <div className="failure" role="alert">
          <p>{save.failure?.message}</p>
          <Changes changes={conflict.changes} empty={words('changes.none')} />
          <p className="ways">
            <button type="button" className="button" onClick={keepMine}>
              {words('drafts.keepMine')}
            </button>
            <button type="button" className="button button-quiet" onClick={takeTheirs}>
              {words('drafts.takeTheirs')}
            </button>
          </p>
        </div>
      )}
      <div className="form form-wide">
        {base.texts.map(({ field, label, locale, text }) => {
          const value = edited.texts[field] ?? text;
          return (
            <Field
              key={field}
              label={label}
              name={field}
              lang={locale}
              value={value}
              onChange={(next) => write({ texts: { [field]: next } })}
              {...(SHORT.test(field)
                ? {}
                : { rows: Math.min(12, Math.max(3, Math.ceil(value.length / 80))) })}
            />
          );
        })}
      </div>
      <DraftFacts
        kind={base.kind}
        content={base.content}
        edited={edited.facts}
        onWrite={(path, value) => write({ facts: { [path]: value } })}
      />
    </section>
  );
}
