import type { Block } from '../../documents';
import { lexiconsFor, loadLexicons } from './lexicon';
import { mailboxFits } from './mailboxes';
import { findPeople } from './people';
import { Redaction } from './redaction';
import { wordsOf } from './words';

// Everybody here is invented.
const LOCALES = ['en', 'nl', 'da', 'es', 'ca', 'pl', 'hu', 'lv', 'ro', 'sk', 'cs', 'nb'];
const all = loadLexicons(LOCALES);
const known = new Set(['city', 'office', 'example', 'agents', 'network', 'mesto', 'healthy', 'cities']);
const blocks = (...lines: string[]): Block[] =>
  lines.map((text, index) => ({ kind: 'paragraph', text, anchor: { paragraph: index + 1 } }));
const people = (locale: string, ...lines: string[]) =>
  findPeople(blocks(...lines), lexiconsFor(all, locale), (name) =>
    wordsOf(name).some((word) => known.has(word.folded)),
  );

describe('people in a document', () => {
  it('are those whose address stands beside their name', () => {
    const { data, functional, warnings } = people(
      'lv',
      'PALDIES!',
      'Zane Paraugkalna',
      'tel. 20000000',
      'e-pasts: zane.paraugkalna@example.org',
    );
    expect(functional).toEqual([]);
    expect(warnings).toEqual([]);
    expect(data.map(({ kind, value, person, role }) => [kind, value, person, role])).toEqual([
      ['name', 'Zane Paraugkalna', 1, 'contact'],
      ['telephone', '20000000', 1, 'contact'],
      ['email', 'zane.paraugkalna@example.org', 1, 'contact'],
    ]);
  });

  it('are warned about where the address is not made of the name', () => {
    const { warnings } = people('lv', 'Zane Paraugkalna', 'zane.paraugkaln@example.org');
    expect(warnings).toMatchObject([{ code: 'addressDoesNotFitName', parameters: { person: 1 } }]);
    expect(JSON.stringify(warnings)).not.toMatch(/paraug/i);
  });

  it.each([
    'info@example.org',
    'nszm@nszm.example',
    'participatie@stad.example',
    'sekretariat@um.example',
    'urzad.miasta@x.example',
  ])('and %s is an office', (address) => {
    const { data, functional } = people('en', `Write to ${address}.`);
    expect(data).toEqual([]);
    expect(functional).toMatchObject([{ kind: 'email', value: address }]);
  });

  it('have an address of their own even without a name', () => {
    expect(people('en', 'Write to jana.vzorova@example.org.').data).toMatchObject([
      { kind: 'email', person: 1 },
    ]);
  });

  it.each([
    ['cs', '„Jsme rádi“, doplňuje Jana Vzorová z Národní sítě.', 'Jana Vzorová'],
    ['sk', '„Sme radi,“ hovorí Ján Vzorový, primátor.', 'Ján Vzorový'],
    ['en', '“We are glad,” says Ann Sample of the council.', 'Ann Sample'],
    ['nl', '“Wij zijn blij”, zegt Jan van Voorbeeld.', 'Jan van Voorbeeld'],
    ['pl', '„Cieszymy się” – mówi Anna Przykładowa.', 'Anna Przykładowa'],
    ['es', '«Estamos contentos», afirma Ana Ejemplo Prueba.', 'Ana Ejemplo Prueba'],
    ['ca', '«Estem contents», afirma Anna Exemple.', 'Anna Exemple'],
    ['ro', '„Suntem bucuroși”, spune Ana Exemplu.', 'Ana Exemplu'],
    ['hu', '„Örülünk” – mondta Minta Anna.', 'Minta Anna'],
    ['lv', '“Mēs priecājamies,” saka Anna Paraugs.', 'Anna Paraugs'],
    ['da', '”Vi er glade,” siger Anne Eksempel.', 'Anne Eksempel'],
    ['nb', '«Vi er glade», sier Anne Eksempel.', 'Anne Eksempel'],
  ])('%s: who is quoted becomes no contact', (locale, text, name) => {
    expect(people(locale, text).data).toMatchObject([{ kind: 'name', value: name, role: 'quoted' }]);
  });

  it('are not seen in capitalised words that have no address', () => {
    expect(
      people('en', 'Integrated Action Plan of the City', 'Dialogue Centre', 'Quart de Poblet').data,
    ).toEqual([]);
  });
});

describe('an address and a name', () => {
  it.each([
    ['jan.novak@x.cz', 'Jan Novák', true],
    ['novak.jan@x.cz', 'Jan Novák', true],
    ['j.novak@x.cz', 'Jan Novák', true],
    ['jnovak2@x.cz', 'Jan Novák', true],
    ['novak@x.cz', 'Jan Novák', true],
    ['jan.nova@x.cz', 'Jan Novák', false],
    ['petr.novak@x.cz', 'Jan Novák', false],
    ['kontakt@x.cz', 'Jan Novák', false],
  ])('%s and %s: %s', (address, name, fits) => {
    expect(mailboxFits(address, name)).toBe(fits);
  });
});

describe('striking out', () => {
  const { data, functional } = people(
    'cs',
    'Jana Vzorová',
    'jana.vzorova@example.org, tel. +420 600 000 000',
    'info@example.org',
  );
  const redaction = new Redaction(data, functional);

  it('leaves no form of a name, no address and no number', () => {
    const struck = redaction.strike(
      'Pište Janě Vzorové (jana.vzorova@example.org, +420 600 000 000); Vzorová odpoví. Jana je i měsíc. info@example.org',
    );
    expect(struck).not.toMatch(/vzorov|600 000|jana\.v/i);
    expect(struck).toContain('info@example.org');
    expect(struck).toContain('Jana je i měsíc');
  });
});
