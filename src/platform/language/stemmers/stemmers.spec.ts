import { stemmerFor, STEMMED_LOCALES } from '.';
import { fold } from '../fold';

/** Forms of one word each; all must come to one stem. */
const PARADIGMS: Readonly<Record<string, readonly string[]>> = {
  cs: [
    'škola školy škole školu školou škol školám školách školami',
    'město města městu městě městem měst městům městech městy',
    'učitel učitele učiteli učitelem učitelé učitelů učitelům učitelích',
    'obec obce obci obcí obcemi obcím obcích',
    'rozpočet rozpočtu rozpočtem rozpočty rozpočtů',
    'centrum centra centru centrem center centrům centrech',
    'sousedský sousedského sousedskému sousedském sousedským sousedská sousedskou sousedské sousedských sousedskými',
    'setkání setkáním setkáních setkáními',
    'starosta starosty starostovi starostou starostové starostů',
    'Praha Praze Prahu Prahou Prahy',
    'kulatý kulatého kulaté kulatých kulatými',
  ],
  sk: [
    'škola školy škole školu školou škôl školám školách školami',
    'mesto mesta mestu meste mestom miest mestám mestách mestami',
    'obyvateľ obyvateľa obyvateľovi obyvateľom obyvatelia obyvateľov obyvateľoch obyvateľmi',
    'obec obce obci obcou obcí obciam obciach obcami',
    'žena ženy žene ženu ženou žien ženám ženách ženami',
    'stretnutie stretnutia stretnutiu stretnutím stretnutí stretnutiam stretnutiach stretnutiami',
    'stratégia stratégie stratégii stratégiu stratégiou stratégií stratégiám stratégiách stratégiami',
    'verejný verejného verejnému verejnom verejným verejná verejnej verejnú verejnou verejné verejných verejnými',
    'pocitový pocitového pocitovému pocitovom pocitovým pocitová pocitovej pocitovú pocitovou pocitové pocitových pocitovými',
    'obnova obnovy obnove obnovu obnovou obnov obnovám obnovách obnovami',
    'začiatok začiatku začiatkom začiatky začiatkov',
  ],
  pl: [
    'szkoła szkoły szkole szkołę szkołą szkołom szkołach szkołami',
    'mieszkaniec mieszkańca mieszkańcowi mieszkańcem mieszkańcy mieszkańców mieszkańcom mieszkańcach mieszkańcami',
    'rynek rynku rynkowi rynkiem rynki rynków rynkach',
    'konsultacja konsultacji konsultację konsultacją konsultacje konsultacjom konsultacjach konsultacjami',
    'publiczny publicznego publicznemu publicznym publiczna publicznej publiczną publiczne publicznych publicznymi',
    'spotkanie spotkania spotkaniu spotkaniem spotkaniom spotkaniach spotkaniami',
    'gmina gminy gminie gminę gminą gmin gminom gminach gminami',
  ],
  lv: [
    'iedzīvotājs iedzīvotāja iedzīvotājam iedzīvotāju iedzīvotājā iedzīvotāji iedzīvotājiem iedzīvotājus iedzīvotājos',
    'padome padomes padomei padomi padomē padomju padomēm padomēs',
    'pilsēta pilsētas pilsētai pilsētu pilsētā pilsētām pilsētās',
    'tīkls tīkla tīklam tīklu tīklā tīkli tīkliem tīklus tīklos',
    'sadarbība sadarbības sadarbībai sadarbību sadarbībā',
    'jaunietis jaunieša jaunietim jaunieši jauniešu jauniešiem jauniešus',
    'vietējais vietējā vietējo vietējam vietējie vietējiem vietējos vietējās',
  ],
  hu: [
    'lakos lakosok lakosoknak lakosokkal lakost lakosa lakosai lakosban lakosra',
    'iskola iskolában iskolából iskolák iskolának iskolával iskoláért iskolája iskolai',
    'közösség közösségek közösségnek közösséggel közösségi közösségben közösségünk',
    'terv tervek tervet tervben tervhez tervei tervvel tervre',
    'polgármester polgármesternek polgármestert polgármesterrel polgármesterek',
    'város városok városban városba városból városhoz városnak várossal városa városai városok',
  ],
  ro: [
    'consiliu consiliul consiliului consilii consiliile consiliilor',
    'oraș orașul orașului orașe orașele orașelor',
    'primărie primăria primăriei primării primăriile primăriilor',
    'locuitor locuitorul locuitorului locuitori locuitorii locuitorilor',
    'public publică publicul publice publicului publicelor',
    'proiect proiectul proiectului proiecte proiectele proiectelor',
    'participare participarea participării participări',
  ],
  en: ['council councils', 'participate participates participated participating', 'city cities'],
  nl: ['bewoner bewoners', 'gemeente gemeenten', 'plan'],
  da: ['borger borgere borgerne borgeren borgernes', 'kommune kommuner kommunen kommunerne'],
  nb: ['innbygger innbyggere innbyggerne innbyggeren', 'kommune kommuner kommunen kommunene'],
  es: [
    'participación participaciones participacion',
    'vecino vecinos vecina vecinas',
    'municipal municipales',
  ],
  ca: ['participació participacions participacio', 'ciutadà ciutadans ciutadana', 'acció accions'],
};

