import { getIntrospectionQuery } from 'graphql';
import { useApplication } from './harness/application';

interface ErrorBody {
  errors: { message: string; extensions: { code: string } }[];
}

/** Traces of our own folders, of packages or of a stack. */
const LEAK =
  /node_modules|\/src\/|\/dist\/|\.ts:\d|\.js:\d|\\n\s+at |stacktrace|SELECT |syntax error at or near/;

const before = process.env['NODE_ENV'];
afterAll(() => {
  process.env['NODE_ENV'] = before;
});

describe.each(['production', 'development'])('bad input with NODE_ENV=%s', (environment) => {
  // Express and Apollo read the variable themselves, when they are made.
  beforeAll(() => {
    process.env['NODE_ENV'] = environment;
  });
  const running = useApplication({ NODE_ENV: environment });

  async function post(
    body: string,
    headers: Record<string, string> = {},
    path = '/graphql',
  ): Promise<Response> {
    return fetch(running().url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  }

  async function expectRefusal(response: Response, code?: string): Promise<void> {
    const text = await response.text();
    expect({ text: text.slice(0, 500), isRefusal: response.status >= 400 && response.status < 500 }).toEqual({
      text: text.slice(0, 500),
      isRefusal: true,
    });
    expect(response.headers.get('content-type')).toMatch(/json/);
    expect(text).not.toMatch(LEAK);
    const body = JSON.parse(text) as ErrorBody;
    expect(body.errors.length).toBeGreaterThan(0);
    for (const error of body.errors) {
      expect(error.extensions.code).toMatch(/^[A-Z][A-Z_]+$/);
      expect(error.message).not.toBe('');
    }
    if (code) expect(body.errors[0]?.extensions.code).toBe(code);
  }

  const operation = (query: string, variables: Record<string, unknown> = {}): string =>
    JSON.stringify({ query, variables });

  const SEARCH =
    'query ($q: String!, $page: Int, $size: Int) { search(query: $q, page: $page, pageSize: $size) { total } }';

  it.each<[string, string, string]>([
    [
      'an unknown locale',
      operation('{ cities(locale: "xx") { edges { node { slug } } } }'),
      'UNKNOWN_LOCALE',
    ],
    [
      'an unknown locale in a variable',
      operation('query ($l: Locale) { cities(locale: $l) { edges { node { slug } } } }', { l: 'zz-ZZ' }),
      'UNKNOWN_LOCALE',
    ],
    ['page 0', operation(SEARCH, { q: 'youth', page: 0 }), 'BAD_USER_INPUT'],
    ['page -1', operation(SEARCH, { q: 'youth', page: -1 }), 'BAD_USER_INPUT'],
    ['pageSize 0', operation(SEARCH, { q: 'youth', size: 0 }), 'BAD_USER_INPUT'],
    ['pageSize 10000', operation(SEARCH, { q: 'youth', size: 10_000 }), 'BAD_USER_INPUT'],
    ['a page beyond 32 bits', operation(SEARCH, { q: 'youth', page: 2 ** 40 }), 'BAD_USER_INPUT'],
    ['a search query of 100 kB', operation(SEARCH, { q: 'youth '.repeat(17_000) }), 'BAD_USER_INPUT'],
    ['first: 0', operation('{ cities(first: 0) { edges { node { slug } } } }'), 'BAD_USER_INPUT'],
    ['first: 10000', operation('{ cities(first: 10000) { edges { node { slug } } } }'), 'BAD_USER_INPUT'],
    ['a made-up cursor', operation('{ cities(after: "☃") { edges { node { slug } } } }'), 'BAD_USER_INPUT'],
    ['a malformed id', operation('{ record(id: "42") { slug } }'), 'BAD_USER_INPUT'],
    ['an id with a quote', operation(`{ record(id: "' OR 1=1 --") { slug } }`), 'BAD_USER_INPUT'],
    ['neither id nor slug', operation('{ record { slug } }'), 'BAD_USER_INPUT'],
    ['a malformed slug', operation('{ record(slug: "../etc/passwd") { slug } }'), 'BAD_USER_INPUT'],
    [
      'NUL in a slug',
      operation('query ($s: String) { record(slug: $s) { slug } }', { s: 'ge\u0000nk' }),
      'BAD_USER_INPUT',
    ],
    [
      'NUL in an id',
      operation('query ($s: ID) { record(id: $s) { slug } }', { s: '\u0000' }),
      'BAD_USER_INPUT',
    ],
    [
      'an unknown filter value',
      operation('{ search(query: "a", filters: [{ facet: THEME, values: ["theme/\u0001"] }]) { total } }'),
      'BAD_USER_INPUT',
    ],
    [
      'control characters in the document',
      JSON.stringify({ query: '{ locales \u0007 }' }),
      'GRAPHQL_PARSE_FAILED',
    ],
    ['a syntax error', operation('{ locales '), 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', operation('{ nothingOfTheKind }'), 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing variable', operation(SEARCH), 'BAD_USER_INPUT'],
    ['an empty document', operation(''), 'BAD_REQUEST'],
    ['malformed JSON', '{"query": "{ locales }"', 'MALFORMED_JSON'],
    ['a JSON string for a body', '"hello"', 'MALFORMED_JSON'],
    [
      'a body of 2 MB',
      JSON.stringify({ query: `{ locales } # ${'x'.repeat(2 * 1024 * 1024)}` }),
      'BODY_TOO_LARGE',
    ],
  ])('refuses %s', async (_what, body, code) => {
    await expectRefusal(await post(body), code);
  });

  it('refuses other than JSON, an unknown encoding, and a document that is no text', async () => {
    await expectRefusal(await post('query=x', { 'content-type': 'application/x-www-form-urlencoded' }));
    await expectRefusal(await post('{}', { 'content-encoding': 'rot13' }), 'UNSUPPORTED_ENCODING');
    await expectRefusal(await post('{"query": 42}'));
    await expectRefusal(await post('{"query": "{ locales }", "variables": "x"}'));
    await expectRefusal(await post('{}'));
    await expectRefusal(await post('{"query": "{ locales }", "operationName": "Other"}'));
  });

  it('refuses a query string of 100 kB and a malformed path', async () => {
    const long = await fetch(`${running().url}/graphql?query=${'x'.repeat(100_000)}`);
    expect(long.status).toBeGreaterThanOrEqual(400);
    expect(long.status).toBeLessThan(500);
    expect(await long.text()).not.toMatch(LEAK);
    const malformed = await fetch(`${running().url}/%E0%A4%A`);
    expect(malformed.status).toBeLessThan(500);
    expect(await malformed.text()).not.toMatch(LEAK);
  });

  it('takes control characters in a search for spaces', async () => {
    const { data } = await running().send<{ search: { total: number } }>(SEARCH, { q: 'you\u0000th \u0007' });
    expect(data.search.total).toEqual(expect.any(Number));
  });

  it('finds no record of an unknown id or slug', async () => {
    const { status, data } = await running().send(
      '{ a: record(id: "00000000-0000-4000-8000-000000000000") { slug } b: record(slug: "no-such") { slug } }',
    );
    expect({ status, data }).toEqual({ status: 200, data: { a: null, b: null } });
  });

  it('speaks the language of the reader', async () => {
    const answer = await running().send('{ record(id: "42") { slug } }', {}, { 'accept-language': 'da' });
    const english = await running().send('{ record(id: "42") { slug } }', {}, { 'accept-language': 'en' });
    expect(answer.errors[0]?.message).not.toBe(english.errors[0]?.message);
  });
});

describe('limits of one request', () => {
  const running = useApplication();

  const aliases = (count: number): string =>
    `{ record(slug: "genk") { ${Array.from({ length: count }, (_, i) => `t${i}: title { text }`).join(' ')} } }`;
  /** `original` inside `original`, so that the whole selection is `depth` fields deep. */
  const originals = (depth: number): string => {
    const inner = depth - 3;
    return `{ record(slug: "genk") { title { ${'original { '.repeat(inner)} text ${'} '.repeat(inner)} } } }`;
  };
  const owners = (depth: number): string =>
    `{ record(slug: "kekava-resident-engagement") { ${'owner { '.repeat(depth - 2)} slug ${'} '.repeat(depth - 2)} } }`;

  it.each([
    ['60 aliases', aliases(60)],
    ['depth 12', originals(12)],
    ['depth 12 over records', owners(12)],
    ['standard introspection', getIntrospectionQuery()],
  ])('answers %s', async (_what, document) => {
    const answer = await running().send(document);
    expect({ status: answer.status, errors: answer.errors }).toEqual({ status: 200, errors: [] });
  });

  it.each([
    ['1,000 aliases', aliases(1_000)],
    ['depth 50 over records', owners(50)],
    ['original{original{…}} 50 deep', originals(50)],
    [
      'depth 50 through fragments',
      `{ record(slug: "genk") { title { ...F0 } } } ${Array.from(
        { length: 50 },
        (_, i) => `fragment F${i} on LocalizedText { original { ${i === 49 ? 'text' : `...F${i + 1}`} } }`,
      ).join(' ')}`,
    ],
    ['a fragment in itself', '{ record(slug: "genk") { ...F } } fragment F on Record { owner { ...F } }'],
    [
      'lists in lists in lists',
      '{ cities(first: 100) { edges { node { networks { cities { networks { cities { networks { cities { slug } } } } } } } } } }',
    ],
  ])('refuses %s', async (what, document) => {
    const answer = await running().send(document);
    expect({ what, status: answer.status, data: answer.data ?? null }).toEqual({
      what,
      status: 400,
      data: null,
    });
    expect(answer.errors[0]?.extensions.code).toMatch(
      /^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED|QUERY_TOO_COMPLEX)$/,
    );
    expect(answer.text).not.toMatch(LEAK);
  });

  it('refuses batches', async () => {
    const response = await fetch(`${running().url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: '{ locales }' }, { query: '{ locales }' }]),
    });
    expect(response.status).toBe(400);
    const body = (await response.json()) as ErrorBody;
    expect(body.errors[0]?.extensions.code).toBe('BAD_REQUEST');
  });
});
