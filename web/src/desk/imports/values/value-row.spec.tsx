import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { renderPage } from '../../../testing/render-page';
import type { ReadRecord, ReadValue, Source } from './read-value';
import { type ValueActions, ValueRow } from './value-row';

const place = (quote: string, paragraph: number): Source => ({
  quote,
  paragraph,
  page: null,
  sheet: null,
  cell: null,
  slide: null,
  file: null,
});

const read: ReadValue = {
  id: 'v1',
  path: 'texts.problem',
  section: 'TEXTS',
  value: JSON.stringify('Things are thrown away.'),
  proposed: JSON.stringify('Things are thrown away.'),
  confidence: 0.95,
  origin: 'extracted',
  asWritten: null,
  locale: null,
  decision: 'OPEN',
  sources: [place('Things are thrown away.', 3)],
};

const concepts = {
  concepts: [
    { __typename: 'Concept', id: 'theme/youth', label: 'Youth' },
    { __typename: 'Concept', id: 'theme/health', label: 'Health' },
  ],
};

function show(changes: Partial<ReadValue> = {}, editing: string | null = null) {
  const value = { ...read, ...changes };
  const record = { sourceLocale: 'sk', values: [value] } as unknown as ReadRecord;
  const actions: ValueActions = {
    decide: jest.fn(),
    edit: jest.fn(() => Promise.resolve(true)),
    withdraw: jest.fn(),
    setEditing: jest.fn(),
  };
  const row = (
    <ul>
      <ValueRow value={value} record={record} actions={actions} editing={editing} />
    </ul>
  );
  return { ...renderPage(row, { answers: { SchemeConcepts: concepts } }), actions };
}

describe('a value that was read', () => {
  it('stands beside the words of the document, both in their language, with its place', () => {
    show();
    const row = screen.getByRole('group', { name: 'The problem' });
    const words = within(row).getAllByText('Things are thrown away.');
    expect(words).toHaveLength(2);
    expect(words.map((element) => element.closest('[lang]')?.getAttribute('lang'))).toEqual(['sk', 'sk']);
    expect(row.querySelector('figcaption')?.textContent).toContain('paragraph 3 · word for word');
  });

  it('tells a guess from a sure one, and marks the words that were read', () => {
    const { container } = show({
      path: 'start',
      value: '"2024-04"',
      proposed: '"2024-04"',
      confidence: 0.4,
      asWritten: 'apríl/2024',
      sources: [place('Začiatok: apríl/2024', 2)],
    });
    expect(screen.getByText('April 2024')).toBeTruthy();
    expect(container.querySelector('mark')?.textContent).toBe('apríl/2024');
    expect(screen.getByText('a guess (40% sure)').className).toBe('unsure');
  });

  it('is accepted, left out and taken back by buttons that say what they are about', () => {
    const { actions, unmount } = show();
    fireEvent.click(screen.getByRole('button', { name: 'Accept: The problem' }));
    fireEvent.click(screen.getByRole('button', { name: 'Leave out: The problem' }));
    expect(actions.decide).toHaveBeenNthCalledWith(1, ['v1'], 'ACCEPTED');
    expect(actions.decide).toHaveBeenNthCalledWith(2, ['v1'], 'REJECTED');
    unmount();
    const { actions: later } = show({ decision: 'ACCEPTED' });
    expect(screen.queryByRole('button', { name: 'Accept: The problem' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Take back: The problem' }));
    expect(later.decide).toHaveBeenCalledWith(['v1'], 'OPEN');
  });

  it('keeps what a person writes once it is right, and says what is wrong with it before', async () => {
    const { actions } = show({ path: 'end', value: '"2024"', proposed: '"2024"' }, 'v1');
    const field = screen.getByRole('textbox', { name: 'End' });
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: 'soon' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText('Write 2024, 2024-04 or 2024-04-01.')).toBeTruthy();
    expect(actions.edit).not.toHaveBeenCalled();
    fireEvent.change(field, { target: { value: '2024-10' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(actions.edit).toHaveBeenCalledWith('v1', '2024-10'));
    await waitFor(() => expect(actions.setEditing).toHaveBeenCalledWith(null));
  });

  it('that a person added says so, has no place, and is removed or left out, never open', () => {
    const added = { origin: 'person', proposed: 'null', decision: 'EDITED' as const, sources: [] };
    const { actions, unmount } = show(added);
    expect(screen.getByText('added')).toBeTruthy();
    expect(document.querySelector('.source')?.textContent).toBe('Not in the document · added by a person');
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Change', 'Remove']);
    fireEvent.click(screen.getByRole('button', { name: 'Remove: The problem' }));
    expect(actions.withdraw).toHaveBeenCalledWith('v1');
    unmount();
    show({ ...added, decision: 'REJECTED' }, null);
    expect(screen.getByRole('button', { name: 'Take back: The problem' })).toBeTruthy();
  });

  it('is as it was after Escape', () => {
    const { actions } = show({}, 'v1');
    const field = screen.getByRole('textbox', { name: 'The problem' });
    fireEvent.change(field, { target: { value: 'Other words' } });
    fireEvent.keyDown(field, { key: 'Escape' });
    expect(actions.setEditing).toHaveBeenCalledWith(null);
    expect(actions.edit).not.toHaveBeenCalled();
  });

  it('of several stands item by item beside the place of each, in the reader’s words', async () => {
    show({
      path: 'concepts.theme',
      value: '["theme/youth","theme/health"]',
      proposed: '["theme/youth","theme/health"]',
      sources: [place('mladí ľudia', 7), place('zdravie', 9)],
    });
    const items = within(screen.getByRole('group', { name: 'Themes' })).getAllByRole('listitem');
    await waitFor(() => expect(items[0]?.textContent).toContain('Youth'));
    expect(items[0]?.textContent).toContain('mladí ľudia');
    expect(items[1]?.textContent).toContain('Health');
    expect(items[1]?.textContent).toContain('paragraph 9');
  });

  it('is changed among the concepts of its scheme', async () => {
    const { actions } = show(
      { path: 'concepts.theme', value: '["theme/youth"]', proposed: '["theme/youth"]' },
      'v1',
    );
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Health' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(actions.edit).toHaveBeenCalledWith('v1', ['theme/youth', 'theme/health']));
  });
});
