import { randomUUID } from 'node:crypto';
import { Role } from '../../src/common/viewer';
import { planForComment } from '../factories/plan-for-comment';
import type { TestApplication } from './application';
import { type SignedIn, signIn } from './sign-in';

export interface ImportedValue {
  id: string;
  path: string;
  section: string;
  value: string;
  proposed: string;
  confidence: number;
  origin: string;
  decision: string;
  sources: { paragraph: number | null; quote: string }[];
}

export interface ImportedRecord {
  id: string;
  ref: string;
  parentRef: string | null;
  kind: string;
  isRejected: boolean;
  draftId: string | null;
  recordId: string | null;
  values: ImportedValue[];
  missing: { path: string; section: string; form: string; scheme: string | null }[];
}

/** An import as the API answers, or the refusal in its place. */
export interface Imported {
  __typename: string;
  code?: string;
  message?: string;
  problems?: string[];
  id: string;
  state: string;
  failure: { code: string; message: string } | null;
  notes: { code: string; message: string }[];
  document: { id: string; hasPersonalData: boolean | null };
  personalData: { datum: string; becomesContact: boolean }[];
  records: ImportedRecord[];
}

const IMPORT = `fragment I on Import {
  id state documentKind locale
  progress { stage done total secondsLeft }
  failure { code message }
  notes { code message }
  document { id fileName mediaType hasPersonalData isCleared }
  personalData { datum person becomesContact source { paragraph quote } }
  records {
    id ref parentRef kind mode targetId isRejected draftId recordId
    matches { slug confidence }
    values { id path section value proposed confidence origin decision sources { paragraph page quote } }
    missing { path section form scheme }
  }
}`;
const mutation = (name: string, head: string, given: string): string =>
  `mutation (${head}) { result: ${name}(${given}) { __typename ...I ... on ImportRefusal { code message problems } } } ${IMPORT}`;

/** What people ask of imports, each answered with the import as it is then. */
export const IMPORTS = {
  start: mutation('startImport', '$id: ID!', 'documentId: $id'),
  accept: mutation(
    'acceptImportValues',
    '$id: ID!, $recordId: ID, $section: ImportSection',
    'importId: $id, recordId: $recordId, section: $section',
  ),
  decide: mutation(
    'decideImportValues',
    '$id: ID!, $ids: [ID!]!, $decision: ImportDecision!',
    'importId: $id, valueIds: $ids, decision: $decision',
  ),
  edit: mutation(
    'editImportValue',
    '$id: ID!, $valueId: ID!, $value: String!',
    'importId: $id, valueId: $valueId, value: $value',
  ),
  add: mutation(
    'addImportValue',
    '$id: ID!, $recordId: ID!, $path: String!, $value: String!',
    'importId: $id, recordId: $recordId, path: $path, value: $value',
  ),
  withdraw: mutation('withdrawImportValue', '$id: ID!, $valueId: ID!', 'importId: $id, valueId: $valueId'),
  join: mutation('joinImportRecords', '$id: ID!, $ids: [ID!]!', 'importId: $id, recordIds: $ids'),
  split: mutation(
    'splitImportRecord',
    '$id: ID!, $recordId: ID!, $ids: [ID!]!, $title: String!',
    'importId: $id, recordId: $recordId, valueIds: $ids, title: $title',
  ),
  aim: mutation(
    'aimImportRecord',
    '$id: ID!, $recordId: ID!, $mode: ImportMode!, $targetId: ID',
    'importId: $id, recordId: $recordId, mode: $mode, targetId: $targetId',
  ),
  reject: mutation(
    'rejectImportRecord',
    '$id: ID!, $recordId: ID!, $rejected: Boolean!',
    'importId: $id, recordId: $recordId, rejected: $rejected',
  ),
  confirm: mutation('confirmImport', '$id: ID!', 'id: $id'),
  cancel: mutation('cancelImport', '$id: ID!', 'id: $id'),
  retry: mutation('retryImport', '$id: ID!', 'id: $id'),
  get: `query ($id: ID!) { result: import(id: $id) { __typename ...I } } ${IMPORT}`,
} as const;

const PLAN = planForComment();

/** A plan of our own that no other test has brought in. */
export const uniquePlan = (): string => PLAN.replace('Neighbours', `Neighbours ${randomUUID().slice(0, 8)}`);

/** An officer who brings documents in for a city of the demo and looks them through. Genk keeps its network, too. */
export class ImportDesk {
  private constructor(
    private readonly running: () => TestApplication,
    readonly officer: SignedIn,
    private readonly city: string,
  ) {}

  static async of(running: () => TestApplication, city = 'genk'): Promise<ImportDesk> {
    return new ImportDesk(running, await signIn(running().app, running().url, Role.OFFICER, city), city);
  }

  async upload(text: string, name = 'plan.txt'): Promise<string> {
    const response = await fetch(
      `${this.running().url}/uploads?owner=${this.city}&networks=agents-of-co-existence&filename=${name}`,
      { method: 'POST', body: text, headers: this.officer.headers },
    );
    const { documentId } = (await response.json()) as { documentId: string };
    return documentId;
  }

  async ask(query: string, variables: object, by: SignedIn = this.officer): Promise<Imported> {
    const { result } = await this.running().query<{ result: Imported }>(query, { ...variables }, by.headers);
    return result;
  }

  /** Handed in and read. */
  async imported(text: string, name?: string): Promise<Imported> {
    const { id } = await this.ask(IMPORTS.start, { id: await this.upload(text, name) });
    await this.running().drainJobs();
    return this.ask(IMPORTS.get, { id });
  }
}

export function recordOf(found: Imported, ref: string): ImportedRecord {
  const record = found.records.find((one) => one.ref === ref);
  if (!record) throw new Error(`No ${ref} in ${JSON.stringify(found.records.map((one) => one.ref))}`);
  return record;
}

export function valueOf(found: Imported, ref: string, path: string): ImportedValue {
  const { values } = recordOf(found, ref);
  const value = values.find((one) => one.path === path);
  if (!value) throw new Error(`No ${path} in ${values.map((one) => one.path).join()}`);
  return value;
}
