import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import type { FormattedExecutionResult } from 'graphql';

/** Addresses of built files, in the form that the server bundle wants (`web/src/server/document.ts`). */
export interface PageAssets {
  script: string;
  styles: string[];
  modules: string[];
  /** file of each language's words, by locale */
  messages: Record<string, string>;
  fonts: string[];
  icon: string;
}

export interface PageRequest {
  url: string;
  origin: string;
  locale: string;
  locales: readonly { tag: string; name: string }[];
  nonce: string;
  assets: PageAssets;
  execute: (operation: {
    query: string;
    variables: Record<string, unknown>;
  }) => Promise<FormattedExecutionResult>;
}

export interface PageResult {
  status: number;
  html: string;
  redirect?: string;
}

export interface StaticFile {
  path: string;
  contentType: string;
  /** the name holds a hash of the content, so it never changes */
  isImmutable: boolean;
  /** ready-made copies by Content-Encoding, best first */
  encodings: readonly { encoding: string; path: string }[];
}

export interface WebBuild {
  render: (request: PageRequest) => Promise<PageResult>;
  assets: PageAssets;
  /** files by the path under which they are served */
  files: ReadonlyMap<string, StaticFile>;
}

interface ManifestChunk {
  file: string;
  src?: string;
  isEntry?: boolean;
  imports?: string[];
  css?: string[];
  assets?: string[];
}

type Manifest = Record<string, ManifestChunk>;

const CONTENT_TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const ENCODINGS = [
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
];

/** Reads what `npm run build` in `web/` has made. Null where it has not been run. */
export function readWebBuild(folder: string): WebBuild | null {
  const client = join(folder, 'client');
  const manifestPath = join(client, '.vite', 'manifest.json');
  const bundle = join(folder, 'server', 'entry-server.cjs');
  if (!existsSync(manifestPath) || !existsSync(bundle)) return null;
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Manifest;
  const { render } = createRequire(__filename)(bundle) as Pick<WebBuild, 'render'>;
  return { render, assets: readAssets(manifest), files: readFiles(client) };
}

function readAssets(manifest: Manifest): PageAssets {
  const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
  if (!entry) throw new Error('the web build has no entry');
  const messages: Record<string, string> = {};
  for (const [source, chunk] of Object.entries(manifest)) {
    const locale = /i18n\/([^/]+)\/web\.json$/.exec(source)?.[1];
    if (locale) messages[locale] = `/${chunk.file}`;
  }
  return {
    script: `/${entry.file}`,
    styles: (entry.css ?? []).map((file) => `/${file}`),
    modules: (entry.imports ?? [])
      .map((name) => manifest[name]?.file)
      .filter(isDefined)
      .map((file) => `/${file}`),
    messages,
    // The basic letters first: every page needs them, and the style sheet would only tell later.
    fonts: (entry.assets ?? []).filter((file) => /-latin-wght-/.test(file)).map((file) => `/${file}`),
    icon: '/icon.svg',
  };
}

/** Every servable file. Only what stands here is served, so no address can reach outside the folder. */
function readFiles(client: string): Map<string, StaticFile> {
  const names = readdirSync(client, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const all = new Set(names);
  const files = new Map<string, StaticFile>();
  for (const path of names) {
    const contentType = CONTENT_TYPES[extname(path)];
    if (!contentType) continue;
    const address = path.slice(client.length).replaceAll('\\', '/');
    files.set(address, {
      path,
      contentType,
      isImmutable: address.startsWith('/assets/'),
      encodings: ENCODINGS.map(({ encoding, suffix }) => ({ encoding, path: `${path}${suffix}` })).filter(
        (copy) => all.has(copy.path),
      ),
    });
  }
  return files;
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
