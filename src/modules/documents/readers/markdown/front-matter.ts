import { parseDocument } from 'yaml';
import { cleanText } from '../plain-text';

export interface FrontMatter {
  metadata: Record<string, string>;
  declaredTitle?: string;
  /** the text behind it */
  body: string;
  /** lines before the body */
  lines: number;
  /** false where it is there and not readable */
  isReadable: boolean;
}

const FENCED = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
/** who wrote it, and how to reach them, is no business of the document's */
const OF_PEOPLE = /author|creator|e-?mail|phone|tel|contact|person|editor|owner|by$/i;
const LONGEST = 20_000;

/** The YAML before a Markdown text. Lists of values are joined with `; `, what is nested deeper is left out. */
export function splitFrontMatter(text: string): FrontMatter {
  const match = FENCED.exec(text);
  if (!match?.[1] || match[1].length > LONGEST)
    return { metadata: {}, body: text, lines: 0, isReadable: true };
  const body = text.slice(match[0].length);
  const lines = match[0].split('\n').length - 1;
  const values = parseYaml(match[1]);
  if (!values) return { metadata: {}, body, lines, isReadable: false };
  const metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const plain = scalar(value);
    if (plain && !OF_PEOPLE.test(name)) metadata[name] = plain;
  }
  const declaredTitle = scalar(values['title']);
  return { metadata, body, lines, isReadable: true, ...(declaredTitle ? { declaredTitle } : {}) };
}

function parseYaml(source: string): Record<string, unknown> | undefined {
  try {
    const document = parseDocument(source, { schema: 'failsafe', logLevel: 'silent' });
    if (document.errors.length > 0) return undefined;
    // An alias that stands for an alias and so on would grow without end.
    const value: unknown = document.toJS({ maxAliasCount: 20 });
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(scalar).filter(Boolean).join('; ');
  return '';
}
