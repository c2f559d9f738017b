import { useCallback, useEffect, useRef, useState } from 'react';
import { type ChangeFragment, type DraftWorkFragment, SaveDraftDocument } from '../gql/graphql';
import { type Failure, useAction } from '../ui/use-action';
import { useLeaveWarning } from '../ui/use-leave-warning';
import { applyFacts, applyTexts, type EditedFacts, type EditedTexts } from './draft-texts';

const SAVE_AFTER_MS = 1_500;

/** What the person has written or chosen since the draft was read. */
export interface Edited {
  texts: EditedTexts;
  facts: EditedFacts;
}

const NOTHING: Edited = { texts: {}, facts: {} };

/** Somebody else saved in between: their draft, and what would change in it by saving mine. */
interface Conflict {
  theirs: DraftWorkFragment;
  changes: readonly ChangeFragment[];
}

export interface Autosave {
  /** the draft as it was saved last */
  base: DraftWorkFragment;
  edited: Edited;
  state: 'same' | 'waiting' | 'saved';
  conflict: Conflict | null;
  failure: Failure | null;
  write: (change: Partial<Edited>) => void;
  /** Saves what is not saved yet. Resolves to the draft's lock version, or null where something is in the way. */
  flush: () => Promise<number | null>;
  keepMine: () => void;
  takeTheirs: () => void;
}

/**
 * Saves a draft a moment after the last key. One save is on its way at a time, each begins from the draft that the one
 * before it left, so that nobody meets themselves as somebody else. Leaving the page saves what is left.
 */
export function useAutosave(draft: DraftWorkFragment, onSaved: () => Promise<unknown>): Autosave {
  const save = useAction(SaveDraftDocument, (answer) => answer.saveDraft);
  const [base, setBase] = useState(draft);
  const [edited, setEdited] = useState<Edited>(NOTHING);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [state, setState] = useState<Autosave['state']>('same');
  // What a save begins from is read when it begins, not when the key was pressed.
  const now = useRef({ base: draft, edited: NOTHING, isUnsaved: false });
  const timer = useRef<number | undefined>(undefined);
  const onItsWay = useRef<Promise<void> | null>(null);

  const { run } = save;
  const send = useCallback(async (): Promise<void> => {
    const { base: from, edited: mine } = now.current;
    now.current.isUnsaved = false;
    const content = applyFacts(applyTexts(from.content, mine.texts), mine.facts);
    const outcome = await run({
      input: { id: from.id, lockVersion: from.lockVersion, content, base: from.content },
    });
    if ('done' in outcome && 'lockVersion' in outcome.done) {
      now.current.base = outcome.done;
      setBase(outcome.done);
      if (!now.current.isUnsaved) setState('saved');
      void onSaved().catch(() => undefined);
      return;
    }
    now.current.isUnsaved = true;
    // The API answers a conflict as a failure that holds the other version.
    const answer = 'failure' in outcome ? outcome.failure.answer : undefined;
    if (answer?.['theirs']) setConflict(answer as unknown as Conflict);
  }, [run, onSaved]);
  const latestSend = useRef(send);
  useEffect(() => {
    latestSend.current = send;
  }, [send]);

  const flush = useCallback(async (): Promise<number | null> => {
    window.clearTimeout(timer.current);
    while (onItsWay.current) await onItsWay.current;
    if (now.current.isUnsaved) {
      onItsWay.current = latestSend.current().finally(() => {
        onItsWay.current = null;
      });
      await onItsWay.current;
    }
    return now.current.isUnsaved ? null : now.current.base.lockVersion;
  }, []);

  useLeaveWarning(useCallback(() => now.current.isUnsaved || onItsWay.current !== null, []));
  useEffect(() => () => void flush(), [flush]);

  const later = () => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void flush(), SAVE_AFTER_MS);
  };
  const write = (change: Partial<Edited>) => {
    const before = now.current.edited;
    now.current.edited = {
      texts: { ...before.texts, ...change.texts },
      facts: { ...before.facts, ...change.facts },
    };
    now.current.isUnsaved = true;
    setEdited(now.current.edited);
    setState('waiting');
    // Where two versions stand against each other, the person decides first.
    if (!conflict) later();
  };
  const goOnFrom = (theirs: DraftWorkFragment) => {
    now.current.base = theirs;
    setBase(theirs);
    setConflict(null);
  };
  return {
    base,
    edited,
    state,
    conflict,
    failure: save.failure,
    write,
    flush,
    keepMine: () => {
      if (!conflict) return;
      goOnFrom(conflict.theirs);
      void flush();
    },
    takeTheirs: () => {
      if (!conflict) return;
      goOnFrom(conflict.theirs);
      now.current.edited = NOTHING;
      now.current.isUnsaved = false;
      setEdited(NOTHING);
      setState('same');
      save.forget();
    },
  };
}