/** Words that are not forms of one another and must stay apart. */
const APART: Readonly<Record<string, readonly string[]>> = {
  cs: ['mladý', 'město', 'most', 'místo', 'žena', 'síť', 'strom', 'stát', 'škola', 'skála'],
  sk: ['mladý', 'mesto', 'most', 'žena', 'sieť', 'strom', 'štát', 'škola', 'skala', 'úrad'],
  pl: ['młody', 'miasto', 'most', 'kobieta', 'sieć', 'drzewo', 'stan', 'szkoła', 'skala', 'urząd'],
  lv: ['jauns', 'pilsēta', 'tilts', 'sieviete', 'tīkls', 'koks', 'valsts', 'skola', 'padome', 'plāns'],
  hu: ['fiatal', 'város', 'híd', 'nő', 'hálózat', 'terv', 'állam', 'iskola', 'tanács', 'terem'],
  ro: ['tânăr', 'oraș', 'pod', 'femeie', 'rețea', 'plan', 'stat', 'școală', 'consiliu', 'pădure'],
};

const stems = (locale: string, words: readonly string[]): Set<string> => {
  const stem = stemmerFor(locale);
  if (!stem) throw new Error(`no stemmer for ${locale}`);
  return new Set(words.map((word) => stem(fold(word))));
};

describe('stemmers', () => {
  it('exist for all twelve languages', () => {
    expect([...STEMMED_LOCALES].sort()).toEqual([
      'ca',
      'cs',
      'da',
      'en',
      'es',
      'hu',
      'lv',
      'nb',
      'nl',
      'pl',
      'ro',
      'sk',
    ]);
  });

  it.each(
    Object.entries(PARADIGMS).flatMap(([locale, words]) => words.map((forms) => [locale, forms] as const)),
  )('%s: one stem for %s', (locale, forms) => {
    expect([...stems(locale, forms.split(' '))]).toHaveLength(1);
  });

  it.each(Object.entries(APART))('%s: keeps different words apart', (locale, words) => {
    expect(stems(locale, words).size).toBe(words.length);
  });

  it('never give nothing, nor more than there was, and need no diacritics', () => {
    for (const locale of STEMMED_LOCALES) {
      const stem = stemmerFor(locale);
      for (const word of ['a', 'ab', 'abc', 'i', 'ova', 'iem', 'eeee', 'x'.repeat(48), '2024', 'αβγ']) {
        const found = stem?.(word) ?? '';
        expect(found.length).toBeGreaterThan(0);
        expect(found.length).toBeLessThanOrEqual(word.length);
      }
    }
  });
});
