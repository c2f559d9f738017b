import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RecordKind } from '../../../common/records';
import { proposeByModel } from './language-model';
import type { Understanding } from './proposal';

const KEY = 'a-key-of-this-test';
const CONCEPTS = [{ id: 'theme/housing', scheme: 'theme', labels: [] }];
const BLOCKS = ['A plan for empty houses.', 'Many houses in the centre stand empty.', 'Write to […].'];

const understanding = (): Understanding => ({
  documentKind: { value: 'plan', confidence: 0.9, spans: [], origin: 'extracted' },
  locale: 'en',
  passages: [],
  records: [
    {
      ref: 'action-1',
      kind: RecordKind.ACTION,
      sourceLocale: 'en',
      values: {
        'texts.title': { value: 'Empty houses', confidence: 0.9, spans: [], origin: 'extracted' },
        'texts.vision': { value: 'Full houses', confidence: 0.9, spans: [], origin: 'extracted' },
      },
      matches: [],
      parties: [],
      unplaced: [],
    },
  ],
  personalData: [
    { kind: 'email', value: 'somebody@example.org', anchor: { paragraph: 3 }, person: 1, role: 'contact' },
  ],
  functionalAddresses: [],
  warnings: [],
  redacted: BLOCKS,
  blockAnchors: BLOCKS.map((_, index) => ({ paragraph: index + 1 })),
});

/** Speaks the published protocol: POST /chat/completions, a bearer key, errors as `{ error: { message, type } }`. */
describe('proposals of a language model', () => {
  let server: Server;
  let url: string;
  let asked: { path: string; body: string; authorization: string | undefined }[] = [];
  let reply: (response: ServerResponse) => void;
  const proposals =
    (...list: object[]) =>
    (response: ServerResponse): void =>
      complete(response, JSON.stringify({ proposals: list }));
  const complete = (response: ServerResponse, content: string): void => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        id: 'x',
        object: 'chat.completion',
        choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
      }),
    );
  };
  const fail =
    (status: number) =>
    (response: ServerResponse): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'no', type: 'test' } }));
    };

  beforeAll(async () => {
    server = createServer((request: IncomingMessage, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push({ path: request.url ?? '', body, authorization: request.headers.authorization });
        if (request.headers.authorization !== `Bearer ${KEY}`) fail(401)(response);
        else reply(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  beforeEach(() => {
    asked = [];
  });

  const propose = (key = KEY, timeoutMs = 5_000) =>
    proposeByModel(understanding(), { url, model: 'test', key, timeoutMs }, CONCEPTS);

  it('fill empty fields, marked as the model’s, with the place that says it', async () => {
    reply = proposals(
      {
        ref: 'action-1',
        path: 'texts.problem',
        value: 'Houses stand empty.',
        block: 1,
        quote: 'Many houses in the centre stand empty.',
      },
      {
        ref: 'action-1',
        path: 'concepts.theme',
        value: ['theme/housing', 'theme/invented'],
        block: 0,
        quote: 'empty houses',
      },
    );
    const [record] = (await propose()).records;
    expect(record?.values['texts.problem']).toEqual({
      value: 'Houses stand empty.',
      confidence: 0.4,
      origin: 'model',
      spans: [{ anchor: { paragraph: 2 }, quote: 'Many houses in the centre stand empty.' }],
    });
    expect(record?.values['concepts.theme']).toMatchObject({ value: ['theme/housing'], origin: 'model' });
  });

  it('never replace what was found, name unknown fields, or quote what is not there', async () => {
    reply = proposals(
      { ref: 'action-1', path: 'texts.vision', value: 'Other', block: 1, quote: 'Many houses' },
      { ref: 'action-1', path: 'fields.cost', value: '1', block: 1, quote: 'Many houses' },
      { ref: 'action-9', path: 'texts.risks', value: 'Other', block: 1, quote: 'Many houses' },
      { ref: 'action-1', path: 'texts.risks', value: 'Fire', block: 1, quote: 'Houses may burn' },
      { ref: 'action-1', path: 'concepts.method', value: 'method/training', block: 1, quote: 'Many houses' },
    );
    expect((await propose()).records).toEqual(understanding().records);
  });

  it('are asked for with personal data struck out', async () => {
    reply = proposals();
    await propose();
    expect(asked).toHaveLength(1);
    expect(asked[0]?.path).toBe('/v1/chat/completions');
    expect(asked[0]?.body).not.toContain('somebody');
    expect(asked[0]?.body).toContain('Many houses in the centre');
    expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({ model: 'test', temperature: 0 });
  });

  it.each([
    ['refused', 'refused', 401],
    ['too many requests', 'rate-limited', 429],
    ['a server that is down', 'unavailable', 503],
    ['a request it does not understand', 'bad-answer', 400],
  ])('leave everything as it was: %s', async (_, failure, status) => {
    reply = fail(status);
    const result = await propose(status === 401 ? 'another' : KEY);
    expect(result).toEqual({
      ...understanding(),
      warnings: [{ code: 'modelNotAsked', parameters: { failure } }],
    });
  });

  it.each([
    ['words', 'Here you are!'],
    ['another form', '{"answers":[]}'],
    ['far too much', 'x'.repeat(300_000)],
  ])('leave everything as it was where the answer is %s', async (_, content) => {
    reply = (response) => complete(response, content);
    expect((await propose()).warnings).toEqual([
      { code: 'modelNotAsked', parameters: { failure: 'bad-answer' } },
    ]);
  });

  it('are not waited for longer than allowed', async () => {
    reply = () => undefined;
    expect((await propose(KEY, 50)).warnings).toEqual([
      { code: 'modelNotAsked', parameters: { failure: 'timeout' } },
    ]);
  });
});
