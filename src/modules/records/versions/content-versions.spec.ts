import type { JsonObject } from '../../../common/json';
import { ChangeKind, diffContents, diffTexts, PieceKind } from './content-diff';
import { mergeContents } from './content-merge';

const text = (field: string, locale: string, words: string): JsonObject => ({
  field,
  locale,
  text: words,
  origin: 'ORIGINAL',
});

const BASE: JsonObject = {
  kind: 'ACTION',
  slug: 'a-walk',
  texts: [text('title', 'en', 'A walk'), text('title', 'da', 'En tur'), text('summary', 'en', 'We walk.')],
  concepts: { theme: ['theme/one', 'theme/two'] },
  fields: { cost: { min: 100, currency: 'EUR' }, milestones: [{ id: 'm1', due: '2024' }, { id: 'm2' }] },
};

const changed = (change: JsonObject): JsonObject => ({ ...structuredClone(BASE), ...change });

describe('the difference of two documents', () => {
  it('is none where only the order of keys and empty values differ', () => {
    const { kind, slug, ...rest } = structuredClone(BASE);
    expect(diffContents(BASE, { ...rest, cities: [], licence: null, slug, kind } as JsonObject)).toEqual([]);
  });

  it('names each field and language, and nothing else', () => {
    const after = changed({
      texts: [
        text('title', 'en', 'A ride'),
        text('title', 'da', 'En tur'),
        text('lessons', 'en', 'Go early'),
      ],
      concepts: { theme: ['theme/one'] },
      fields: {
        cost: { min: 100, max: 200, currency: 'EUR' },
        milestones: [{ id: 'm2' }, { id: 'm1', due: '2025' }, { id: 'm3' }],
      },
    });
    expect(diffContents(BASE, after).map(({ field, locale, kind }) => [field, locale, kind])).toEqual([
      ['concepts.theme', null, ChangeKind.CHANGED],
      ['fields.cost.max', null, ChangeKind.ADDED],
      ['fields.milestones.m1.due', null, ChangeKind.CHANGED],
      ['fields.milestones.m3', null, ChangeKind.ADDED],
      ['texts.lessons', 'en', ChangeKind.ADDED],
      ['texts.summary', 'en', ChangeKind.REMOVED],
      ['texts.title', 'en', ChangeKind.CHANGED],
    ]);
  });

  it('tells the actions of a plan apart by their slugs', () => {
    const plan = (words: string): JsonObject => ({
      kind: 'PLAN',
      actions: [changed({ slug: 'other' }), changed({ texts: [text('title', 'en', words)] })],
    });
    expect(diffContents(plan('One'), plan('Two'))).toMatchObject([
      { field: 'actions.a-walk.texts.title', locale: 'en', kind: ChangeKind.CHANGED },
    ]);
  });

  it.each([
    ['Mēs ejam pa ielu.', 'Mēs lēni ejam pa ielu'],
    ['one\n\ntwo  three', 'one\ntwo three four'],
    ['', 'all new'],
    ['all gone', ''],
  ])('keeps every blank of %j and %j', (before, after) => {
    const pieces = diffTexts(before, after);
    const joined = (left: PieceKind): string =>
      pieces
        .filter(({ kind }) => kind !== left)
        .map((piece) => piece.text)
        .join('');
    expect(joined(PieceKind.ADDED)).toBe(before);
    expect(joined(PieceKind.REMOVED)).toBe(after);
  });

  it('goes by words, with letters of all our languages inside them', () => {
    expect(diffTexts('Žluťoučký kůň běží', 'Žluťoučký koník běží')).toEqual([
      { kind: PieceKind.SAME, text: 'Žluťoučký ' },
      { kind: PieceKind.REMOVED, text: 'kůň' },
      { kind: PieceKind.ADDED, text: 'koník' },
      { kind: PieceKind.SAME, text: ' běží' },
    ]);
  });

  it('gives up word by word for two long texts that have nothing in common', () => {
    const words = (word: string): string => Array.from({ length: 3_000 }, (_, n) => `${word}${n}`).join(' ');
    expect(diffTexts(words('a'), words('b')).map(({ kind }) => kind)).toEqual([
      PieceKind.REMOVED,
      PieceKind.ADDED,
    ]);
  });
});

describe('joining two changes', () => {
  it('takes from each side what it alone changed', () => {
    const mine = changed({ texts: [text('title', 'en', 'A ride'), text('title', 'da', 'En tur')] });
    const theirs = changed({
      texts: [...(BASE['texts'] as JsonObject[]), text('title', 'nl', 'Een wandeling')],
      fields: { cost: { min: 90, currency: 'EUR' }, milestones: [{ id: 'm1', due: '2026' }] },
    });
    expect(mergeContents(BASE, mine, theirs)).toEqual({
      content: changed({
        texts: [
          text('title', 'en', 'A ride'),
          text('title', 'da', 'En tur'),
          text('title', 'nl', 'Een wandeling'),
        ],
        fields: { cost: { min: 90, currency: 'EUR' }, milestones: [{ id: 'm1', due: '2026' }] },
      }),
      conflicts: [],
    });
  });

  it('keeps mine and names the place where both changed one', () => {
    const mine = changed({ slug: 'mine', texts: [text('title', 'en', 'Mine')] });
    const theirs = changed({ slug: 'theirs', texts: [text('title', 'en', 'Theirs')] });
    const { content, conflicts } = mergeContents(BASE, mine, theirs);
    expect(content).toEqual(mine);
    expect(conflicts).toEqual(['slug', 'texts.title en']);
  });

  it('names an item that one side changed and the other removed', () => {
    const mine = changed({ fields: { milestones: [{ id: 'm2' }] } });
    const theirs = changed({ fields: { milestones: [{ id: 'm1', due: '2030' }, { id: 'm2' }] } });
    expect(mergeContents(BASE, mine, theirs).conflicts).toEqual(['fields.milestones.m1']);
  });
});
