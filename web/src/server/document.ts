import { fullTitle, type PageHead } from '../app/page-context';
import { inLocale } from '../app/paths';

/** Addresses of the built files, as the site serves them. */
export interface DocumentAssets {
  script: string;
  styles: readonly string[];
  /** scripts that the first one will ask for */
  modules: readonly string[];
  /** file of each language's words */
  messages: Readonly<Record<string, string>>;
  fonts: readonly string[];
  icon: string;
}

interface DocumentParts {
  request: {
    url: string;
    origin: string;
    locale: string;
    locales: readonly { tag: string }[];
    nonce: string;
    assets: DocumentAssets;
  };
  head: PageHead;
  body: string;
  state: unknown;
  direction: string;
}

/** The HTML document around a rendered page. */
export function renderDocument({ request, head, body, state, direction }: DocumentParts): string {
  const { url, origin, locale, locales, nonce, assets } = request;
  const absolute = (path: string) => `${origin}${path}`;
  const messages = assets.messages[locale];
  const modules = messages ? [...assets.modules, messages] : assets.modules;
  const lines = [
    '<!doctype html>',
    `<html lang="${attribute(locale)}" dir="${attribute(direction)}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${text(fullTitle(head.title))}</title>`,
    head.description ? `<meta name="description" content="${attribute(head.description)}">` : '',
    head.noIndex ? '<meta name="robots" content="noindex">' : '',
    '<meta name="color-scheme" content="light dark">',
    // The component library reads this to mark the style elements that it adds.
    `<meta property="csp-nonce" nonce="${attribute(nonce)}">`,
    `<link rel="icon" href="${attribute(assets.icon)}" type="image/svg+xml">`,
    ...assets.fonts.map(
      (font) => `<link rel="preload" href="${attribute(font)}" as="font" type="font/woff2" crossorigin>`,
    ),
    ...assets.styles.map((style) => `<link rel="stylesheet" href="${attribute(style)}">`),
    ...(head.status && head.status >= 400
      ? []
      : [
          `<link rel="canonical" href="${attribute(absolute(url))}">`,
          ...locales.map(
            ({ tag }) =>
              `<link rel="alternate" hreflang="${attribute(tag)}" href="${attribute(absolute(inLocale(url, tag)))}">`,
          ),
          `<link rel="alternate" hreflang="x-default" href="${attribute(absolute(inLocale(url, 'en')))}">`,
        ]),
    ...modules.map((module) => `<link rel="modulepreload" href="${attribute(module)}">`),
    `<script type="module" src="${attribute(assets.script)}"></script>`,
    '</head>',
    '<body>',
    `<div id="app">${body}</div>`,
    `<script type="application/json" id="state">${json(state)}</script>`,
    '</body>',
    '</html>',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function attribute(value: string): string {
  return text(value).replaceAll('"', '&quot;');
}

/** JSON that cannot end the element it stands in. */
function json(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
