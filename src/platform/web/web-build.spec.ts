import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readWebBuild } from './web-build';

describe('the built site', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crosstown-web-build-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function put(path: string, content = ''): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }

  it('is not there before it is built, and that is no failure', () => {
    expect(readWebBuild(folder)).toBeNull();
  });

  it('is its files with their addresses, and nothing beside them', () => {
    put(
      'client/.vite/manifest.json',
      JSON.stringify({
        'src/entry-client.tsx': {
          file: 'assets/entry-1.js',
          isEntry: true,
          imports: ['_shared.js'],
          css: ['assets/entry-1.css'],
          assets: ['assets/sans-latin-wght-1.woff2', 'assets/sans-latin-ext-wght-1.woff2'],
        },
        '_shared.js': { file: 'assets/shared-1.js' },
        '../i18n/da/web.json': { file: 'assets/web-1.js' },
      }),
    );
    put('client/assets/entry-1.js', 'x');
    put('client/assets/entry-1.js.br', 'x');
    put('client/icon.svg', '<svg/>');
    put('server/entry-server.cjs', 'exports.render = async () => ({ status: 200, html: "" });');
    const build = readWebBuild(folder);
    expect(build?.assets).toEqual({
      script: '/assets/entry-1.js',
      styles: ['/assets/entry-1.css'],
      modules: ['/assets/shared-1.js'],
      messages: { da: '/assets/web-1.js' },
      fonts: ['/assets/sans-latin-wght-1.woff2'],
      icon: '/icon.svg',
    });
    expect([...(build?.files.keys() ?? [])].sort()).toEqual(['/assets/entry-1.js', '/icon.svg']);
    expect(build?.files.get('/assets/entry-1.js')).toMatchObject({
      isImmutable: true,
      contentType: 'text/javascript; charset=utf-8',
      encodings: [{ encoding: 'br' }],
    });
    expect(build?.files.get('/icon.svg')?.isImmutable).toBe(false);
  });
});
