import { act, fireEvent, screen } from '@testing-library/react';
import { renderPage } from '../../testing/render-page';
import type { DraftWorkFragment } from '../gql/graphql';
import { useAutosave } from './use-autosave';

const draftAt = (lockVersion: number, summary: string) =>
  ({
    __typename: 'Draft',
    id: 'd1',
    lockVersion,
    content: {
      sourceLocale: 'en',
      texts: [{ field: 'summary', locale: 'en', text: summary, origin: 'ORIGINAL', isSource: true }],
    },
  }) as unknown as DraftWorkFragment;

const BEGUN = draftAt(1, 'First.');
let locks: (number | null)[];

function Work() {
  const work = useAutosave(BEGUN, () => Promise.resolve());
  return (
    <>
      <input
        aria-label="Summary"
        value={work.edited.texts['summary'] ?? ''}
        onChange={({ target }) => work.write({ texts: { summary: target.value } })}
      />
      <p role="status">{work.state}</p>
      {work.conflict && <button onClick={work.keepMine}>keep mine</button>}
      {work.conflict && <button onClick={work.takeTheirs}>take theirs</button>}
      <button onClick={() => void work.flush().then((lock) => locks.push(lock))}>hand in</button>
    </>
  );
}

interface Sent {
  input: { lockVersion: number; content: { texts: { text: string }[] } };
}

const write = (text: string) =>
  fireEvent.change(screen.getByLabelText('Summary'), { target: { value: text } });
const settle = (ms = 0) => act(() => jest.advanceTimersByTimeAsync(ms));
const said = () => screen.getByRole('status').textContent;

describe('saving by itself', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    locks = [];
  });
  afterEach(() => jest.useRealTimers());

  /** An API that saves when it is told to, and counts as the real one does. */
  function show() {
    const open: (() => void)[] = [];
    let lock = 1;
    const view = renderPage(<Work />, {
      answers: {
        SaveDraft: (variables) =>
          new Promise((resolve) => {
            open.push(() => {
              const { input } = variables as unknown as Sent;
              const text = input.content.texts[0]?.text ?? '';
              const isLate = input.lockVersion !== lock;
              if (!isLate) lock += 1;
              const theirs = draftAt(lock, 'Theirs.');
              const conflict = { __typename: 'DraftConflict', code: 'DRAFT_CHANGED', message: 'Changed.' };
              resolve({
                saveDraft: isLate
                  ? { ...conflict, field: null, theirs, changes: [], merged: null, conflicts: [] }
                  : draftAt(lock, text),
              });
            });
          }),
      },
    });
    const sent = () =>
      view.asked.map(({ variables }) => {
        const { input } = variables as unknown as Sent;
        return [input.lockVersion, input.content.texts[0]?.text];
      });
    return {
      sent,
      answer: async () => {
        open.shift()?.();
        await settle();
      },
      somebodyElseSaves: () => (lock += 1),
    };
  }

  it('waits until the keys rest, and sends once', async () => {
    const { sent, answer } = show();
    write('S');
    await settle(1_000);
    write('Se');
    await settle(1_000);
    expect(sent()).toEqual([]);
    await settle(1_000);
    await answer();
    expect(sent()).toEqual([[1, 'Se']]);
    expect(said()).toBe('saved');
  });

  it('lets nobody meet their own save as somebody else’s', async () => {
    const { sent, answer } = show();
    write('Second.');
    await settle(1_500);
    write('Third.');
    await settle(1_500);
    expect(sent()).toEqual([[1, 'Second.']]);
    await answer();
    expect(said()).toBe('waiting');
    await answer();
    expect(sent()).toEqual([
      [1, 'Second.'],
      [2, 'Third.'],
    ]);
    expect(said()).toBe('saved');
    expect(screen.queryByText('keep mine')).toBeNull();
  });

  it('saves the last words before they are handed in', async () => {
    const { sent, answer } = show();
    write('At once.');
    fireEvent.click(screen.getByText('hand in'));
    await settle();
    await answer();
    expect(sent()).toEqual([[1, 'At once.']]);
    expect(locks).toEqual([2]);
  });

  it('shows another’s save instead of writing over it; keeping one’s own words writes on top of theirs', async () => {
    const { sent, answer, somebodyElseSaves } = show();
    somebodyElseSaves();
    write('Mine.');
    await settle(1_500);
    await answer();
    screen.getByText('take theirs');
    // Going on typing does not decide it.
    write('Mine, more.');
    await settle(3_000);
    expect(sent()).toHaveLength(1);
    fireEvent.click(screen.getByText('keep mine'));
    await settle();
    await answer();
    expect(sent().at(-1)).toEqual([2, 'Mine, more.']);
    expect(said()).toBe('saved');
  });

  it('hands nothing in while two versions stand against each other', async () => {
    const { answer, somebodyElseSaves } = show();
    somebodyElseSaves();
    write('Mine.');
    await settle(1_500);
    await answer();
    fireEvent.click(screen.getByText('hand in'));
    await settle();
    await answer();
    expect(locks).toEqual([null]);
    fireEvent.click(screen.getByText('take theirs'));
    fireEvent.click(screen.getByText('hand in'));
    await settle();
    expect(locks).toEqual([null, 2]);
  });
});
