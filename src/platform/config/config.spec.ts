import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, PROJECT_ROOT } from './config';

describe('loadConfig', () => {
  it('needs nothing', () => {
    expect(loadConfig({})).toMatchObject({
      PORT: 3000,
      DEMO: true,
      WORKER_IN_PROCESS: true,
      isProduction: false,
    });
  });

  it('reads numbers and switches, and leaves out what is empty', () => {
    const config = loadConfig({ PORT: '8080', DEMO: 'false', DATABASE_URL: '', NODE_ENV: 'production' });
    expect(config).toMatchObject({ PORT: 8080, DEMO: false, isProduction: true });
    expect(config.DATABASE_URL).toBeUndefined();
  });

  it('takes no switch for off that it does not understand', () => {
    expect(loadConfig({ DEMO: 'False' }).DEMO).toBe(false);
    expect(loadConfig({ DEMO: '1' }).DEMO).toBe(true);
    expect(() => loadConfig({ DEMO: 'yes' })).toThrow(/DEMO/);
  });

  it('takes DATA_DIR from the project, wherever it is started', () => {
    expect(loadConfig({ DATA_DIR: 'here' }).dataDir).toBe(join(PROJECT_ROOT, 'here'));
  });

  it('names what is wrong and never shows a value', () => {
    const load = (): unknown => loadConfig({ PORT: 'eighty', DATABASE_URL: 'mysql://user:secret@host/db' });
    expect(load).toThrow(/PORT/);
    expect(load).toThrow(/DATABASE_URL/);
    expect(load).not.toThrow(/secret/);
  });

  it('finds the project', () => expect(existsSync(join(PROJECT_ROOT, 'package.json'))).toBe(true));
});
