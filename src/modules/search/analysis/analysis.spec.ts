import { analyse, fold, highlight, isQueryStopWord, matcherOf, parseQuery, segment, SynonymTable } from '.';
import { allowedTypos, directAlternatives, editDistance, prefixAlternatives, typoAlternatives } from '.';

const words = (text: string): string[] => segment(text).map((word) => word.text);
const folded = (query: string, locale = 'en'): string[] =>
  parseQuery(query, locale).words.map((word) => word.folded);

describe('fold', () => {
  it.each([
    ['Łódź', 'lodz'],
    ['Ķekava', 'kekava'],
    ['høring', 'horing'],
    ['Iași', 'iasi'],
    ['Iaşi', 'iasi'],
    ['straße', 'strasse'],
    ['Århus', 'arhus'],
    ['ĪSTENOŠANA', 'istenosana'],
    ['col·laboració', 'collaboracio'],
    ['İstanbul', 'istanbul'],
    ['ſpolu', 'spolu'],
    ['ﬁnance', 'finance'],
  ])('%s → %s', (text, expected) => expect(fold(text)).toBe(expected));

  it('treats composed and decomposed letters alike and is idempotent', () => {
    for (const word of ['příprava', 'szövetség', 'Gdaņska', 'ŠĶĖRSOŠANA']) {
      expect(fold(word.normalize('NFD'))).toBe(fold(word.normalize('NFC')));
      expect(fold(fold(word))).toBe(fold(word));
    }
  });

  it('leaves out what prints nothing', () => expect(fold('par\u00adtici\u200bpace')).toBe('participace'));
});

describe('segment', () => {
  it('takes letters and digits of any script', () => {
    expect(words('Plán 2024–2026: „mládež“, 39C — Αθήνα!')).toEqual([
      'Plán',
      '2024',
      '2026',
      'mládež',
      '39C',
      'Αθήνα',
    ]);
  });

  it('leaves out elided letters but keeps single letters that are words', () => {
    expect(words("l'acció d’Horta, the city's plan v obci")).toEqual([
      'acció',
      'Horta',
      'the',
      'city',
      'plan',
      'v',
      'obci',
    ]);
  });

  it('keeps offsets into the original text', () => {
    const text = 'Iedzīvotāju padomes Ķekavā';
    for (const { start, end, text: word } of segment(text)) expect(text.slice(start, end)).toBe(word);
  });
});

describe('analyse', () => {
  it('gives folded words with their places, and stems in the language', () => {
    const [councils, of, residents] = analyse('Councils of residents', 'en');
    expect(councils).toMatchObject({ folded: 'councils', stem: 'en:council', start: 0, end: 8, position: 0 });
    expect(of).toMatchObject({ folded: 'of', stem: null, position: 1 });
    expect(residents).toMatchObject({ folded: 'residents', stem: 'en:resid', position: 2 });
  });

  it('joins hyphenated words in addition to their parts', () => {
    expect(
      analyse('PART-NET a spolu-tvorby', 'cs').map((token) => [token.folded, token.position, token.joined]),
    ).toEqual([
      ['part', 0, false],
      ['partnet', 0, true],
      ['net', 1, false],
      ['a', 2, false],
      ['spolu', 3, false],
      ['spolutvorby', 3, true],
      ['tvorby', 4, false],
    ]);
  });

  it('gives whole words in a language it does not know', () => {
    expect(analyse('osallistuminen', 'fi')).toMatchObject([{ folded: 'osallistuminen', stem: null }]);
  });
});

describe('parseQuery', () => {
  it('takes words, phrases and exclusions apart', () => {
    const parsed = parseQuery('youth "resident councils" -sport -"open data" plan', 'en');
    expect(parsed.words.map((word) => word.folded)).toEqual(['youth', 'plan']);
    expect(parsed.phrases.map((phrase) => phrase.words)).toEqual([['resident', 'councils']]);
    expect(parsed.excluded.map((phrase) => phrase.words)).toEqual([['sport'], ['open', 'data']]);
  });

  it('reads only the last word as unfinished, and only while nothing follows it', () => {
    expect(parseQuery('open gover', 'en').words.map((word) => word.prefix)).toEqual([false, true]);
    expect(parseQuery('open gover ', 'en').words.map((word) => word.prefix)).toEqual([false, false]);
    expect(parseQuery('open gover?', 'en').words.map((word) => word.prefix)).toEqual([false, false]);
    expect(parseQuery('o', 'en').words.map((word) => word.prefix)).toEqual([false]);
  });

  it("puts the asked language's stem first and gives the others after it", () => {
    const [word] = parseQuery('councils', 'en').words;
    expect(word?.stems[0]).toEqual({ locale: 'en', term: 'en:council' });
    expect(new Set(word?.stems.map((stem) => stem.locale)).size).toBe(word?.stems.length);
  });

  it('leaves out stop words unless there is nothing else', () => {
    expect(folded('the council of the city')).toEqual(['council', 'city']);
    expect(parseQuery('the council', 'en').ignored).toEqual(['the']);
    expect(folded('to be or not to be')).toEqual(['to', 'be', 'or', 'not']);
    expect(folded('mládež v Litoměřicích')).toEqual(['mladez', 'litomericich']);
    expect(isQueryStopWord('care', 'en')).toBe(false);
    expect(isQueryStopWord('care', 'ro')).toBe(true);
  });

  it('splits hyphenated words and also looks for them joined', () => {
    expect(parseQuery('spolu-tvorba ', 'sk').words).toMatchObject([
      { folded: 'spolu', synonyms: [['spolutvorba']] },
      { folded: 'tvorba', synonyms: [['spolutvorba']] },
    ]);
  });

  it.each([
    ['nothing', '', []],
    ['punctuation', '?!.,;:()[]{}<>|&*~^%$#@/\\', []],
    ['quotes without partners', '"open data', ['open', 'data']],
    ['three quotes', '"a b" c"', ['c']],
    ['tsquery syntax', "open & !data | ('x':*) <-> y", ['open', 'data', 'x']],
    ['filter syntax', 'kind = "PLAN" AND x EXISTS', ['kind', 'x', 'exists']],
    ['emoji', '🎉 festival 🎉', ['festival']],
    ['direction marks', '\u202efestival\u202c', ['festival']],
    ['control characters', 'fes\u0000tival\u0007', ['fes', 'tival']],
    ['a lone surrogate', '\ud83d festival', ['festival']],
    ['minus signs', '- -- -', []],
  ])('takes %s for what it is', (_name, query, expected) => expect(folded(query)).toEqual(expected));

  it('reads no more than its limits, whatever comes', () => {
    const parsed = parseQuery(Array.from({ length: 10_000 }, (_, index) => `w${index}`).join(' '), 'en');
    expect(parsed.words).toHaveLength(24);
    expect(parseQuery('x'.repeat(100_000), 'en').words[0]?.folded).toHaveLength(48);
    expect(parseQuery('"a" '.repeat(500), 'en').phrases).toHaveLength(8);
  });
});

