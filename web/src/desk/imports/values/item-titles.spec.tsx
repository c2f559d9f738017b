import { fireEvent, screen } from '@testing-library/react';
import { renderPage } from '../../../testing/render-page';
import type { ReadImportFragment } from '../../gql/graphql';
import { ItemTitles } from './item-titles';
import type { Json } from './read-value';
import { ValueEditor } from './value-editor';
import { ValueShown } from './value-shown';

const value = (path: string, told: Json, decision = 'OPEN') => ({
  path,
  value: JSON.stringify(told),
  decision,
});
const plan = {
  ref: 'plan',
  parentRef: null,
  values: [
    value('fields.objectives', [{ id: 'o1', code: 'SO1' }, { id: 'o2' }]),
    value('texts.objectives.o1.title', 'A listening city'),
    value('texts.objectives.o2.title', 'Places to meet'),
    value('texts.objectives.o3.title', 'Left out', 'REJECTED'),
  ],
};
const action = { ref: 'action-1', parentRef: 'plan', values: [value('fields.objective', 'o2')] };
const read = { records: [plan, action] } as unknown as ReadImportFragment;
const recordOf = (one: object) => one as unknown as ReadImportFragment['records'][number];

describe('items of a plan', () => {
  it('are called by their titles beside their codes', () => {
    renderPage(
      <ItemTitles record={recordOf(plan)} read={read}>
        <ValueShown path="fields.objectives" value={[{ id: 'o1', code: 'SO1' }]} lang="en" />
      </ItemTitles>,
    );
    expect(screen.getByText('A listening city')).toBeTruthy();
    expect(screen.getByText('SO1')).toBeTruthy();
  });

  it('name the objective that an action serves, and the others that it may serve', () => {
    const onSave = jest.fn().mockResolvedValue(true);
    renderPage(
      <ItemTitles record={recordOf(action)} read={read}>
        <ValueShown path="fields.objective" value="o2" lang="en" />
        <ValueEditor
          path="fields.objective"
          initial="o2"
          form="objective"
          lang="en"
          name="Objective"
          onSave={onSave}
          onClose={() => undefined}
        />
      </ItemTitles>,
    );
    const offered = screen.getAllByRole('option').map((option) => option.textContent);
    expect(offered).toEqual(['A listening city', 'Places to meet']);
    expect(screen.getAllByText('Places to meet')).toHaveLength(2);
    fireEvent.change(screen.getByRole('combobox'), { target: { value: 'o1' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(onSave).toHaveBeenCalledWith('o1');
  });
});
