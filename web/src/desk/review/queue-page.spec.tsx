import { fireEvent, screen } from '@testing-library/react';
import words from '../../../../i18n/en/desk.json';
import { renderPage } from '../../testing/render-page';
import { ReviewQueuePage } from './queue-page';

const line = (index: number) => ({
  __typename: 'Submission',
  id: `s${index}`,
  recordId: `r${index}`,
  draftId: `d${index}`,
  state: 'SUBMITTED',
  lockVersion: 1,
  version: 1,
  gate: 0,
  onBehalf: false,
  dueAt: null,
  submittedAt: '2026-03-01T10:00:00Z',
  updatedAt: '2026-03-01T10:00:00Z',
  title: { __typename: 'DraftText', text: `Entry ${index}`, locale: 'en' },
  author: null,
  reviewer: null,
  record: null,
  viewerCan: {
    __typename: 'SubmissionPermissions',
    take: true,
    release: false,
    decide: false,
    withdraw: false,
    comment: true,
  },
});

const GONE = words.failure.network;

/** More than the API answers with at once. */
const MANY = Array.from({ length: 203 }, (_, index) => line(index));
const PAGE = 200;

const batch = {
  __typename: 'SubmissionBatch',
  id: 'b1',
  count: MANY.length,
  submittedAt: '2026-03-01T10:00:00Z',
  author: { __typename: 'Participant', id: 'p1', name: 'Coordinator' },
  sampleTitle: { __typename: 'DraftText', text: 'Entry 0', locale: 'en' },
};

/** The next page after the one that was seen last. */
const pageAfter = (variables: Record<string, unknown>) => {
  const start = MANY.findIndex(({ id }) => id === variables['after']) + 1;
  return { reviewQueue: MANY.slice(start, start + PAGE) };
};

const show = (MoreOfReviewQueue: (variables: Record<string, unknown>) => object | Promise<object>) =>
  renderPage(<ReviewQueuePage />, {
    answers: {
      ReviewQueue: { reviewQueue: MANY.slice(0, PAGE), reviewBatches: [batch] },
      MoreOfReviewQueue,
    },
  });

/** By their words: asking hundreds of rows for their roles takes seconds. */
const links = () => screen.getAllByText(/^Entry \d+$/);
const find = (text: string) => screen.findByText(text);

describe('a queue that is longer than a page', () => {
  it('is shown further at a press, until there is no more', async () => {
    const { asked } = show(pageAfter);
    fireEvent.click(await find('Show more'));
    await find('Entry 202');
    expect(links()).toHaveLength(MANY.length);
    expect(asked.at(-1)).toEqual({ name: 'MoreOfReviewQueue', variables: { after: 's199' } });
    expect(screen.queryByText('Show more')).toBeNull();
  });

  it('says where more of it does not come, and lets the person try again', async () => {
    let times = 0;
    show((variables) => {
      times += 1;
      return times === 1 ? Promise.reject(new Error('gone')) : pageAfter(variables);
    });
    fireEvent.click(await find('Show more'));
    await find(GONE);
    expect(links()).toHaveLength(PAGE);
    fireEvent.click(screen.getByText('Show more'));
    await find('Entry 202');
    expect(screen.queryByText(GONE)).toBeNull();
  });

  it('has what came in together chosen as a whole, what the page does not show, too', async () => {
    show(pageAfter);
    fireEvent.click(await find('Select all of them'));
    await find(`Selected: ${MANY.length}`);
    expect(links()).toHaveLength(PAGE);
  });

  it('chooses nothing where all of it does not come', async () => {
    show(() => Promise.reject(new Error('gone')));
    fireEvent.click(await find('Select all of them'));
    await find(GONE);
    expect(screen.getByText('Selected: 0')).toBeTruthy();
  });
});