describe('editDistance', () => {
  it.each([
    ['mediation', 'mediation', 2, 0],
    ['mediation', 'medaition', 2, 1],
    ['mediation', 'mediaton', 2, 1],
    ['mediation', 'meddiation', 2, 1],
    ['mediation', 'madiatoin', 2, 2],
    ['mediation', 'meditation', 1, 1],
    ['youth', 'south', 1, 1],
    ['youth', 'mouths', 1, 2],
    ['youth', 'yth', 2, 2],
    ['a', 'abcdef', 2, 3],
  ])('%s – %s within %d is %d', (a, b, limit, expected) => {
    expect(editDistance(a, b, limit)).toBe(expected);
    expect(editDistance(b, a, limit)).toBe(expected);
  });

  it('allows more slips in longer words', () => {
    expect([3, 4, 7, 8, 20].map(allowedTypos)).toEqual([0, 1, 1, 2, 2]);
  });
});

describe('alternatives', () => {
  const [word] = parseQuery('mediaton', 'en').words;
  if (!word) throw new Error('a query of one word has one');

  it('begins with the word itself', () => {
    expect(directAlternatives(word)[0]).toEqual({ terms: ['mediaton'], kind: 'exact', weight: 1 });
  });

  it('takes the nearest words of the vocabulary for a mistyped one, of equally near ones the more frequent', () => {
    const vocabulary = ['meditation', 'mediation', 'median', 'radiation', 'mediator'].map((term, index) => ({
      term,
      frequency: index + 1,
    }));
    expect(typoAlternatives(word, vocabulary).map(({ terms }) => terms[0])).toEqual([
      'mediator',
      'mediation',
      'median',
      'meditation',
    ]);
  });

  it('takes words that begin like an unfinished one, never the word itself', () => {
    const [begun] = parseQuery('medi', 'en').words;
    const vocabulary = ['medi', 'media', 'mediation', 'mel'].map((term) => ({ term, frequency: 1 }));
    const found = begun ? prefixAlternatives(begun, vocabulary) : [];
    expect(found.map(({ terms }) => terms[0])).toEqual(['media', 'mediation']);
    expect(found[0]?.weight).toBeGreaterThan(found[1]?.weight ?? 1);
  });
});

describe('SynonymTable', () => {
  const table = new SynonymTable([
    ['Genk', 'Genka', 'Genku'],
    ['Ústí nad Labem', 'Aussig'],
  ]);
  const synonyms = (query: string): string[][][] =>
    table.applyTo(parseQuery(query, 'cs').words).map((word) => word.synonyms);

  it('gives each entry all the others of its group', () => {
    expect(synonyms('Genku')).toEqual([[['genk'], ['genka']]]);
    expect(synonyms('Aussig')).toEqual([[['usti', 'nad', 'labem']]]);
    expect(synonyms('Ústí nad Labem')).toEqual([[['aussig']], [['aussig']]]);
  });

  it('knows nothing of words outside its groups', () => expect(synonyms('Breda')).toEqual([[]]));
});

describe('highlight', () => {
  const matcher = (query: string, locale: string): Parameters<typeof highlight>[2] =>
    matcherOf(parseQuery(query, locale).words.flatMap(directAlternatives));

  it('marks inflected forms and leaves the text as it is', () => {
    expect(highlight('Six councils of Residents.', 'en', matcher('resident council ', 'en'))).toEqual({
      text: 'Six \ue000councils\ue001 of \ue000Residents\ue001.',
      matches: 2,
    });
  });

  it('marks accented words asked for without accents', () => {
    expect(highlight('høring i Łódź', 'da', matcher('lodz', 'da')).text).toBe('høring i \ue000Łódź\ue001');
  });

  it('cuts a long text around its matches, at words', () => {
    const text = `${'lorem ipsum '.repeat(60)}a council of residents ${'dolor sit '.repeat(60)}`;
    const snippet = highlight(text, 'en', matcher('residents council', 'en'), 80);
    expect(snippet.text).toMatch(/^… .*\ue000council\ue001 of \ue000residents\ue001.* …$/);
    expect(snippet.text.length).toBeLessThan(90);
  });

  it('shows the beginning where nothing matches', () => {
    expect(highlight('one two three', 'en', matcher('four', 'en'))).toEqual({
      text: 'one two three',
      matches: 0,
    });
  });

  it('never takes marks over from the text', () => {
    expect(highlight('a\ue000b\ue001 c', 'en', matcher('zzz', 'en')).text).toBe('ab c');
  });
});
