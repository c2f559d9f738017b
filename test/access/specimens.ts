import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Role } from '../../src/common/viewer';
import { DocumentsService } from '../../src/modules/documents';
import { DocumentImportEntity, ImportState } from '../../src/modules/ingest';
import { DraftSharing, DraftsService, RecordsService } from '../../src/modules/records';
import { RecordKind } from '../../src/common/records';
import { ReviewDesk } from '../harness/review-desk';
import type { SignedIn } from '../harness/sign-in';
import type { TestApplication } from '../harness/application';

/** Where specimens are made. */
export interface SpecimenPlace {
  networkId: string;
  networkSlug: string;
  cityId: string;
  citySlug: string;
  /** a published record */
  shown: { id: string };
}

/**
 * What is there in each network and city to be called upon. All of it is in a state in which whoever is let through is
 * refused for a reason of its own, so that it stays as it is: a submission that was withdrawn, a proposal that was
 * answered, an import that was confirmed.
 */
export interface Specimens {
  officerId: string;
  expertId: string;
  submissionId: string;
  commentId: string;
  proposedTextId: string;
  collectionId: string;
  documentId: string;
  /** a document that holds a table without a title in its one row */
  tableId: string;
  /** a run of it that is over */
  tableRunId: string;
  /** waits for its decision */
  readyImportId: string;
  readyRecordId: string;
  readyValueId: string;
  confirmedImportId: string;
}

/** Made by people of the place, through the API where it makes such things. */
export async function makeSpecimens(running: TestApplication, place: SpecimenPlace): Promise<Specimens> {
  const desk = new ReviewDesk(() => running);
  // Its time may be over; with somebody who coordinates it, it takes in what is new.
  await running.signIn(Role.COORDINATOR, place.networkSlug);
  const officer = await running.signIn(Role.OFFICER, place.citySlug);
  const expert = await running.signIn(Role.EXPERT, place.networkSlug);
  const documentId = await addDocument(running, place, 'plan.txt', `A plan of ${place.citySlug}`);
  const tableId = await addDocument(running, place, 'plan.csv', `Title,Slug\n,${place.citySlug}\n`);
  return {
    officerId: officer.accountId,
    expertId: expert.accountId,
    ...(await underReview(desk, officer, place)),
    proposedTextId: await answeredProposal(running, expert, officer, place),
    collectionId: await addCollection(running, expert.accountId, place.networkId),
    documentId,
    tableId,
    tableRunId: await addTableRun(running, tableId),
    ...(await addImports(running, documentId)),
  };
}

async function underReview(
  desk: ReviewDesk,
  officer: SignedIn,
  { citySlug, networkSlug }: SpecimenPlace,
): Promise<Pick<Specimens, 'submissionId' | 'commentId'>> {
  const content = desk.method('Withdrawn again');
  const draft = await desk.create(officer.headers, citySlug, networkSlug, content);
  if (!draft.id) throw new Error(`No draft was begun: ${JSON.stringify(draft)}`);
  const comment = await desk.mutate(
    officer.headers,
    'addComment(draftId: $id, comment: { text: "To be settled" })',
    '... on ReviewComment { id }',
    { id: { type: 'ID!', value: draft.id } },
  );
  const submission = await desk.submit(officer.headers, draft.id, draft.lockVersion);
  const withdrawn = await desk.step(officer.headers, 'withdrawSubmission', submission.id);
  if (withdrawn.state !== 'WITHDRAWN') throw new Error(`Not withdrawn: ${JSON.stringify(withdrawn)}`);
  return { submissionId: submission.id, commentId: comment.id };
}

async function answeredProposal(
  running: TestApplication,
  expert: SignedIn,
  officer: SignedIn,
  { shown }: SpecimenPlace,
): Promise<string> {
  const { proposeChange } = await running.query<{ proposeChange: { texts: { id: string }[] } }>(
    `mutation ($id: ID!) { proposeChange(recordId: $id, texts: [{ field: "title", locale: "en", text: "Other" }]) {
       ... on ChangeProposal { texts { id } } } }`,
    { id: shown.id },
    expert.headers,
  );
  const id = String(proposeChange.texts[0]?.id);
  await running.query(
    `mutation ($id: ID!) { answerProposal(textId: $id, accepted: false, reason: "No") { ... on ChangeProposal { id } } }`,
    { id },
    officer.headers,
  );
  return id;
}

