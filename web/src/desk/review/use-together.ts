import { useCallback, useEffect, useRef, useState } from 'react';
import { type ReviewAct, ReviewTogetherDocument, type SubmissionLineFragment } from '../gql/graphql';
import { type Failure, useAction } from '../ui/use-action';
import { useLeaveWarning } from '../ui/use-leave-warning';

/** Submissions of one request: few enough that a person sees it going on, and may stop it. */
const AT_ONCE = 20;

export interface Refused {
  submission: SubmissionLineFragment;
  message: string;
}

/** Many submissions to which the same is done, request by request. */
export interface TogetherRun {
  act: ReviewAct;
  /** the reason, or the note of a yes */
  said: string;
  phase: 'running' | 'stopping' | 'stopped' | 'broken' | 'done';
  total: number;
  done: number;
  refused: Refused[];
  /** those whose turn has not come */
  waiting: SubmissionLineFragment[];
}

export interface Together {
  run: TogetherRun | null;
  /** the first request is under way, which may be refused as a whole */
  isStarting: boolean;
  /** what the first request was refused for as a whole, such as a missing reason */
  failure: Failure | null;
  start: (act: ReviewAct, said: string, submissions: SubmissionLineFragment[]) => Promise<void>;
  stop: () => void;
  goOn: () => Promise<void>;
  close: () => void;
}

/** Does the same to many submissions. May be stopped, and gone on with; so may what a failed request has cut off. */
export function useTogether(): Together {
  const [run, setRun] = useState<TogetherRun | null>(null);
  const [isStarting, setStarting] = useState(false);
  const isStopping = useRef(false);
  const { run: send, failure } = useAction(ReviewTogetherDocument, (answer) => answer.reviewTogether);
  // Who leaves the page lets no more of it happen unseen.
  useEffect(
    () => () => {
      isStopping.current = true;
    },
    [],
  );
  const phase = run?.phase;
  useLeaveWarning(
    useCallback(() => isStarting || phase === 'running' || phase === 'stopping', [isStarting, phase]),
  );

  const go = async (from: TogetherRun) => {
    isStopping.current = false;
    let now: TogetherRun = { ...from, phase: 'running' };
    const isFirst = now.waiting.length === now.total;
    if (isFirst) setStarting(true);
    else setRun(now);
    while (now.waiting.length > 0 && !isStopping.current) {
      const turn = now.waiting.slice(0, AT_ONCE);
      const outcome = await send({
        act: now.act,
        submissions: turn.map(({ id, lockVersion }) => ({ id, lockVersion })),
        reason: now.act === 'APPROVE' ? null : now.said,
        note: now.act === 'APPROVE' ? now.said || null : null,
      });
      setStarting(false);
      if ('failure' in outcome) {
        const isWhole = isFirst && outcome.failure.field !== null;
        setRun(isWhole ? null : { ...now, phase: 'broken' });
        return;
      }
      now = {
        ...now,
        done: now.done + outcome.done.done.length,
        refused: [...now.refused, ...refusedOf(turn, outcome.done.refused)],
        waiting: now.waiting.slice(turn.length),
        phase: isStopping.current ? 'stopping' : 'running',
      };
      setRun(now);
    }
    setRun({ ...now, phase: now.waiting.length > 0 ? 'stopped' : 'done' });
  };

  return {
    run,
    isStarting,
    failure: run === null ? failure : null,
    start: (act, said, submissions) =>
      go({
        act,
        said,
        phase: 'running',
        total: submissions.length,
        done: 0,
        refused: [],
        waiting: submissions,
      }),
    stop: () => {
      isStopping.current = true;
      setRun((before) => (before?.phase === 'running' ? { ...before, phase: 'stopping' } : before));
    },
    goOn: async () => {
      if (run) await go(run);
    },
    close: () => setRun(null),
  };
}

function refusedOf(
  turn: readonly SubmissionLineFragment[],
  refusals: readonly { submissionId: string; message: string }[],
): Refused[] {
  const asked = new Map(turn.map((submission) => [submission.id, submission]));
  return refusals.flatMap(({ submissionId, message }) => {
    const submission = asked.get(submissionId);
    return submission ? [{ submission, message }] : [];
  });
}
