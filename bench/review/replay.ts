import type { DataSource } from 'typeorm';
import { nextState, OPEN, ReviewEvent, ReviewState } from '../../src/modules/review/lifecycle/lifecycle';

interface TrailRow {
  id: string;
  actorId: string;
  action: string;
  recordId: string;
  subjectId: string;
  facts: { event?: ReviewEvent; from?: ReviewState; to?: ReviewState; lockVersion?: number };
}

export interface Replay {
  events: number;
  steps: number;
  saves: number;
  published: number;
  /** everything that cannot have happened, in words; none where all is well */
  impossible: string[];
}

const DECISIONS: readonly ReviewEvent[] = [
  ReviewEvent.PASS_GATE,
  ReviewEvent.PUBLISH,
  ReviewEvent.REQUEST_CHANGES,
  ReviewEvent.REJECT,
];

/** Goes through the trail from its beginning and asks the table of states, step by step, whether each could be. */
export async function replayTrail(dataSource: DataSource, recordIds: readonly string[]): Promise<Replay> {
  const rows: TrailRow[] = await dataSource.query(
    `SELECT e.id::text, e.actor_id AS "actorId", e.action, e.record_id AS "recordId", e.subject_id AS "subjectId",
       e.facts
     FROM audit_event e WHERE e.record_id = ANY($1::uuid[]) ORDER BY e.id`,
    [recordIds],
  );
  const trail = new Trail();
  for (const row of rows) trail.take(row);
  await compareWithTables(dataSource, recordIds, trail);
  const published = [...trail.publications.values()].reduce((sum, count) => sum + count, 0);
  const { steps, saves, impossible } = trail;
  return { events: rows.length, steps, saves, published, impossible };
}

class Trail {
  readonly impossible: string[] = [];
  readonly states = new Map<string, ReviewState>();
  readonly publications = new Map<string, number>();
  steps = 0;
  saves = 0;
  private readonly open = new Map<string, string>();
  private readonly authors = new Map<string, string>();
  private readonly locks = new Map<string, number>();

  take(row: TrailRow): void {
    if (row.action.startsWith('draft.')) this.takeDraft(row);
    else if (row.facts.event) this.takeStep(row, row.facts.event);
  }

  /** Each save stands on the one before it, so none was lost under another. */
  private takeDraft({ id, action, subjectId, facts }: TrailRow): void {
    const lock = facts.lockVersion ?? 0;
    const before = this.locks.get(subjectId);
    if (action === 'draft.save') {
      this.saves += 1;
      if (before !== undefined && lock !== before + 1) {
        this.impossible.push(`${id}: a save made version ${lock} of a draft that stood at ${before}`);
      }
    }
    this.locks.set(subjectId, lock);
  }

  private takeStep({ id, actorId, recordId, subjectId, facts }: TrailRow, event: ReviewEvent): void {
    this.steps += 1;
    const from = this.states.get(subjectId) ?? ReviewState.DRAFT;
    const to = nextState(from, event);
    if (from !== facts.from || to === null || to !== facts.to) {
      this.impossible.push(`${id}: ${event} from ${facts.from} to ${facts.to}, where it stood at ${from}`);
    }
    const other = this.open.get(recordId);
    if (other && other !== subjectId) {
      this.impossible.push(`${id}: two submissions of one record at once`);
    }
    if (from === ReviewState.DRAFT) this.authors.set(subjectId, actorId);
    if (DECISIONS.includes(event) && from !== ReviewState.DRAFT && this.authors.get(subjectId) === actorId) {
      this.impossible.push(`${id}: ${event} by who handed it in`);
    }
    const now = to ?? from;
    this.states.set(subjectId, now);
    if (OPEN.includes(now)) this.open.set(recordId, subjectId);
    else this.open.delete(recordId);
    if (event === ReviewEvent.PUBLISH) {
      this.publications.set(recordId, (this.publications.get(recordId) ?? 0) + 1);
    }
  }
}

/** What the trail says must be what stands in the tables. */
async function compareWithTables(
  dataSource: DataSource,
  recordIds: readonly string[],
  trail: Trail,
): Promise<void> {
  const submissions: { id: string; state: ReviewState }[] = await dataSource.query(
    'SELECT id, state FROM submission WHERE record_id = ANY($1::uuid[])',
    [recordIds],
  );
  for (const { id, state } of submissions) {
    const told = trail.states.get(id);
    if (told !== state) trail.impossible.push(`submission ${id} is ${state}, the trail says ${told}`);
  }
  if (submissions.length !== trail.states.size) {
    trail.impossible.push(`${submissions.length} submissions, the trail knows ${trail.states.size}`);
  }
  const versions: { recordId: string; numbers: number[]; publications: number }[] = await dataSource.query(
    `SELECT record_id AS "recordId", array_agg(number ORDER BY number) AS numbers,
       count(*) FILTER (WHERE kind = 'PUBLICATION')::int AS publications
     FROM record_version WHERE record_id = ANY($1::uuid[]) GROUP BY record_id`,
    [recordIds],
  );
  for (const { recordId, numbers, publications } of versions) {
    if (numbers.some((number, index) => number !== index + 1)) {
      trail.impossible.push(`versions of ${recordId} have gaps: ${numbers.join(' ')}`);
    }
    const told = trail.publications.get(recordId) ?? 0;
    if (publications !== told) {
      trail.impossible.push(`${recordId} has ${publications} publications, the trail says ${told}`);
    }
  }
}
