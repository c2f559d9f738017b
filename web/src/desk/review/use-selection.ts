import { useMemo, useState } from 'react';
import type { SubmissionLineFragment } from '../gql/graphql';

/** Submissions that were chosen, as they were looked at. */
export interface Selection {
  chosen: ReadonlyMap<string, SubmissionLineFragment>;
  toggle: (submission: SubmissionLineFragment) => void;
  add: (submissions: readonly SubmissionLineFragment[]) => void;
  /** these and no others */
  keep: (submissions: readonly SubmissionLineFragment[]) => void;
}

const byId = (submissions: readonly SubmissionLineFragment[]) =>
  new Map(submissions.map((submission) => [submission.id, submission]));

/** What a person has chosen out of a list that may be longer than the page. */
export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, SubmissionLineFragment>>(new Map());
  return useMemo(
    () => ({
      chosen,
      toggle: (submission) =>
        setChosen((before) => {
          const after = new Map(before);
          if (!after.delete(submission.id)) after.set(submission.id, submission);
          return after;
        }),
      add: (submissions) => setChosen((before) => new Map([...before, ...byId(submissions)])),
      keep: (submissions) => setChosen(byId(submissions)),
    }),
    [chosen],
  );
}

/** Whether the person may do something to it now. What a colleague has is not chosen in passing. */
export function isForTogether({ state, viewerCan }: SubmissionLineFragment): boolean {
  return viewerCan.decide || viewerCan.release || (viewerCan.take && state === 'SUBMITTED');
}
