import { diffWordsWithSpace } from 'diff';
import type { JsonObject, JsonValue } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { type ContentEntry, contentEntries, isSameJson } from './content-entries';

export enum ChangeKind {
  ADDED = 'ADDED',
  REMOVED = 'REMOVED',
  CHANGED = 'CHANGED',
}

export enum PieceKind {
  SAME = 'SAME',
  ADDED = 'ADDED',
  REMOVED = 'REMOVED',
}

/** A run of words of a text. Those that are not ADDED make up the text before, those not REMOVED the one after. */
export interface TextPiece {
  kind: PieceKind;
  text: string;
}

/** What became of one field, in one language where it is a text. */
export interface FieldChange {
  field: string;
  locale: Locale | null;
  kind: ChangeKind;
  before: JsonValue | null;
  after: JsonValue | null;
  /** word by word; empty for what is no text */
  pieces: TextPiece[];
}

/** Edits that are followed word by word; two texts that differ in more are shown as one replaced by the other. */
const MAX_EDITS = 1_000;

/** All fields in which two documents of a record differ, in the order of their places. */
export function diffContents(before: JsonObject, after: JsonObject): FieldChange[] {
  const [old, now] = [contentEntries(before), contentEntries(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  return keys.flatMap((key) => changeOf(old.get(key), now.get(key)));
}

function changeOf(before: ContentEntry | undefined, after: ContentEntry | undefined): FieldChange[] {
  const place = after ?? before;
  if (!place || isSameJson(before?.value, after?.value)) return [];
  const kind = !before ? ChangeKind.ADDED : !after ? ChangeKind.REMOVED : ChangeKind.CHANGED;
  return [
    {
      field: place.field,
      locale: place.locale,
      kind,
      before: before?.value ?? null,
      after: after?.value ?? null,
      pieces: place.locale === null ? [] : diffTexts(wordsOf(before), wordsOf(after)),
    },
  ];
}

function wordsOf(entry: ContentEntry | undefined): string {
  const text = (entry?.value as JsonObject | undefined)?.['text'];
  return typeof text === 'string' ? text : '';
}

/** The words of two texts side by side. Put together again they are the two texts, blank for blank. */
export function diffTexts(before: string, after: string): TextPiece[] {
  const pieces = diffWordsWithSpace(before, after, { maxEditLength: MAX_EDITS });
  if (!pieces) {
    return [
      { kind: PieceKind.REMOVED, text: before },
      { kind: PieceKind.ADDED, text: after },
    ].filter(({ text }) => text !== '');
  }
  return pieces.map(({ added, removed, value }) => ({
    kind: added ? PieceKind.ADDED : removed ? PieceKind.REMOVED : PieceKind.SAME,
    text: value,
  }));
}
