import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { TableMappingQuery } from '../../gql/graphql';
import { renderPage } from '../../../testing/render-page';
import { TableWork } from './table-work';

const mapping: TableMappingQuery['tableMapping'] = {
  rowCount: 2,
  choices: [
    { key: 'title', label: 'Title', isNeeded: true },
    { key: 'start', label: 'Start', isNeeded: false },
    { key: 'code', label: 'Code', isNeeded: false },
  ],
  columns: [
    { index: 0, header: 'Názov', column: 'title', confidence: 1, sample: ['A workshop', 'A garden'] },
    { index: 1, header: 'Kedy', column: 'start', confidence: 0.6, sample: ['2025-04', 'spring'] },
    { index: 2, header: '', column: null, confidence: 0, sample: [] },
  ],
};

const row = { __typename: 'TableRowReport', recordId: null, changes: [], leftOut: [] };
const report = {
  checkTable: {
    __typename: 'TableReport',
    newCount: 1,
    changedCount: 0,
    unchangedCount: 0,
    rejectedCount: 1,
    leftOutCount: 0,
    draftCount: 0,
    rows: [
      {
        ...row,
        row: 3,
        state: 'REJECTED',
        title: 'A garden',
        problems: [
          {
            __typename: 'TableRowProblem',
            column: 'start',
            code: 'date',
            message: '“spring” is not a date.',
          },
        ],
      },
      { ...row, row: 2, state: 'NEW', title: 'A workshop', problems: [] },
    ],
  },
};

const onItsWay = (state: string, done: number) => ({
  __typename: 'TableImport',
  id: 'j1',
  state,
  done,
  total: 1,
  failure: null,
  counts: state === 'DONE' ? { __typename: 'TableCounts', draftCount: 1 } : null,
});

const show = (answers = {}) =>
  renderPage(<TableWork documentId="d1" kind="ACTIONS" mapping={mapping} />, {
    answers: { CheckTable: report, ...answers },
  });

describe('a table on its way in', () => {
  it('shows what each column is taken for, with cells of it, and how sure that is', () => {
    show();
    const title = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Názov' });
    expect(title.value).toBe('title');
    expect(screen.getByText('A workshop · A garden')).toBeTruthy();
    expect(screen.getByText('perhaps (60% sure)')).toBeTruthy();
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Column 3' }).value).toBe('');
  });

  it('takes one of ours for one column alone, and says which needed one is missing', () => {
    show();
    fireEvent.change(screen.getByRole('combobox', { name: 'Kedy' }), { target: { value: 'title' } });
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Názov' }).value).toBe('');
    fireEvent.change(screen.getByRole('combobox', { name: 'Kedy' }), { target: { value: 'start' } });
    expect(screen.getByText(/No column is yet: Title/)).toBeTruthy();
  });

  it('is tried out as mapped; refused rows come first, with the reason; another mapping asks anew', async () => {
    const { asked } = show();
    fireEvent.change(screen.getByRole('combobox', { name: 'Column 3' }), { target: { value: 'code' } });
    fireEvent.click(screen.getByRole('button', { name: 'Show what each row would do' }));
    await screen.findByText('Start: “spring” is not a date.');
    expect(asked.at(-1)?.variables['columns']).toEqual([
      { index: 0, column: 'title' },
      { index: 1, column: 'start' },
      { index: 2, column: 'code' },
    ]);
    expect(screen.getByText('row 3')).toBeTruthy();
    fireEvent.change(screen.getByRole('combobox', { name: 'Column 3' }), { target: { value: '' } });
    expect(screen.queryByText('row 3')).toBeNull();
  });

  it('comes in with its good rows where others are refused, and says how far it is', async () => {
    let polls = 0;
    const { asked } = show({
      StartTableImport: { startTableImport: onItsWay('QUEUED', 0) },
      TableImportState: () => {
        polls += 1;
        return { tableImport: onItsWay(polls > 1 ? 'DONE' : 'RUNNING', 1) };
      },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Show what each row would do' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Bring in only the 1 good row' }));
    await waitFor(() =>
      expect(asked.find(({ name }) => name === 'StartTableImport')?.variables['mode']).toBe('GOOD_ROWS'),
    );
    await screen.findByText('Bringing the table in: row 1 of 1');
    await screen.findByRole('heading', { name: '1 entry handed in.' }, { timeout: 5_000 });
  });

  it('that failed as a whole says why and leads back to its columns', async () => {
    show({
      CheckTable: {
        checkTable: {
          __typename: 'TableRefusal',
          code: 'TABLE_COLUMNS_MISSING',
          field: null,
          message: 'Say what at least one column is.',
        },
      },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Show what each row would do' }));
    await screen.findByText('Say what at least one column is.');
    expect(screen.queryByRole('button', { name: /^Bring in/ })).toBeNull();
  });
});
