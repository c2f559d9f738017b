import { RecordKind } from '../../../common/records';
import type { KnownParty } from './context';
import { Gazetteer, partyKey } from './parties';

const party = (slug: string, kind: RecordKind, names: string[], forms: string[] = []): KnownParty => ({
  id: slug,
  slug,
  kind,
  names: [
    ...names.map((text) => ({ text, locale: 'en', form: false })),
    ...forms.map((text) => ({ text, locale: 'en', form: true })),
  ],
});
const gazetteer = new Gazetteer([
  party('breda', RecordKind.CITY, ['Breda']),
  party('litomerice', RecordKind.CITY, ['Litoměřice']),
  party('quart', RecordKind.CITY, ['Quart de Poblet']),
  party('genk', RecordKind.CITY, ['Genk', 'Genka'], ['Genku']),
  party('centre', RecordKind.ORGANISATION, ['Dialogue Centre n.o.']),
  party('network', RecordKind.NETWORK, ['Healthy Towns']),
  party('office', RecordKind.ORGANISATION, ['Healthy Towns']),
]);
const slugs = (text: string): string[] => gazetteer.find(text).map((mention) => mention.party.slug);

describe('spellings of a party', () => {
  it.each([
    ['Dialogue Centre n.o.', 'Dialogue Centre, n.o.'],
    ['Example, s.r.o.', 'Example s. r. o.'],
    ['Voorbeeld vzw', 'Voorbeeld'],
    ['Przykład Sp. z o.o.', 'Przykład'],
    ['ÁBC Kft.', 'Abc'],
  ])('%s and %s are one', (a, b) => {
    expect(partyKey(a)).toBe(partyKey(b));
  });

  it('of two parties are two', () => {
    expect(partyKey('University of Arts')).not.toBe(partyKey('University of Law'));
  });
});

describe('known parties in a text', () => {
  it('are found by other names, known forms, and endings that were not foreseen', () => {
    expect(slugs('Mestá Genku, Genka a Litoměřicích, Quart de Poblet')).toEqual([
      'genk',
      'genk',
      'litomerice',
      'quart',
    ]);
  });

  it('begin with a capital and are whole words', () => {
    expect(slugs('genk, Genkse straat, Bredase markt, bredă')).toEqual([]);
  });

  it('bring others of the same name along', () => {
    expect(
      gazetteer
        .find('Healthy Towns')
        .map(({ party: one, alternatives }) => [one.slug, alternatives.map(({ slug }) => slug)]),
    ).toEqual([['network', ['office']]]);
  });

  it('are matched to names in lists, not by the city that a name mentions', () => {
    expect(gazetteer.match('Dialogue Centre, n.o.')).toMatchObject([{ slug: 'centre', why: 'same-name' }]);
    expect(gazetteer.match('Academy of Arts, Breda')).toEqual([]);
    expect(gazetteer.match('Breda')).toMatchObject([{ slug: 'breda' }]);
  });
});
