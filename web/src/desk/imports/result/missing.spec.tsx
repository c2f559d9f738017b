import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { renderPage } from '../../../testing/render-page';
import type { ReadRecord } from '../values/read-value';
import { Missing } from './missing';
import type { Added } from './use-decisions';

const record = {
  id: 'r1',
  kind: 'PLAN',
  sourceLocale: 'sk',
  values: [],
  missing: [
    { path: 'start', section: 'BASICS', form: 'DATE', scheme: null },
    { path: 'texts.risks', section: 'TEXTS', form: 'TEXT', scheme: null },
    { path: 'texts.objectives.*.title', section: 'MILESTONES', form: 'TEXT', scheme: null },
    { path: 'fields.totalCost', section: 'MONEY', form: 'COST', scheme: null },
    { path: 'concepts.theme', section: 'TOPICS', form: 'CONCEPTS', scheme: 'theme' },
    { path: 'fields.planKind', section: 'OTHER', form: 'CONCEPT', scheme: 'plan-kind' },
  ],
} as unknown as ReadRecord;

const concepts = {
  concepts: [
    { __typename: 'Concept', id: 'plan-kind/other', label: 'Another plan' },
    { __typename: 'Concept', id: 'plan-kind/strategy', label: 'Strategy' },
  ],
};

function show(answer: Added = { id: 'v1' }) {
  const onAdd = jest.fn(() => Promise.resolve(answer));
  const page = <Missing record={record} onAdd={onAdd} />;
  return { ...renderPage(page, { answers: { SchemeConcepts: concepts } }), onAdd };
}

const choose = (name: string) => fireEvent.click(screen.getByRole('button', { name: `Add: ${name}` }));
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }));

describe('what the document does not tell', () => {
  it('is listed by its parts, each by its name', () => {
    show();
    expect(screen.getByText('Add what is missing (6)')).toBeTruthy();
    const topics = screen.getByRole('list', { name: 'Topics' });
    expect(
      within(topics)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['Themes']);
    expect(screen.getByRole('button', { name: 'Add: An objective' })).toBeTruthy();
  });

  it('is asked for as it is changed elsewhere, in the language of the entry', async () => {
    const { onAdd } = show();
    choose('Risks');
    const field = screen.getByRole('textbox', { name: 'Risks' });
    expect([document.activeElement, field.getAttribute('lang')]).toEqual([field, 'sk']);
    fireEvent.change(field, { target: { value: 'Nikto nepríde' } });
    save();
    await waitFor(() => expect(onAdd).toHaveBeenCalledWith('texts.risks', 'Nikto nepríde'));
    await screen.findByRole('list', { name: 'Topics' });
  });

  it.each([
    ['Start', 'Write 2024, 2024-04 or 2024-04-01.'],
    ['Total cost', 'Write a number.'],
    ['Themes', 'Choose something.'],
    ['Kind of plan', 'Choose something.'],
  ])('%s is not kept empty', async (name, problem) => {
    const { onAdd } = show();
    choose(name);
    save();
    expect(await screen.findByText(problem)).toBeTruthy();
    expect(onAdd).not.toHaveBeenCalled();
  });

  it('is chosen from the list of its scheme', async () => {
    const { onAdd } = show();
    choose('Kind of plan');
    await screen.findByRole('option', { name: 'Strategy' });
    fireEvent.change(screen.getByRole('combobox'), { target: { value: 'plan-kind/strategy' } });
    save();
    await waitFor(() => expect(onAdd).toHaveBeenCalledWith('fields.planKind', 'plan-kind/strategy'));
  });

  it('stays as it was written where it was refused, and gives the focus back where nobody wants it', async () => {
    const { onAdd } = show({ failure: 'The field cannot hold that.' });
    choose('Risks');
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Risks' });
    fireEvent.change(field, { target: { value: 'Words' } });
    save();
    await waitFor(() => expect(onAdd).toHaveBeenCalled());
    expect(await screen.findByText('The field cannot hold that.')).toBeTruthy();
    expect(field.value).toBe('Words');
    fireEvent.keyDown(field, { key: 'Escape' });
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Add: Risks' }));
  });
});
