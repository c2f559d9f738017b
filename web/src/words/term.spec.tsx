import { fireEvent, screen } from '@testing-library/react';
import { renderPage } from '../testing/render-page';
import { Paragraphs, piecesOf, placedBlocksOf } from './paragraphs';

const text = 'The ULG met.\n\n- It asked the city.\n- The Spolupracovňa answered.';
const termAt = (word: string, definition: string) => {
  const start = text.indexOf(word);
  return { start, end: start + word.length, term: word, definition };
};
const terms = [termAt('ULG', 'A local group.'), termAt('Spolupracovňa', 'A shared office.')];

describe('a word of the network', () => {
  it('stands where it stood, in paragraphs and in lists, and nothing else is lost', () => {
    const { container } = renderPage(<Paragraphs text={text} terms={terms} />);
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'ULG',
      'Spolupracovňa',
    ]);
    for (const note of container.querySelectorAll('.term-note')) note.remove();
    expect(container.querySelector('p')?.textContent).toBe('The ULG met.');
    expect([...container.querySelectorAll('li')].map((item) => item.textContent)).toEqual([
      'It asked the city.',
      'The Spolupracovňa answered.',
    ]);
  });

  it('tells its meaning with the word, and shows it at the focus until Escape', () => {
    renderPage(<Paragraphs text={text} terms={terms} />);
    const word = screen.getByRole('button', { name: 'ULG' });
    const note = document.getElementById(word.getAttribute('aria-describedby') ?? '');
    expect(note?.textContent).toBe('A local group.');
    expect(note?.hidden).toBe(true);
    fireEvent.focus(word);
    expect(note?.hidden).toBe(false);
    fireEvent.keyDown(word, { key: 'Escape' });
    expect(note?.hidden).toBe(true);
    fireEvent.mouseEnter(word.parentElement as HTMLElement);
    expect(note?.hidden).toBe(false);
  });
});

describe('a line', () => {
  it('is cut where terms stand; of two that overlap the first is explained', () => {
    const line = { text: 'local support group meets', start: 10 };
    const at = (start: number, end: number) => ({ start, end, term: 'x', definition: 'y' });
    const pieces = piecesOf(line, [at(16, 29), at(10, 23), at(0, 5), at(30, 99)]);
    expect(pieces.map((piece) => [piece.text, piece.term !== null])).toEqual([
      ['local support', true],
      [' group meets', false],
    ]);
  });

  it('knows its place in the whole text, behind its bullet', () => {
    const places = placedBlocksOf(' One.\n\n\n•  two\n  * three').flat();
    expect(places).toEqual([
      { text: 'One.', start: 1 },
      { text: 'two', start: 11 },
      { text: 'three', start: 19 },
    ]);
  });
});
