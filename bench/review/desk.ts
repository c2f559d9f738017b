import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '../../src/common/json';

export interface Client {
  name: string;
  headers: Record<string, string>;
}

export interface DraftAnswer {
  __typename: string;
  id: string;
  lockVersion: number;
  content: JsonObject;
  code?: string;
  theirs?: { lockVersion: number; content: JsonObject };
}

export interface StepAnswer {
  __typename: string;
  id: string;
  state: string;
  code?: string;
}

/** How often something is tried again where the service says that it is busy. */
const TRIES = 200;

/** What a browser sends, and what it does when the service is busy: it waits a little and tries again. */
export class Desk {
  /** answers that the service was busy */
  busy = 0;
  /** milliseconds of each request that was answered */
  readonly times: number[] = [];

  constructor(private readonly url: string) {}

  async send<T>(client: Client, query: string, variables: Record<string, unknown>): Promise<T> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const began = performance.now();
      const response = await fetch(`${this.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...client.headers },
        body: JSON.stringify({ query, variables }),
      });
      const answer = (await response.json()) as {
        data: { result: T };
        errors?: { message: string; extensions: { code: string } }[];
      };
      const code = answer.errors?.[0]?.extensions.code;
      if (code === undefined) {
        this.times.push(performance.now() - began);
        return answer.data.result;
      }
      if (response.status !== 503) throw new Error(`${client.name}: ${JSON.stringify(answer.errors)}`);
      this.busy += 1;
      await pause(20 + Math.random() * 80);
    }
    throw new Error(`${client.name}: the service stayed busy`);
  }

  open(client: Client, recordId: string): Promise<DraftAnswer> {
    return this.send(
      client,
      `mutation ($id: ID!) { result: openDraft(recordId: $id) { __typename
         ... on Draft { id lockVersion content } ... on UserError { code } } }`,
      { id: recordId },
    );
  }

  save(client: Client, id: string, lockVersion: number, content: JsonObject): Promise<DraftAnswer> {
    return this.send(
      client,
      `mutation ($input: SaveDraftInput!) { result: saveDraft(input: $input) { __typename
         ... on Draft { id lockVersion content } ... on UserError { code }
         ... on DraftConflict { theirs { lockVersion content } } } }`,
      { input: { id, lockVersion, content } },
    );
  }

  submit(client: Client, id: string, lockVersion: number): Promise<StepAnswer> {
    return this.step(client, 'submitDraft(id: $id, lockVersion: $lock)', '$id: ID!, $lock: Int!', {
      id,
      lock: lockVersion,
    });
  }

  decide(client: Client, name: string, id: string): Promise<StepAnswer> {
    const reasoned = name === 'requestChanges' || name === 'rejectSubmission';
    return this.step(
      client,
      `${name}(id: $id${reasoned ? ', reason: "Please look again"' : ''})`,
      '$id: ID!',
      {
        id,
      },
    );
  }

  private step(
    client: Client,
    field: string,
    declared: string,
    variables: Record<string, unknown>,
  ): Promise<StepAnswer> {
    return this.send(
      client,
      `mutation (${declared}) { result: ${field} { __typename ... on Submission { id state }
         ... on UserError { code } } }`,
      variables,
    );
  }
}
