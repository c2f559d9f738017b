import type { JsonObject } from '../../../common/json';
import { findDates } from './dates';
import { findPattern } from './pattern';
import type { Reading, RecordBuilder } from './record-builder';
import type { Line } from './sections';
import { squeeze, wordsOf } from './words';

/** more words than the name of a council has */
const LONGEST_BODY = 8;
/** `the`, `den`, `la` before a name; `on`, `op`, `dňa` before a date */
const SMALL_WORD = /^\p{Ll}{1,4}\.?$/u;
const DAY = 'YYYY-MM-DD'.length;

/** "Adopted by the City Council on 18 June 2025": by whom, and on which day. A line without the day tells nothing. */
export function readAdoption(record: RecordBuilder, opening: readonly Line[], reading: Reading): void {
  const patterns = reading.lexicons[0]?.phrases('adopted') ?? [];
  for (const line of opening) {
    const words = wordsOf(line.text);
    const said = findPattern(words, patterns);
    const date = findDates(line.text, reading.dateWords).find(({ value }) => value.length === DAY);
    if (!said || !date) continue;
    const after = words.slice(said.to).filter(({ end }) => end <= date.start);
    while (after[0] && SMALL_WORD.test(after[0].text)) after.shift();
    while (after.at(-1) && SMALL_WORD.test(after.at(-1)?.text ?? '')) after.pop();
    const body = squeeze(line.text.slice(after[0]?.start ?? 0, after.at(-1)?.end ?? 0));
    const adoption: JsonObject = { state: 'adoption-state/adopted', date: date.value };
    if (body !== '' && after.length <= LONGEST_BODY) adoption['body'] = body;
    record.value('fields.adoption', adoption, [line], { confidence: 0.8 });
    return;
  }
}
