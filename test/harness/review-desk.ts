import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../src/common/json';
import type { TestApplication } from './application';

const DRAFT =
  '... on Draft { id recordId lockVersion content sharing problems { field code message label } }';
const SUBMISSION = `... on Submission { id recordId state lockVersion version gate onBehalf reason
  gates { role holder state } timeline { event fromState toState version reason actor { id } } }`;
const REFUSAL = `__typename ... on UserError { code message field }
  ... on ContentRefusal { problems { field code message label } }`;

export interface Answer {
  __typename?: string;
  id: string;
  recordId: string;
  lockVersion: number;
  version: number;
  state: string;
  gate: number;
  onBehalf: boolean;
  reason: string | null;
  gates: { role: string; holder: string | null; state: string }[];
  timeline: { event: string; fromState: string; toState: string; version: number; reason: string | null }[];
  content: JsonObject;
  code?: string;
  message?: string;
  field?: string | null;
  problems: { field: string; code: string; message: string; label: string }[];
}

type Headers = Record<string, string>;
type Variables = Record<string, unknown>;

/** Drafting and reviewing through the API, as people at their pages do. */
export class ReviewDesk {
  constructor(private readonly running: () => TestApplication) {}

  async idOf(slug: string): Promise<string> {
    const rows: { id: string }[] = await this.running().dataSource.query(
      'SELECT record_id AS id FROM record_slug WHERE slug = $1',
      [slug],
    );
    if (!rows[0]) throw new Error(`There is no record ${slug}`);
    return rows[0].id;
  }

  /** A whole document of the kind with the fewest fields of its own. */
  method(title: string, change: JsonObject = {}): JsonObject {
    return {
      kind: 'METHOD',
      slug: `method-${randomUUID()}`,
      sourceLocale: 'en',
      audience: ['public'],
      texts: [{ field: 'title', locale: 'en', text: title, origin: 'ORIGINAL', isSource: true }],
      concepts: {},
      cities: [],
      networks: [],
      ask: [],
      fields: { concept: 'method/mediation' },
      ...change,
    };
  }

  async create(
    headers: Headers,
    owner: string,
    network: string | null,
    content: JsonObject,
  ): Promise<Answer> {
    return this.mutate(headers, 'createDraft(input: $input)', DRAFT, {
      input: {
        type: 'CreateDraftInput!',
        value: {
          kind: content['kind'],
          ownerId: await this.idOf(owner),
          networkId: network ? await this.idOf(network) : null,
          sourceLocale: content['sourceLocale'],
          content,
        },
      },
    });
  }

  open(headers: Headers, recordId: string): Promise<Answer> {
    return this.mutate(headers, 'openDraft(recordId: $id)', DRAFT, { id: { type: 'ID!', value: recordId } });
  }

  save(headers: Headers, id: string, lockVersion: number, content: JsonObject): Promise<Answer> {
    return this.mutate(headers, 'saveDraft(input: $input)', DRAFT, {
      input: { type: 'SaveDraftInput!', value: { id, lockVersion, content } },
    });
  }

  submit(headers: Headers, id: string, lockVersion: number, note: string | null = null): Promise<Answer> {
    return this.mutate(headers, 'submitDraft(id: $id, lockVersion: $lock, note: $note)', SUBMISSION, {
      id: { type: 'ID!', value: id },
      lock: { type: 'Int!', value: lockVersion },
      note: { type: 'String', value: note },
    });
  }

  /** `withdrawSubmission`, `takeReview`, `releaseReview`, `approveSubmission`. */
  step(headers: Headers, name: string, id: string): Promise<Answer> {
    return this.mutate(headers, `${name}(id: $id)`, SUBMISSION, { id: { type: 'ID!', value: id } });
  }

  /** `requestChanges`, `rejectSubmission`. */
  refuse(
    headers: Headers,
    name: string,
    id: string,
    reason: string,
    comments?: Variables[],
  ): Promise<Answer> {
    return this.mutate(
      headers,
      `${name}(id: $id, reason: $reason${comments ? ', comments: $comments' : ''})`,
      SUBMISSION,
      {
        id: { type: 'ID!', value: id },
        reason: { type: 'String!', value: reason },
        ...(comments ? { comments: { type: '[CommentInput!]', value: comments } } : {}),
      },
    );
  }

  /** A record on the readers' pages, published by its owner's own officer. */
  async published(officer: Headers, owner: string, content: JsonObject): Promise<Answer> {
    const draft = await this.create(officer, owner, null, content);
    return this.submit(officer, draft.id, draft.lockVersion);
  }

  /** The same through the one gate that a network has that said nothing. The draft, as it was begun. */
  async throughNetwork(
    author: Headers,
    coordinator: Headers,
    owner: string,
    network: string,
    title: string,
  ): Promise<Answer> {
    const content = this.method(title, { networks: [await this.idOf(network)] });
    const draft = await this.create(author, owner, network, content);
    const { id } = await this.submit(author, draft.id, draft.lockVersion);
    await this.step(coordinator, 'takeReview', id);
    const published = await this.step(coordinator, 'approveSubmission', id);
    if (published.state !== 'PUBLISHED') throw new Error(`Not published: ${JSON.stringify(published)}`);
    return draft;
  }

  async mutate(
    headers: Headers,
    field: string,
    selection: string,
    variables: Record<string, { type: string; value: unknown }>,
  ): Promise<Answer> {
    const declared = Object.entries(variables).map(([name, { type }]) => `$${name}: ${type}`);
    const values = Object.entries(variables).map(([name, { value }]) => [name, value] as const);
    const { result } = await this.running().query<{ result: Answer }>(
      `mutation ${declared.length > 0 ? `(${declared.join(', ')})` : ''} { result: ${field} { ${selection} ${REFUSAL} } }`,
      Object.fromEntries(values),
      headers,
    );
    return result;
  }
}