/** Somebody's collection in a network, to be removed. */
export async function addCollection(
  { dataSource }: TestApplication,
  authorId: string,
  networkId: string,
): Promise<string> {
  const rows: { id: string }[] = await dataSource.query(
    `INSERT INTO collection (network_id, author_id, title, locale) VALUES ($1, $2, 'Kept', 'en') RETURNING id`,
    [networkId, authorId],
  );
  return String(rows[0]?.id);
}

/** The withdrawn submission once more, as if somebody else had handed it in. `holder`: of its gate. */
export async function addSubmissionOf(
  { dataSource }: TestApplication,
  { submissionId }: Specimens,
  authorId: string,
  holder?: string,
): Promise<string> {
  const rows: { id: string }[] = await dataSource.query(
    `INSERT INTO submission (record_id, draft_id, state, draft_lock_version, version, gates, gate, author_id, owner_id,
       network_id)
     SELECT record_id, draft_id, state, draft_lock_version, version,
       CASE WHEN $3::text IS NULL THEN gates ELSE jsonb_set(gates, '{0,holder}', to_jsonb($3::text)) END, gate, $2, owner_id, network_id
     FROM submission WHERE id = $1 RETURNING id`,
    [submissionId, authorId, holder ?? null],
  );
  return String(rows[0]?.id);
}

/** A draft that an account has begun for the city, in its network; nothing of it is published. */
export async function addDraft(
  running: TestApplication,
  { cityId, networkId }: Pick<SpecimenPlace, 'cityId' | 'networkId'>,
  authorId: string | null,
  sharing = DraftSharing.NONE,
): Promise<string> {
  const drafts = running.app.get(DraftsService, { strict: false });
  const records = running.app.get(RecordsService, { strict: false });
  return running.change(async (manager) => {
    const { content, slug } = bareMethod();
    const recordId = await records.create(manager, RecordKind.METHOD, slug, 'en');
    const origin = { authorId, ownerId: cityId, networkId };
    const { id } = await drafts.create(manager, recordId, { ...content, owner: cityId }, origin);
    if (sharing !== DraftSharing.NONE) await drafts.share(manager, id, sharing);
    return id;
  });
}

function bareMethod(): { content: ReturnType<ReviewDesk['method']>; slug: string } {
  const content = new ReviewDesk(() => {
    throw new Error('Nothing is asked');
  }).method('Begun for a test');
  return { content, slug: String(content['slug']) };
}

async function addDocument(
  running: TestApplication,
  { cityId, networkId }: SpecimenPlace,
  fileName: string,
  words: string,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'crosstown-access-'));
  try {
    const path = join(folder, fileName);
    writeFileSync(path, words);
    const { document } = await running.app.get(DocumentsService, { strict: false }).add({
      path,
      fileName,
      bytes: Buffer.byteLength(words),
      ownerId: cityId,
      networkIds: [networkId],
      uploaderId: null,
    });
    return document.id;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function addTableRun(running: TestApplication, documentId: string): Promise<string> {
  const [run]: [{ id: string }] = await running.dataSource.query(
    `INSERT INTO table_import (document_id, kind, mode, columns, locale, state)
     VALUES ($1, 'PRACTICES', 'GOOD_ROWS', '{"chosen": null}', 'en', 'DONE') RETURNING id`,
    [documentId],
  );
  return run.id;
}

async function addImports(
  running: TestApplication,
  documentId: string,
): Promise<Pick<Specimens, 'readyImportId' | 'readyRecordId' | 'readyValueId' | 'confirmedImportId'>> {
  return running.change(async (manager) => {
    const add = async (state: ImportState): Promise<string> => {
      const inserted = await manager.insert(DocumentImportEntity, { documentId, state });
      return String(inserted.identifiers[0]?.['id']);
    };
    const confirmedImportId = await add(ImportState.CONFIRMED);
    const readyImportId = await add(ImportState.READY);
    const [record]: [{ id: string }] = await manager.query(
      `INSERT INTO import_record (import_id, position, ref, kind, source_locale) VALUES ($1, 0, 'plan', 'PLAN', 'en')
       RETURNING id`,
      [readyImportId],
    );
    const proposed = { value: 'A plan', confidence: 1, spans: [], origin: 'extracted' };
    const [value]: [{ id: string }] = await manager.query(
      `INSERT INTO import_value (import_record_id, path, position, value, proposed)
       VALUES ($1, 'texts.title', 0, $2, $3) RETURNING id`,
      [record.id, JSON.stringify({ is: 'A plan' }), JSON.stringify(proposed)],
    );
    return { confirmedImportId, readyImportId, readyRecordId: record.id, readyValueId: value.id };
  });
}
