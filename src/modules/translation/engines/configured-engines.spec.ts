import { tmpdir } from 'node:os';
import { loadConfig } from '../../../platform/config';
import { configuredEngines, configuredModels } from './configured-engines';

const names = (environment: NodeJS.ProcessEnv): string[] => {
  const config = loadConfig({ NODE_ENV: 'test', ...environment });
  return configuredEngines(config, configuredModels(config)).map(({ name }) => name);
};

describe('the configured engines', () => {
  it('are those that need nothing, where nothing is set', () => {
    expect(names({})).toEqual(['apertium', 'bergamot']);
  });

  it.each([
    [{ LIBRETRANSLATE_URL: 'http://127.0.0.1:5000' }, 'libretranslate'],
    [{ DEEPL_KEY: 'k' }, 'deepl'],
    [{ ETRANSLATION_APPLICATION: 'a', ETRANSLATION_PASSWORD: 'p' }, 'etranslation'],
    [{ TRANSLATION_RECORDED: tmpdir() }, 'recorded'],
  ])('%j adds %s', (environment, name) => expect(names(environment)).toContain(name));

  it('keep their models in the data folder', () => {
    expect(configuredModels(loadConfig({ DATA_DIR: '/srv/crosstown' })).folder).toBe('/srv/crosstown/models');
  });

  it('have no half of eTranslation', () => {
    expect(names({ ETRANSLATION_APPLICATION: 'a' })).not.toContain('etranslation');
  });

  it('refuse recorded translations in production', () => {
    expect(() => names({ NODE_ENV: 'production', TRANSLATION_RECORDED: tmpdir() })).toThrow(/for tests/);
  });

  it.each(['LIBRETRANSLATE_URL', 'DEEPL_URL', 'APERTIUM_URL', 'ETRANSLATION_URL'])(
    'want an address in %s',
    (name) => {
      expect(() => loadConfig({ [name]: 'not an address' })).toThrow(new RegExp(name));
    },
  );
});
