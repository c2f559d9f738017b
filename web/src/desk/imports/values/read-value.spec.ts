import type { ReadRecord, ReadValue, Source } from './read-value';
import { formOf, isVerbatim, pairsOf, shownValues, tallyOf } from './read-value';

const source = (quote: string): Source => ({
  quote,
  page: null,
  paragraph: 1,
  sheet: null,
  cell: null,
  slide: null,
  file: null,
});
const valueOf = (path: string, value: unknown, sources: Source[] = []): ReadValue => ({
  id: path,
  path,
  section: 'OTHER',
  value: JSON.stringify(value),
  proposed: JSON.stringify(value),
  confidence: 0.9,
  origin: 'extracted',
  asWritten: null,
  locale: null,
  decision: 'OPEN',
  sources,
});
const party = (name: string) => ({ name, matches: [] });

describe('values that were read', () => {
  it.each([
    ['texts.title', 'A street', 'text'],
    ['start', '2024-04', 'date'],
    ['fields.planKind', 'plan-kind/other', 'concept'],
    ['fields.code', 'A1', 'plain'],
    ['sourceUrl', 'https://example.org/plan', 'plain'],
    ['concepts.theme', [], 'concepts'],
    ['concepts.sdg', ['sdg/11'], 'concepts'],
    ['fields.leadDepartments', ['The mayor’s office'], 'words'],
    ['cities', [party('Genk')], 'parties'],
    ['fields.organisation', party('Genk'), 'party'],
    ['fields.cost', { min: 40_000, currency: 'EUR', approximate: true }, 'cost'],
    ['fields.funding', [{ source: 'funding-source/erdf', share: 80 }], 'funding'],
    ['fields.policyLinks', [{ document: 'Strategy', measure: '1' }], 'items'],
    ['fields.ordinal', 2, 'number'],
    ['fields.online', true, 'flag'],
  ] as const)('%s is shown and changed by its form', (path, value, form) => {
    expect(formOf(path, value as never)).toBe(form);
  });

  it('are looked at but for lists of bare ids and what the upload said', () => {
    const values = [
      valueOf('texts.title', 'A'),
      valueOf('owner', party('Genk')),
      valueOf('fields.milestones', [{ id: 'm1' }, { id: 'm2' }]),
      valueOf('fields.sections', [{ id: 's1', pageFrom: 3 }]),
    ];
    const shown = shownValues({ values } as unknown as ReadRecord);
    expect(shown.map(({ path }) => path)).toEqual(['texts.title', 'fields.sections']);
    expect(tallyOf(shown)).toMatchObject({ total: 2, OPEN: 2, ACCEPTED: 0 });
  });

  it('are word for word only where the document says all of them', () => {
    expect(isVerbatim('A  street\nof repair', [source('A street'), source('of repair')])).toBe(true);
    expect(isVerbatim('2024-04', [source('april/2024')])).toBe(false);
    expect(isVerbatim('A street', [])).toBe(false);
    expect(isVerbatim({ min: 1 }, [source('1')])).toBe(false);
    const long = 'word '.repeat(100).trim();
    expect(isVerbatim(long, [source(`${long.slice(0, 280)} …`)])).toBe(true);
    expect(
      isVerbatim(`A street. ${'More of it that nobody wrote. '.repeat(20)}`, [source('A street.')]),
    ).toBe(false);
  });

  it('stand beside their own places while a list is as it was read', () => {
    const read = valueOf('concepts.theme', ['theme/a', 'theme/b'], [source('one'), source('two')]);
    expect(pairsOf(read)?.map(({ source: { quote } }) => quote)).toEqual(['one', 'two']);
    expect(pairsOf({ ...read, value: '["theme/a"]' })).toBeNull();
    expect(pairsOf({ ...read, sources: [source('one')] })).toBeNull();
  });
});
