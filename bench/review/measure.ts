import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import type { JsonObject } from '../../src/common/json';
import { Role } from '../../src/common/viewer';
import { signIn } from '../../test/harness/sign-in';
import { seededRandom } from '../relevance/seeded-random';
import { type Client, Desk } from './desk';
import { replayTrail } from './replay';

const NETWORK = 'agents-of-co-existence';
const CITY = 'aarhus';
const SEED = 20_261_121;
/** How often one person tries one thing. */
export const ATTEMPTS = 12;
const DECISIONS = [
  { below: 0.8, name: 'approveSubmission' },
  { below: 0.92, name: 'requestChanges' },
  { below: 0.97, name: 'rejectSubmission' },
] as const;

/** Four write, three coordinate, three are experts. */
const USERS: readonly [Role, number, string][] = [
  [Role.OFFICER, 4, CITY],
  [Role.COORDINATOR, 3, NETWORK],
  [Role.EXPERT, 3, NETWORK],
];

export interface ReviewFigures {
  operations: number;
  records: number;
  users: number;
  edits: number;
  conflicts: number;
  /** operations that came to nothing, however often they were tried */
  givenUp: number;
  published: number;
  /** what was refused, by code: somebody was faster, or it was not their turn */
  refused: Record<string, number>;
  busy: number;
  p50: number;
  p95: number;
  seconds: number;
  lost: string[];
  events: number;
  steps: number;
  impossible: string[];
}

/** On a running application: all operations begin at once, and afterwards everything is counted. */
export async function measure(
  app: NestExpressApplication,
  operations: number,
  records: number,
): Promise<ReviewFigures> {
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const dataSource = app.get(DataSource, { strict: false });
  const clients = await signInAll(app, url);
  const desk = new Desk(url);
  const recordIds = await makeRecords(desk, dataSource, clients, records);
  const run = new Run(desk, dataSource, clients, recordIds, seededRandom(SEED));
  const began = performance.now();
  desk.times.length = 0;
  await Promise.all(Array.from({ length: operations }, (_, index) => run.operation(index)));
  const seconds = (performance.now() - began) / 1000;
  const { events, steps, published, impossible } = await replayTrail(dataSource, recordIds);
  const times = [...desk.times].sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return {
    operations,
    records,
    users: clients.length,
    edits: run.kept.size,
    conflicts: run.conflicts,
    givenUp: run.givenUp,
    published,
    refused: Object.fromEntries([...run.refused].sort()),
    busy: desk.busy,
    p50: at(0.5),
    p95: at(0.95),
    seconds,
    lost: await lostEdits(dataSource, run.kept),
    events,
    steps,
    impossible,
  };
}

async function signInAll(app: NestExpressApplication, url: string): Promise<(Client & { role: Role })[]> {
  const clients: (Client & { role: Role })[] = [];
  for (const [role, count, scope] of USERS) {
    for (let number = 1; number <= count; number += 1) {
      const { headers } = await signIn(app, url, role, scope);
      clients.push({ name: `${role} ${number}`, role, headers });
    }
  }
  return clients;
}

async function makeRecords(
  desk: Desk,
  dataSource: DataSource,
  clients: readonly Client[],
  count: number,
): Promise<string[]> {
  const idOf = async (slug: string): Promise<string> => {
    const [row]: [{ id: string }] = await dataSource.query('SELECT id FROM record WHERE slug = $1', [slug]);
    return row.id;
  };
  const [network, owner] = [await idOf(NETWORK), await idOf(CITY)];
  await dataSource.query(
    `INSERT INTO review_rule (scope_id, gates) VALUES ($1, '{COORDINATOR,EXPERT}')
     ON CONFLICT (scope_id) DO UPDATE SET gates = EXCLUDED.gates`,
    [network],
  );
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const writer = clients[index % 4] as Client;
    const { recordId } = await desk.send<{ recordId: string }>(
      writer,
      `mutation ($input: CreateDraftInput!) { result: createDraft(input: $input) { ... on Draft { recordId } } }`,
      {
        input: {
          kind: 'METHOD',
          ownerId: owner,
          networkId: network,
          sourceLocale: 'en',
          content: documentOf(index),
        },
      },
    );
    ids.push(recordId);
  }
  return ids;
}

function documentOf(index: number): JsonObject {
  const text = (field: string, words: string): JsonObject => ({
    field,
    locale: 'en',
    text: words,
    origin: 'ORIGINAL',
    isSource: true,
  });
  return {
    kind: 'METHOD',
    slug: `bench-method-${index}`,
    sourceLocale: 'en',
    audience: ['public'],
    texts: [text('title', `Method ${index}`), text('summary', 'Edits:')],
    concepts: {},
    cities: [],
    networks: [],
    ask: [],
    fields: { concept: 'method/mediation' },
  };
}

