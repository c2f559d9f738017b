import type { JsonObject, JsonValue } from '../../../common/json';
import { PUBLIC_AUDIENCE } from '../../../common/records';
import { fold } from '../../../platform/language';
import type { ContentProblem } from '../../records';
import { ReviewError } from '../review-errors';

/** Characters of JSON; a request's body is at most a little larger. */
const MAX_CONTENT = 900_000;
/** Halves of a pair, which no text in the database can hold. */
const LONE_SURROGATES = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const NUL = /\u0000/g;

/** What of a document its writers do not decide. */
export interface FixedParts {
  kind: string;
  /** left out for records that own themselves */
  owner: string | null;
  /** labels are given by networks, never by whoever writes */
  labels: JsonValue | undefined;
}

/** A document as it may be kept as a draft: anything but what is not for its writers to say. */
export function keepable(content: JsonObject, fixed: FixedParts): JsonObject {
  if (JSON.stringify(content).length > MAX_CONTENT) throw new ReviewError('CONTENT_TOO_LARGE', 'content');
  const rest = without(cleaned(content) as JsonObject, ['owner', 'labels']);
  return {
    ...rest,
    kind: fixed.kind,
    ...(fixed.owner === null ? {} : { owner: fixed.owner }),
    ...(fixed.labels === undefined ? {} : { labels: fixed.labels }),
    ...(Array.isArray(rest['actions']) ? { actions: rest['actions'].map((one) => ownedBy(one, fixed)) } : {}),
  };
}

/** A plan's actions belong to whom the plan belongs, and carry no labels of their writers' making. */
function ownedBy(action: JsonValue, { owner }: FixedParts): JsonValue {
  if (typeof action !== 'object' || action === null || Array.isArray(action)) return action;
  const rest = without(action, ['owner', 'labels']);
  return owner === null ? rest : { ...rest, owner };
}

function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function cleaned(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.replace(NUL, '').replace(LONE_SURROGATES, '\uFFFD');
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.replace(NUL, ''), cleaned(inner)]),
  );
}

/** An empty document of a kind, with a title where one is known. */
export function emptyContent(kind: string, slug: string, sourceLocale: string, title: string): JsonObject {
  const source = { locale: sourceLocale, origin: 'ORIGINAL', isSource: true };
  return {
    kind,
    slug,
    sourceLocale,
    audience: [PUBLIC_AUDIENCE],
    texts: title === '' ? [] : [{ field: 'title', text: title, ...source }],
    concepts: {},
    cities: [],
    networks: [],
    ask: [],
    fields: {},
  };
}

/** Address made from a title, `Žďár: co dál?` → `zdar-co-dal`; empty where the title has no letters of ours. */
export function slugOf(title: string): string {
  return fold(title)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 100)
    .replace(/^-+|-+$/g, '');
}

/**
 * Audiences that whoever writes for this owner may choose: everybody, the owner's own city, and networks that the
 * record is drafted in or stands in.
 */
export function audienceProblems(
  content: JsonObject,
  ownerId: string | null,
  networkIds: readonly string[],
): ContentProblem[] {
  const audience = content['audience'];
  if (!Array.isArray(audience)) return [];
  const allowed = new Set([
    PUBLIC_AUDIENCE,
    ...(ownerId ? [`city:${ownerId}`, `network:${ownerId}`] : []),
    ...networkIds.map((id) => `network:${id}`),
  ]);
  return audience.flatMap((entry, index) =>
    typeof entry === 'string' && allowed.has(entry)
      ? []
      : [{ field: `audience.${index}`, code: 'notAllowed', message: 'is not for this owner to address' }],
  );
}
