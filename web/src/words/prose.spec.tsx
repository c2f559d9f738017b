import { fireEvent, screen } from '@testing-library/react';
import { renderPage } from '../testing/render-page';
import { InlineWords } from './inline-words';
import { blocksOf } from './paragraphs';
import { Prose } from './prose';
import type { WordsValue } from './provenance';

const translated: WordsValue = {
  text: 'Byen arbejder med unge.',
  locale: 'da',
  origin: 'MACHINE',
  state: 'CURRENT',
  isFallback: false,
  engine: 'demo',
  original: { locale: 'sk', origin: 'ORIGINAL', text: 'Mesto pracuje s mladými.' },
};

describe('a text on a page', () => {
  it('says in the reader’s language that a machine translated it, and by which engine', () => {
    renderPage(<Prose value={translated} />, { locale: 'da' });
    expect(screen.getByText(/Maskinoversættelse \(demo\)\./)).toBeTruthy();
    expect(screen.getByText('Byen arbejder med unge.').closest('[lang]')?.getAttribute('lang')).toBe('da');
  });

  it('opens and closes the original, which carries its own language', () => {
    renderPage(<Prose value={translated} />, { locale: 'da' });
    const button = screen.getByRole('button', { name: /Vis original/ });
    const original = screen.getByText('Mesto pracuje s mladými.').closest('[lang]') as HTMLElement;
    expect(button.getAttribute('aria-expanded')).toBe('false');
    expect(original.hidden).toBe(true);
    expect(original.lang).toBe('sk');
    expect(button.getAttribute('aria-controls')).toBe(original.id);
    fireEvent.click(button);
    expect(button.getAttribute('aria-expanded')).toBe('true');
    expect(original.hidden).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: /Skjul original/ }));
    expect(original.hidden).toBe(true);
  });

  it.each([
    ['PENDING', /on its way.*Slovak\./],
    ['UNAVAILABLE', /No translation yet.*Slovak\./],
  ] as const)('in another language says why: %s', (state, words) => {
    const fallback: WordsValue = {
      ...translated,
      text: 'Mesto pracuje s mladými.',
      locale: 'sk',
      origin: 'ORIGINAL',
      engine: null,
      state,
      isFallback: true,
    };
    const { container } = renderPage(<Prose value={fallback} />);
    expect(container.textContent).toMatch(words);
    expect(screen.getByText('Mesto pracuje s mladými.').closest('[lang]')?.getAttribute('lang')).toBe('sk');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('that is older than its original says so and leads to the newer', () => {
    renderPage(<Prose value={{ ...translated, state: 'STALE' }} />);
    expect(screen.getByText(/original has changed since/)).toBeTruthy();
    expect(screen.getByRole('button', { name: /newer original/ })).toBeTruthy();
  });

  it('of the city itself carries no mark', () => {
    const own: WordsValue = { ...translated, origin: 'ORIGINAL', engine: null, original: null };
    const { container } = renderPage(<Prose value={own} />, { locale: 'da' });
    expect(container.textContent).toBe('Byen arbejder med unge.');
  });

  it('in a list carries one word, whose button says the whole', () => {
    renderPage(<InlineWords value={translated} />);
    const button = screen.getByRole('button', { name: /^machine ?: Show original \(Slovak\)$/ });
    fireEvent.click(button);
    expect(screen.getByText('Mesto pracuje s mladými.').hidden).toBe(false);
  });
});

describe('the blocks of a text', () => {
  it('are paragraphs, and lists where lines follow each other', () => {
    expect(blocksOf('One.\n\n- two\n- three\n\n\n')).toEqual([['One.'], ['two', 'three']]);
  });
});
