import { RecordKind } from '../../../common/records';
import { readObjectives } from './plan-objectives';
import { type Reading, RecordBuilder } from './record-builder';
import type { Line } from './sections';

const reading = { lexicons: [] as Reading['lexicons'] } as Reading;
const read = (...texts: string[]) =>
  readObjectives(
    new RecordBuilder('plan', RecordKind.PLAN, 'en'),
    texts.map((text, index): Line => ({ kind: 'list-item', text, anchor: {}, index })),
    reading,
  ).map(({ code, title }) => [code, title]);

describe('the code of an objective', () => {
  it('is what stands before its title', () => {
    expect(read('SO1 Listen', 'OE 2.1: Decide', '1.2 Meet', '3. Learn', 'B) Share')).toEqual([
      ['SO1', 'Listen'],
      ['OE 2.1', 'Decide'],
      ['1.2', 'Meet'],
      ['3', 'Learn'],
      ['B', 'Share'],
    ]);
  });

  it('is no word or figure of the title', () => {
    expect(read('A green city', '3 living rooms in every district')).toEqual([
      [undefined, 'A green city'],
      [undefined, '3 living rooms in every district'],
    ]);
  });
});
