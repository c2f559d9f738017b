import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { ReadImportFragment } from '../../gql/graphql';
import { renderPage } from '../../../testing/render-page';
import { Result } from './result';

const person = { id: 'a1', may: ['import.confirm'], roles: [], displayName: 'Test' };
jest.mock('../../me', () => ({ usePerson: () => person }));

const valueOf = (id: string, path: string, words: string) => ({
  id,
  path,
  section: 'TEXTS' as const,
  value: JSON.stringify(words),
  proposed: JSON.stringify(words),
  confidence: 0.9,
  origin: 'extracted',
  asWritten: null,
  locale: null,
  decision: 'OPEN' as const,
  sources: [],
});

const read = {
  id: 'i1',
  state: 'READY',
  documentKind: 'plan',
  createdAt: '2026-01-01T00:00:00Z',
  finishedAt: null,
  progress: { stage: null, done: 0, total: 0, secondsLeft: null },
  failure: null,
  locale: 'en',
  notes: [],
  document: {
    id: 'd1',
    fileName: 'plan.txt',
    bytes: 10,
    pageCount: null,
    hasPersonalData: false,
    isCleared: false,
    url: '/documents/d1/file',
  },
  personalData: [],
  records: [
    {
      id: 'r1',
      ref: 'plan',
      parentRef: null,
      kind: 'PLAN',
      sourceLocale: 'en',
      mode: 'NEW',
      targetId: null,
      isRejected: false,
      draftId: null,
      recordId: null,
      matches: [],
      unplaced: [],
      missing: [],
      values: [
        valueOf('v1', 'texts.title', 'A plan'),
        valueOf('v2', 'texts.vision', 'A vision'),
        valueOf('v3', 'texts.risks', 'A risk'),
      ],
    },
  ],
} as unknown as ReadImportFragment;

type Decide = { valueIds: string[]; decision: string };

function show(answer: (variables: Decide) => object | Promise<object>) {
  const answers = {
    DecideImportValues: (variables: Record<string, unknown>) => answer(variables as unknown as Decide),
  };
  return renderPage(<Result read={read} onChange={() => undefined} />, { answers });
}

const kept = { decideImportValues: { __typename: 'Import', id: 'i1', state: 'READY', records: [] } };
const focused = () => (document.activeElement as HTMLElement | null)?.dataset['value'];
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const isLeavingAsked = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
const decisionOf = (id: string) => document.getElementById(`value-${id}`)?.dataset['decision'];

describe('looking through by keyboard', () => {
  it('goes from value to value; what is decided while an answer is awaited is shown at once and sent in its order', async () => {
    const answers: (() => void)[] = [];
    const { asked } = show(() => new Promise<object>((resolve) => answers.push(() => resolve(kept))));
    fireEvent.click(screen.getByRole('button', { name: 'Begin looking through' }));
    expect(focused()).toBe('v1');
    press('a');
    expect(decisionOf('v1')).toBe('ACCEPTED');
    expect(focused()).toBe('v2');
    press('A');
    press('x');
    expect([decisionOf('v2'), decisionOf('v3')]).toEqual(['ACCEPTED', 'REJECTED']);
    press('ArrowUp');
    expect(focused()).toBe('v2');
    const sent = () => asked.map(({ variables }) => [variables['valueIds'], variables['decision']]);
    await waitFor(() => expect(answers).toHaveLength(1));
    expect(sent()).toEqual([[['v1'], 'ACCEPTED']]);
    expect(screen.getByText(/saving/)).toBeTruthy();
    answers[0]?.();
    await waitFor(() => expect(answers).toHaveLength(2));
    expect(screen.getByText(/saving/)).toBeTruthy();
    expect(isLeavingAsked()).toBe(true);
    answers[1]?.();
    await waitFor(() => expect(answers).toHaveLength(3));
    answers[2]?.();
    expect(sent()).toEqual([
      [['v1'], 'ACCEPTED'],
      [['v2'], 'ACCEPTED'],
      [['v3'], 'REJECTED'],
    ]);
    await waitFor(() => expect(screen.queryByText(/saving/)).toBeNull());
    expect(isLeavingAsked()).toBe(false);
  });

  it('says that it is saving all the way from the first key to the last answer', async () => {
    const { asked } = show(() => kept);
    const heard: boolean[] = [];
    const seen = new MutationObserver(() => heard.push(screen.queryByText(/saving/) !== null));
    seen.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    fireEvent.click(screen.getByRole('button', { name: 'Begin looking through' }));
    for (const key of ['a', 'k', 'x', 'k', 'u', 'k', 'a']) press(key);
    await waitFor(() => expect(screen.queryByText(/saving/)).toBeNull());
    seen.disconnect();
    expect(asked).toHaveLength(4);
    expect(heard[0]).toBe(true);
    expect(heard.slice(heard.indexOf(false))).not.toContain(true);
  });

  it('tells the rest also after the person went on to another page', async () => {
    const answers: (() => void)[] = [];
    const { asked, unmount } = show(
      () => new Promise<object>((resolve) => answers.push(() => resolve(kept))),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Begin looking through' }));
    for (const key of ['a', 'x']) press(key);
    await waitFor(() => expect(answers).toHaveLength(1));
    unmount();
    answers[0]?.();
    await waitFor(() => expect(answers).toHaveLength(2));
    expect(asked.map(({ variables }) => variables['decision'])).toEqual(['ACCEPTED', 'REJECTED']);
  });

  it('shows nothing as decided that the server refused, and says why', async () => {
    show(() => ({
      decideImportValues: {
        __typename: 'ImportRefusal',
        code: 'IMPORT_NOT_READY',
        field: null,
        message: 'This import is not waiting for a decision.',
        problems: [],
      },
    }));
    fireEvent.click(screen.getByRole('button', { name: 'Accept: Vision' }));
    expect(decisionOf('v2')).toBe('ACCEPTED');
    await screen.findByText('This import is not waiting for a decision.');
    expect(decisionOf('v2')).toBe('OPEN');
  });

  it('keys with a modifier and keys in a field are the browser’s', () => {
    const { asked } = show(() => kept);
    fireEvent.click(screen.getByRole('button', { name: 'Begin looking through' }));
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'a', ctrlKey: true });
    press('e');
    press('a');
    expect(decisionOf('v1')).toBe('OPEN');
    expect(asked).toEqual([]);
    expect(screen.getByRole('textbox', { name: 'Title' })).toBe(document.activeElement);
  });

  it('has the focus on the row again in the moment in which its form is closed', () => {
    show(() => kept);
    fireEvent.click(screen.getByRole('button', { name: 'Begin looking through' }));
    press('e');
    press('Escape');
    expect(focused()).toBe('v1');
    press('a');
    expect(decisionOf('v1')).toBe('ACCEPTED');
  });

  it('shows on wish only what is open, and what comes along at the end', () => {
    show(() => new Promise(() => undefined));
    fireEvent.click(screen.getByRole('button', { name: 'Accept: Vision' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Show only what is still open' }));
    expect(screen.queryByRole('group', { name: 'Vision' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Confirm without the 2 that are open' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Accept the 2 that are left' }));
    expect(screen.getByRole('button', { name: 'Confirm and hand in for review' })).toBeTruthy();
  });
});
