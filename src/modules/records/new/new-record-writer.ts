import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RecordContent } from '../content/record-content';
import { KindRegistry } from '../kind-registry';
import type { AcceptedIn } from '../record-writer';
import { rowOf } from '../record-text-writer';
import { SlugTakenError } from '../slug-taken.error';
import { sourceHash } from '../text-hash';
import type { ValidRecord } from './new-record.type';

/** Writes the live rows of records that had none, in a statement per table. What is written is RecordWriter's to know. */
@Injectable()
export class NewRecordWriter {
  constructor(private readonly kinds: KindRegistry) {}

  async write(
    manager: EntityManager,
    records: readonly ValidRecord[],
    acceptedIn: AcceptedIn,
  ): Promise<void> {
    await this.takeSlugs(manager, records);
    await manager.query(SPINE, [JSON.stringify(records.map(spineOf))]);
    await insert(manager, TEXTS, records.flatMap(textsOf));
    await insert(manager, CITIES, records.flatMap(placed('cities')));
    await insert(manager, ASKED, records.flatMap(placed('ask')));
    await insert(manager, CONCEPTS, records.flatMap(conceptsOf));
    await insert(manager, LABELS, records.flatMap(labelsOf));
    await insert(
      manager,
      NETWORKS,
      records
        .flatMap(placed('networks'))
        .map((row) => ({ ...row, accepted: acceptedIn === 'all' || acceptedIn.includes(row.target) })),
    );
    for (const kind of new Set(records.map(({ content }) => content.kind))) {
      const contributor = this.kinds.get(kind);
      const ofKind = records.filter(({ content }) => content.kind === kind);
      if (contributor.applyNew) await contributor.applyNew(manager, ofKind);
      else
        for (const { recordId, content } of ofKind) await contributor.apply(manager, recordId, content, null);
    }
  }

  private async takeSlugs(manager: EntityManager, records: readonly ValidRecord[]): Promise<void> {
    const rows = records.map(({ recordId, content }) => ({ recordId, slug: content.slug }));
    const held: { slug: string }[] = await manager.query(
      `WITH wanted AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS x ("recordId" uuid, slug text)),
       taken AS (INSERT INTO record_slug (slug, record_id) SELECT slug, "recordId" FROM wanted
         ON CONFLICT (slug) DO NOTHING RETURNING slug, record_id)
       SELECT w.slug FROM wanted w
       WHERE NOT EXISTS (SELECT FROM taken t WHERE t.slug = w.slug AND t.record_id = w."recordId")
         AND NOT EXISTS (SELECT FROM record_slug s WHERE s.slug = w.slug AND s.record_id = w."recordId")`,
      [JSON.stringify(rows)],
    );
    if (held[0]) throw new SlugTakenError(held[0].slug);
  }
}

async function insert(manager: EntityManager, statement: string, rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await manager.query(statement, [JSON.stringify(rows)]);
}

const spineOf = ({ recordId, content }: ValidRecord): object => ({
  recordId,
  slug: content.slug,
  locale: content.sourceLocale,
  audience: content.audience,
  owner: content.owner ?? null,
  start: content.start ?? null,
  end: content.end ?? null,
  url: content.sourceUrl ?? null,
  licence: content.licence ?? null,
});

function textsOf({ recordId, content }: ValidRecord): object[] {
  const sources = content.texts.filter(({ isSource }) => isSource);
  const hashes = new Map(sources.map(({ field, text }) => [field, sourceHash(text)]));
  return content.texts.map((text) => rowOf(recordId, text, hashes));
}

const placed =
  (list: 'cities' | 'networks' | 'ask') =>
  ({ recordId, content }: ValidRecord): { recordId: string; target: string; position: number }[] =>
    content[list].map((target, position) => ({ recordId, target, position }));

const conceptsOf = ({ recordId, content }: ValidRecord): object[] =>
  conceptIds(content).map((target, position) => ({ recordId, target, position }));

const conceptIds = ({ concepts }: RecordContent): string[] => [
  ...new Set(Object.values(concepts).flatMap((ids: string[] | undefined) => ids ?? [])),
];

const labelsOf = ({ recordId, content }: ValidRecord): object[] =>
  (content.labels ?? []).map((label, position) => ({ recordId, position, ...label }));

const PLACED = `jsonb_to_recordset($1::jsonb) AS x ("recordId" uuid, target text, position integer, accepted boolean)`;

const SPINE = `UPDATE record SET slug = x.slug, source_locale = x.locale, state = 'PUBLISHED',
    audience = ARRAY(SELECT jsonb_array_elements_text(x.audience)), owner_id = x.owner, start_date = x.start,
    end_date = x."end", source_url = x.url, licence = x.licence, published_at = now(), updated_at = now(),
    published_version = (SELECT max(number) FROM record_version v WHERE v.record_id = record.id)
  FROM jsonb_to_recordset($1::jsonb) AS x ("recordId" uuid, slug text, locale text, audience jsonb, owner uuid, start text,
    "end" text, url text, licence text)
  WHERE record.id = x."recordId"`;
const TEXTS = `INSERT INTO record_text (record_id, field, locale, text, origin, state, state_reason, engine, is_source, source_hash)
  SELECT x."recordId", x.field, x.locale, x.text, x.origin, x.state, x."stateReason", x.engine, x."isSource", x."sourceHash"
  FROM jsonb_to_recordset($1::jsonb) AS x ("recordId" uuid, field text, locale text, text text, origin text, state text,
    "stateReason" text, engine text, "isSource" boolean, "sourceHash" text)`;
const CITIES = `INSERT INTO record_city (record_id, city_id, position) SELECT x."recordId", x.target::uuid, x.position FROM ${PLACED}`;
const ASKED = `INSERT INTO record_ask (record_id, ask_id, position) SELECT x."recordId", x.target::uuid, x.position FROM ${PLACED}`;
const CONCEPTS = `INSERT INTO record_concept (record_id, concept_id, position) SELECT x."recordId", x.target, x.position FROM ${PLACED}`;
const NETWORKS = `INSERT INTO record_network (record_id, network_id, position, accepted_at)
  SELECT x."recordId", x.target::uuid, x.position, CASE WHEN x.accepted THEN now() END FROM ${PLACED}`;
const LABELS = `INSERT INTO record_label (record_id, position, concept_id, issuer, date, url)
  SELECT x."recordId", x.position, x.label, x.issuer, x.date, x.url
  FROM jsonb_to_recordset($1::jsonb) AS x ("recordId" uuid, position integer, label text, issuer text, date text, url text)`;
