import { placesWithCountry } from './countries';

describe('places named with their country', () => {
  it.each([
    ['en', 'Oak Town (Portugal) and Elm on Sea (Ireland)', ['Oak Town', 'Elm on Sea']],
    ['nl', 'Eik (België), Beuk (Duitsland)', ['Eik', 'Beuk']],
    ['da', 'Eg (Danmark), Bøg (Tyskland)', ['Eg', 'Bøg']],
    ['nb', 'Eik (Norge), Bøk (Sverige)', ['Eik', 'Bøk']],
    ['es', 'Roble (España), Haya (Francia)', ['Roble', 'Haya']],
    ['ca', 'Roure (Espanya), Faig (França)', ['Roure', 'Faig']],
    ['pl', 'Dąb (Polska), Buk (Niemcy)', ['Dąb', 'Buk']],
    ['hu', 'Tölgy (Magyarország), Bükk (Románia)', ['Tölgy', 'Bükk']],
    ['lv', 'Ozols (Latvija), Dižskābardis (Lietuva)', ['Ozols', 'Dižskābardis']],
    ['ro', 'Stejar (România), Fag (Bulgaria)', ['Stejar', 'Fag']],
    ['sk', 'Dub (Slovensko), Buk nad Riekou (Maďarsko)', ['Dub', 'Buk nad Riekou']],
    ['cs', 'Dub (Česko), Buk (Polsko)', ['Dub', 'Buk']],
  ])('%s: %s', (locale, text, names) => {
    expect(placesWithCountry(text, locale).map(({ name }) => name)).toEqual(names);
  });

  it('are not taken from other brackets', () => {
    expect(placesWithCountry('Programme (ERDF), Town (lead partner), Plan (2024)', 'en')).toEqual([]);
  });
});
