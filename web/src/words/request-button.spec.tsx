import { act, fireEvent, screen } from '@testing-library/react';
import { renderPage } from '../testing/render-page';
import { Prose } from './prose';
import type { WordsValue } from './provenance';

const original: WordsValue & { __typename: string } = {
  __typename: 'LocalizedText',
  recordId: 'r1',
  field: 'challenge',
  text: 'Mesto má málo stromov.',
  locale: 'sk',
  origin: 'ORIGINAL',
  state: 'UNAVAILABLE',
  isFallback: true,
  engine: null,
  updatedAt: '2026-01-01T00:00:00Z',
  stateNote: 'Nobody has asked for this translation yet.',
  viewerCanCorrect: false,
  viewerCanRequest: true,
  terms: [],
  original: null,
};
const pending = { ...original, state: 'PENDING', stateNote: null, viewerCanRequest: false };
const translated = {
  ...original,
  text: 'The city has few trees.',
  locale: 'en',
  origin: 'MACHINE',
  state: 'CURRENT',
  engine: 'apertium',
  isFallback: false,
  viewerCanRequest: false,
  original: { __typename: 'LocalizedText', text: original.text, locale: 'sk', origin: 'ORIGINAL' },
};

const button = () => screen.getByRole('button', { name: 'Have it translated by machine' });
const later = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

describe('a text that is not in the reader’s language', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is translated as the reader asks for it, and shows by itself as it comes', async () => {
    const { asked, answers, container } = renderPage(<Prose value={original} />, {
      answers: {
        RequestTranslation: { requestTranslation: { __typename: 'TranslationRequested', text: pending } },
        OneText: { recordText: pending },
      },
    });
    fireEvent.click(button());
    await later(0);
    expect(asked).toEqual([
      { name: 'RequestTranslation', variables: { recordId: 'r1', field: 'challenge', locale: 'en' } },
    ]);
    expect(screen.getByRole('status').textContent).toMatch(/was asked for/);
    expect(screen.queryByRole('button', { name: 'Have it translated by machine' })).toBeNull();
    await later(3_000);
    expect(container.textContent).toContain('Mesto má málo stromov.');
    answers['OneText'] = { recordText: translated };
    await later(3_000);
    expect(screen.getByText('The city has few trees.').closest('[lang]')?.getAttribute('lang')).toBe('en');
    expect(container.textContent).toMatch(/Machine translation \(apertium/);
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it('goes on being looked for where one look finds nobody at home', async () => {
    const { answers } = renderPage(<Prose value={original} />, {
      answers: {
        RequestTranslation: { requestTranslation: { __typename: 'TranslationRequested', text: pending } },
        OneText: new Error('gone'),
      },
    });
    fireEvent.click(button());
    await later(3_500);
    answers['OneText'] = { recordText: translated };
    await later(3_500);
    expect(screen.getByText('The city has few trees.')).toBeTruthy();
  });

  it('says why it cannot be asked for, and keeps the button', async () => {
    const message = 'Too many translations were asked for. Please try again in an hour.';
    renderPage(<Prose value={original} />, {
      answers: { RequestTranslation: { requestTranslation: { __typename: 'TranslationRefusal', message } } },
    });
    fireEvent.click(button());
    await later(0);
    expect(screen.getByRole('alert').textContent?.trim()).toBe(message);
    expect(button()).toBeTruthy();
  });

  it('says so where the site does not answer', async () => {
    renderPage(<Prose value={original} />, { answers: { RequestTranslation: new Error('gone') } });
    fireEvent.click(button());
    await later(0);
    expect(screen.getByRole('alert').textContent).toMatch(/Please try again/);
  });

  it('has no button where no machine would translate it', () => {
    renderPage(<Prose value={{ ...original, viewerCanRequest: false }} />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
