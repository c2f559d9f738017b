import type { EntityManager } from 'typeorm';
import { RecordKind } from '../../../common/records';
import type { ProposedRecord, RecordMatch } from '../understanding';
import { ImportMode } from './import.entity';

/** a title this alike is the same record until a person says otherwise */
const SURE_MATCH = 0.8;
/** by its owner, its years and the number of its actions: likely, and for a person to see */
const BY_SHAPE = 0.8;

export interface ProposedMode {
  mode: ImportMode;
  targetId: string | null;
  /** found by what it is rather than by its title */
  match?: RecordMatch;
}

const NEW: ProposedMode = { mode: ImportMode.NEW, targetId: null };

/**
 * What is most likely meant by a second file of something that is there, by the proposals' refs: another language where the
 * languages differ, a later version where it says that it was changed or adopted, more of the same else.
 */
export async function proposedModes(
  manager: EntityManager,
  importId: string,
  records: readonly ProposedRecord[],
): Promise<Map<string, ProposedMode>> {
  const modes = new Map<string, ProposedMode>();
  for (const record of records) modes.set(record.ref, await modeByTitle(manager, record));
  for (const plan of records.filter(({ kind }) => kind === RecordKind.PLAN)) {
    const actions = records.filter(({ parentRef }) => parentRef === plan.ref);
    const known = modes.get(plan.ref) ?? NEW;
    const mode = known.targetId === null ? await modeByShape(manager, importId, plan, actions.length) : known;
    modes.set(plan.ref, mode);
    if (mode.targetId !== null) await alignActions(manager, mode, actions, modes);
  }
  return modes;
}

async function modeByTitle(manager: EntityManager, record: ProposedRecord): Promise<ProposedMode> {
  const match = record.matches.find(
    ({ kind, confidence }) => kind === record.kind && confidence >= SURE_MATCH,
  );
  if (!match) return NEW;
  const rows: { locale: string }[] = await manager.query(
    'SELECT source_locale AS locale FROM record WHERE id = $1',
    [match.id],
  );
  if (rows[0]?.locale !== record.sourceLocale) return { mode: ImportMode.LANGUAGE, targetId: match.id };
  const mode = record.isLaterVersion === true ? ImportMode.VERSION : ImportMode.MERGE;
  return { mode, targetId: match.id };
}

/** A title in another language is alike to none. The one plan of this owner with the same years and as many actions is it. */
async function modeByShape(
  manager: EntityManager,
  importId: string,
  plan: ProposedRecord,
  actions: number,
): Promise<ProposedMode> {
  const [start, end] = ['start', 'end'].map((path) => plan.values[path]?.value);
  if (actions === 0 || (typeof start !== 'string' && typeof end !== 'string')) return NEW;
  const rows: { id: string; slug: string }[] = await manager.query(
    `SELECT r.id, r.slug FROM document_import i JOIN document d ON d.id = i.document_id
     JOIN record r ON r.owner_id = d.owner_id AND r.kind = 'PLAN' AND r.state = 'PUBLISHED' AND r.source_locale <> $2
     WHERE i.id = $1 AND left(r.start_date, 4) IS NOT DISTINCT FROM left($3, 4)
       AND left(r.end_date, 4) IS NOT DISTINCT FROM left($4, 4)
       AND $5 = (SELECT count(*) FROM action a JOIN record o ON o.id = a.id AND o.state = 'PUBLISHED' WHERE a.plan_id = r.id)
     LIMIT 2`,
    [importId, plan.sourceLocale, start ?? null, end ?? null, actions],
  );
  const [found, ...others] = rows;
  if (!found || others.length > 0) return NEW;
  const match = { ...found, kind: RecordKind.PLAN, confidence: BY_SHAPE, why: 'same-years-and-actions' };
  return { mode: ImportMode.LANGUAGE, targetId: found.id, match };
}

/** As many actions in a file of the same plan stand in the same order. */
async function alignActions(
  manager: EntityManager,
  { mode, targetId }: ProposedMode,
  actions: readonly ProposedRecord[],
  modes: Map<string, ProposedMode>,
): Promise<void> {
  const there: { id: string }[] = await manager.query(
    `SELECT a.id FROM action a JOIN record r ON r.id = a.id AND r.state = 'PUBLISHED'
     WHERE a.plan_id = $1 ORDER BY a.position`,
    [targetId],
  );
  const taken = new Set(actions.map(({ ref }) => modes.get(ref)?.targetId));
  for (const [index, { ref }] of actions.entries()) {
    const own = modes.get(ref) ?? NEW;
    const placed = there.length === actions.length ? there[index]?.id : undefined;
    if (own.targetId !== null) modes.set(ref, { ...own, mode });
    else if (placed !== undefined && !taken.has(placed)) modes.set(ref, { mode, targetId: placed });
  }
}
