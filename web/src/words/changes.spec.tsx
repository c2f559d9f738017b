import { renderPage } from '../testing/render-page';
import { Changes, type WordsChange } from './changes';

const summary: WordsChange = {
  field: 'texts.summary',
  label: 'Resumé',
  locale: 'da',
  before: 'En gang om måneden.',
  after: 'To gange om måneden.',
  pieces: [
    { kind: 'REMOVED', text: 'En gang' },
    { kind: 'ADDED', text: 'To gange' },
    { kind: 'SAME', text: ' om måneden.' },
  ],
};

describe('what changed', () => {
  it('is said word by word where it is a text, in its own language', () => {
    const { container } = renderPage(<Changes changes={[summary]} empty="nothing" />);
    expect(container.querySelector('del')?.textContent).toBe('En gang');
    expect(container.querySelector('ins')?.textContent).toBe('To gange');
    expect(container.querySelector('dd')?.lang).toBe('da');
    expect(container.querySelector('dt')?.textContent).toBe('Resumé · Danish');
  });

  it('is said as before and now where it is a value, for those who see no colour too', () => {
    const start = { field: 'start', label: 'Start', locale: null, before: '2024', after: '2025', pieces: [] };
    const { container } = renderPage(<Changes changes={[start]} empty="nothing" />);
    expect(container.querySelector('del')?.textContent).toBe('before: 2024');
    expect(container.querySelector('ins')?.textContent).toBe('now: 2025');
  });

  it('that was not there before, or is not there now, is not said as an empty one', () => {
    const added = { field: 'end', label: 'End', before: null, after: '2026', pieces: [] };
    const { container } = renderPage(<Changes changes={[added]} empty="nothing" />);
    expect(container.querySelector('del')).toBeNull();
    expect(container.querySelectorAll('ins')).toHaveLength(1);
  });

  it('is nothing where nothing changed', () => {
    const { container } = renderPage(<Changes changes={[]} empty="Nothing differs." />);
    expect(container.textContent).toBe('Nothing differs.');
  });
});
