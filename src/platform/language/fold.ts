/**
 * Letters that Unicode does not decompose, so that removing marks alone would leave them: their plain counterparts.
 * Everything else (á, ķ, ș, å, ñ …) is taken apart by NFKD.
 */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ĸ: 'k',
  ƒ: 'f',
};

const ASCII = /^[\x00-\x7f]*$/;
const UNDECOMPOSED_LETTERS = /[łøđðæœßþıħŧŋĸƒ]/g;
/** marks, the Catalan middle dot of `l·l`, soft hyphens, zero-width and direction signs: they never tell words apart */
const SILENT = /[\p{M}\u00b7\u00ad\u200b-\u200f\u2060\ufeff]/gu;

/**
 * A text without what people leave out when they type: lower case, no diacritics, no ligatures
 * (`Łódź` → `lodz`, `høring` → `horing`, `col·laboració` → `collaboracio`). Idempotent.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(SILENT, '')
    .replace(UNDECOMPOSED_LETTERS, (letter) => UNDECOMPOSED[letter] ?? letter);
}
