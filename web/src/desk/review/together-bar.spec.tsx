import { fireEvent, screen, waitFor } from '@testing-library/react';
import { renderPage } from '../../testing/render-page';
import type { SubmissionLineFragment } from '../gql/graphql';
import { SubmissionList } from './submission-list';
import { TogetherBar } from './together-bar';
import { useSelection } from './use-selection';

const line = (index: number, change: Partial<SubmissionLineFragment> = {}): SubmissionLineFragment => ({
  id: `s${index}`,
  recordId: `r${index}`,
  draftId: `d${index}`,
  state: 'SUBMITTED',
  lockVersion: index,
  version: 1,
  gate: 0,
  onBehalf: false,
  dueAt: null,
  submittedAt: '2026-03-01T10:00:00Z',
  updatedAt: '2026-03-01T10:00:00Z',
  title: { text: `Entry ${index}`, locale: 'en' },
  author: null,
  reviewer: null,
  record: null,
  viewerCan: { take: true, release: false, decide: false, withdraw: false, comment: true },
  ...change,
});

const MANY = Array.from({ length: 30 }, (_, index) => line(index + 1));

interface Asked {
  act: string;
  submissions: { id: string; lockVersion: number }[];
  reason: string | null;
  note: string | null;
}

function Page({ shown, onDone }: { shown: SubmissionLineFragment[]; onDone: () => Promise<unknown> }) {
  const selection = useSelection();
  return (
    <>
      <TogetherBar shown={shown} selection={selection} onDone={onDone} />
      <SubmissionList submissions={shown} empty="Nothing" selection={selection} />
    </>
  );
}

/** `answer`: to the n-th request, from 0. */
function show(shown: SubmissionLineFragment[], answer: (asked: Asked, place: number) => object | Error) {
  const onDone = jest.fn(() => Promise.resolve());
  const requests: Asked[] = [];
  const ReviewTogether = (variables: Record<string, unknown>) => {
    const asked = variables as unknown as Asked;
    requests.push(asked);
    const given = answer(asked, requests.length - 1);
    return given instanceof Error ? Promise.reject(given) : { reviewTogether: given };
  };
  return {
    ...renderPage(<Page shown={shown} onDone={onDone} />, { answers: { ReviewTogether } }),
    requests,
    onDone,
  };
}

const done = ({ submissions }: Asked) => ({
  __typename: 'ReviewedTogether',
  done: submissions.map(({ id }) => ({ __typename: 'Submission', id })),
  refused: [],
});

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const chooseAll = () => fireEvent.click(screen.getByLabelText('Select all that are shown'));
const idsOf = ({ submissions }: Asked) => submissions.map(({ id }) => id);

describe('several submissions at once', () => {
  it('are sent in parts, each as it was looked at, and told by how many', async () => {
    const { requests, onDone } = show(MANY, done);
    chooseAll();
    press('Decide on them');
    press('Accept them');
    await screen.findByText('Done: 30');
    expect(requests.map(({ submissions }) => submissions.length)).toEqual([20, 10]);
    expect(requests[0]).toMatchObject({ act: 'APPROVE', reason: null, note: null });
    expect(requests.flatMap(({ submissions }) => submissions)).toEqual(
      MANY.map(({ id, lockVersion }) => ({ id, lockVersion })),
    );
    expect(onDone).toHaveBeenCalledTimes(1);
    press('Close');
    await screen.findByText('Selected: 0');
  });

  it('go on where the connection broke, and nothing is lost', async () => {
    const { requests } = show(MANY, (asked, place) => (place === 1 ? new Error('gone') : done(asked)));
    chooseAll();
    press('Decide on them');
    press('Accept them');
    await screen.findByText('The answer did not come. Nothing is lost: go on from here.');
    await screen.findByText('Done: 20');
    press('Go on');
    await screen.findByText('Done: 30');
    expect(requests).toHaveLength(3);
    expect(requests[2]).toEqual(requests[1]);
  });

  it('are still chosen where a broken connection is left at that', async () => {
    show(MANY, (asked, place) => (place === 1 ? new Error('gone') : done(asked)));
    chooseAll();
    press('Decide on them');
    press('Accept them');
    await screen.findByText('Done: 20');
    press('Leave it at that');
    await screen.findByText('Selected: 10');
  });

  it('need a reason where they are turned away, asked for at its field, and keep what was chosen', async () => {
    const missing = {
      __typename: 'ReviewRefusal',
      code: 'REASON_MISSING',
      field: 'reason',
      message: 'Say why.',
    };
    const { requests } = show(MANY, (asked) => (asked.reason ? done(asked) : missing));
    chooseAll();
    press('Decide on them');
    fireEvent.click(screen.getByRole('radio', { name: 'Do not accept them' }));
    press('Do not accept them');
    await screen.findByText('Say why.');
    expect(screen.getByText('Selected: 30')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Why?'), { target: { value: 'Not ours.' } });
    press('Do not accept them');
    await screen.findByText('Done: 30');
    expect(requests.at(-1)).toMatchObject({ act: 'REJECT', reason: 'Not ours.', note: null });
  });

  it('tell of each that could not be decided why', async () => {
    const { requests } = show(MANY.slice(0, 2), (asked) => ({
      ...done(asked),
      done: [{ __typename: 'Submission', id: 's1' }],
      refused: [{ __typename: 'SubmissionRefusal', submissionId: 's2', code: 'X', message: 'Taken back.' }],
    }));
    chooseAll();
    press('Decide on them');
    press('Accept them');
    await screen.findByText('Not done: 1');
    const link = screen.getAllByRole('link', { name: 'Entry 2' })[0];
    expect(link?.closest('li')?.textContent).toContain('Taken back.');
    expect(requests.map(idsOf)).toEqual([['s1', 's2']]);
  });

  it('are only those that the person may do something to', async () => {
    const theirs = line(3, { state: 'IN_REVIEW' });
    const nobodys = line(4, { viewerCan: { ...line(4).viewerCan, take: false } });
    const own = line(5, { state: 'IN_REVIEW', viewerCan: { ...line(5).viewerCan, decide: true } });
    show([line(1), theirs, nobodys, own], done);
    chooseAll();
    await screen.findByText('Selected: 2');
    expect(screen.queryByLabelText('Select “Entry 3”')).toBeNull();
    expect(screen.queryByLabelText('Select “Entry 4”')).toBeNull();
    fireEvent.click(screen.getByLabelText('Select “Entry 5”'));
    await waitFor(() => expect(screen.getByText('Selected: 1')).toBeTruthy());
  });
});
