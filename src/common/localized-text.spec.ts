import { chooseText, type StoredText, TextOrigin, TextState } from './localized-text';

const row = (locale: string, more: Partial<StoredText> = {}): StoredText => ({
  recordId: 'r',
  field: 'summary',
  locale,
  text: `words in ${locale}`,
  origin: TextOrigin.MACHINE,
  state: TextState.CURRENT,
  stateReason: null,
  engine: 'demo',
  isSource: false,
  updatedAt: new Date(0),
  ...more,
});
const source = row('sk', { origin: TextOrigin.ORIGINAL, engine: null, isSource: true });

describe('chooseText', () => {
  it('shows the asked language with the original behind it', () => {
    const chosen = chooseText([source, row('da')], 'da');
    expect(chosen).toMatchObject({ text: 'words in da', locale: 'da', origin: 'MACHINE', isFallback: false });
    expect(chosen?.original).toMatchObject({ text: 'words in sk', locale: 'sk', origin: 'ORIGINAL' });
  });

  it('shows the source as itself, which is its own original', () => {
    const chosen = chooseText([source], 'sk');
    expect(chosen).toMatchObject({ locale: 'sk', isFallback: false, state: 'CURRENT' });
    expect(chosen?.original).toBe(chosen);
  });

  it('falls back to the source and says that there is no translation', () => {
    expect(chooseText([source], 'da')).toMatchObject({
      locale: 'sk',
      isFallback: true,
      state: 'UNAVAILABLE',
    });
  });

  it('says that a translation is on its way', () => {
    const pending = row('da', { state: TextState.PENDING, text: '' });
    expect(chooseText([source, pending], 'da')).toMatchObject({
      locale: 'sk',
      isFallback: true,
      state: 'PENDING',
    });
  });

  it('keeps showing a stale text and says so', () => {
    const stale = row('da', { state: TextState.STALE });
    expect(chooseText([source, stale], 'da')).toMatchObject({
      locale: 'da',
      state: 'STALE',
      isFallback: false,
    });
  });

  it('takes the language it was written in where none is asked for', () => {
    expect(chooseText([row('da'), source], undefined)).toMatchObject({ locale: 'sk', isFallback: false });
  });

  it('has nothing to show of a field without words', () => expect(chooseText([], 'da')).toBeNull());
});