class Run {
  /** mark of each edit that was answered as saved → its record */
  readonly kept = new Map<string, string>();
  readonly refused = new Map<string, number>();
  conflicts = 0;
  givenUp = 0;

  constructor(
    private readonly desk: Desk,
    private readonly dataSource: DataSource,
    private readonly clients: readonly (Client & { role: Role })[],
    private readonly recordIds: readonly string[],
    private readonly random: () => number,
  ) {}

  /** Every second one is an edit, the others move some record on, in a way that may be possible or not. */
  async operation(index: number): Promise<void> {
    if (index % 2 === 0) return this.again(() => this.edit(this.pick(this.recordIds)));
    const roll = this.random();
    return this.again(() => (roll < 0.4 ? this.submit(this.pick(this.recordIds)) : this.review(roll)));
  }

  /** Whoever was refused because somebody was faster, or has it now, looks at what there is to do and tries again. */
  private async again(attempt: () => Promise<string | null>): Promise<void> {
    for (let tries = 0; tries < ATTEMPTS; tries += 1) {
      const code = await attempt();
      if (code === null) return;
      this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
    }
    this.givenUp += 1;
  }

  /** The code with which it was refused; null where it was done. */
  private async edit(recordId: string): Promise<string | null> {
    const writer = this.writer();
    const mark = `e${randomUUID().slice(0, 8)}`;
    const opened = await this.desk.open(writer, recordId);
    if (opened.code) return opened.code;
    let { lockVersion, content } = opened;
    for (;;) {
      const saved = await this.desk.save(writer, opened.id, lockVersion, withMark(content, mark));
      if (saved.__typename === 'Draft') {
        this.kept.set(mark, recordId);
        return null;
      }
      // Somebody was faster: their words stay, ours are added to them.
      if (!saved.theirs) return saved.code ?? 'UNKNOWN';
      this.conflicts += 1;
      ({ lockVersion, content } = saved.theirs);
    }
  }

  private async submit(recordId: string): Promise<string | null> {
    const writer = this.writer();
    const opened = await this.desk.open(writer, recordId);
    if (opened.code) return opened.code;
    return (await this.desk.submit(writer, opened.id, opened.lockVersion)).code ?? null;
  }

  private async review(roll: number): Promise<string | null> {
    const reviewer = this.pick(this.clients.filter(({ role }) => role !== Role.OFFICER));
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM submission WHERE record_id = ANY($1::uuid[]) AND state IN ('SUBMITTED', 'IN_REVIEW')`,
      [this.recordIds],
    );
    // Where nothing is handed in somebody does, so that there is something to look at.
    if (rows.length === 0) return this.submit(this.pick(this.recordIds));
    const { id } = this.pick(rows);
    const decision = DECISIONS.find(({ below }) => roll < below)?.name ?? 'releaseReview';
    const taken = await this.desk.decide(reviewer, 'takeReview', id);
    return taken.code ?? (await this.desk.decide(reviewer, decision, id)).code ?? null;
  }

  private writer(): Client {
    return this.pick(this.clients.filter(({ role }) => role === Role.OFFICER));
  }

  private pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)] as T;
  }
}

function withMark(content: JsonObject, mark: string): JsonObject {
  const texts = (content['texts'] as JsonObject[]).map((text) =>
    text['field'] === 'summary' ? { ...text, text: `${String(text['text'])} ${mark}` } : text,
  );
  return { ...content, texts };
}

/** Edits that were answered as saved and stand neither in the record's draft nor in what was published last. */
async function lostEdits(dataSource: DataSource, kept: ReadonlyMap<string, string>): Promise<string[]> {
  // The draft where there is one: it was begun from what was published.
  const rows: { recordId: string; words: string }[] = await dataSource.query(
    `SELECT r.id AS "recordId", coalesce(d.content, v.content)::text AS words FROM record r
     LEFT JOIN record_draft d ON d.record_id = r.id
     LEFT JOIN record_version v ON v.record_id = r.id AND v.number = r.published_version
     WHERE coalesce(d.content, v.content) IS NOT NULL`,
  );
  const now = new Map(rows.map(({ recordId, words }) => [recordId, words]));
  return [...kept].filter(([mark, recordId]) => !now.get(recordId)?.includes(mark)).map(([mark]) => mark);
}
