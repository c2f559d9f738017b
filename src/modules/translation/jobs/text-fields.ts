import type { KindContributor, TextFieldDefinition } from '../../records';

/** Translated as soon as they are published, unless the kind says that they never are. */
const USUAL = new Set(['title', 'summary']);

export interface FieldPatterns {
  /** regular expressions for the field paths that are translated without anybody asking */
  always: string[];
  /** of those that machines never translate */
  never: string[];
}

/** What a kind lets machines translate; `everyField`: a network asks for all that may be. */
export function fieldPatterns({ textFields }: KindContributor, everyField: boolean): FieldPatterns {
  const isAlways = ({ path, translated }: TextFieldDefinition): boolean =>
    translated !== 'never' && (everyField || translated === 'always' || USUAL.has(path));
  return {
    always: textFields.filter(isAlways).map(({ path }) => patternOf(path)),
    never: textFields.filter(({ translated }) => translated === 'never').map(({ path }) => patternOf(path)),
  };
}

/** `milestones.*.title` → a regular expression that both PostgreSQL and JavaScript read alike. */
function patternOf(path: string): string {
  return `^${path.replaceAll('.', '[.]').replaceAll('*', '[^.]+')}$`;
}
