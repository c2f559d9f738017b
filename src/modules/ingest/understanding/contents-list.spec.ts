import { withoutContentsList } from './contents-list';
import type { Line } from './sections';

const lines = (...texts: string[]): Line[] =>
  texts.map((text, index) => ({
    kind: text.startsWith('# ') ? 'heading' : 'paragraph',
    text: text.replace('# ', ''),
    anchor: { paragraph: index + 1 },
    index,
  }));
const left = (...texts: string[]): string[] => withoutContentsList(lines(...texts)).map(({ text }) => text);

describe('a table of contents', () => {
  it('goes with its heading, whatever leads to its page numbers', () => {
    const body = ['1. Vision', 'We decide together.', '2 Actions', 'A garden.', 'Annex: budget'];
    expect(
      left('# A plan', '# Contents', '1 Vision | 3', '2. Actions ........ 5', 'Annex: budget 12', ...body),
    ).toEqual(['A plan', ...body]);
  });

  it('is none where its lines name nothing that follows, or where pages go back', () => {
    const costs = ['Trees 40', 'Benches 60', 'Paint 90'];
    expect(left(...costs)).toEqual(costs);
    const scores = ['Trees 9', 'Benches 6', 'Paint 3', 'Trees', 'Benches', 'Paint'];
    expect(left(...scores)).toEqual(scores);
  });

  it('is looked for in a time that grows with the text and no faster', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `Entry ${index} of a long list ${100}`);
    expect(left(...many)).toHaveLength(10_000);
    expect(left(`${'a | '.repeat(60_000)}b`, `${' . '.repeat(60_000)}`)).toHaveLength(2);
  });
});
