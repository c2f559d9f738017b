import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { JsonObject, JsonValue } from '../common/json';
import { TextOrigin } from '../common/localized-text';
import { PUBLIC_AUDIENCE, RecordKind } from '../common/records';
import { type Consent, ContactsService } from '../modules/contacts';
import { RecordsService, type TextContent } from '../modules/records';
import { GlossaryService, type TermInput } from '../modules/translation';
import type { DemoField, DemoRecord } from './demo-content';

const CONTENT = join(__dirname, 'content');
const FOLDERS = [
  'cities',
  'organisations',
  'networks',
  'plans',
  'practices',
  'events',
  'methods',
  'contacts',
];
const ENGINE = 'demo';
const REFERENCE = 'slug:';

interface DemoAddress {
  contact: string;
  kind: 'email' | 'telephone';
  value: string;
  consent: { purposes: Consent['purpose'][]; scope: string; wording: string; givenOn: string };
}

/** A term of a network's glossary; `network` is its slug. */
type DemoTerm = Omit<TermInput, 'networkId'> & { network: string };

/** Fills an empty database with the demo network, through drafts, as everything is published. */
@Injectable()
export class DemoLoader {
  private readonly logger = new Logger('Demo');

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly records: RecordsService,
    private readonly contacts: ContactsService,
    private readonly glossary: GlossaryService,
  ) {}

  /** All or nothing, in one transaction. Returns false where the database holds records already. */
  async loadIntoEmpty(): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(781266)');
      await manager.query("SET LOCAL statement_timeout = '120s'");
      const [{ used } = { used: true }]: { used: boolean }[] = await manager.query(
        'SELECT EXISTS (SELECT FROM record) AS used',
      );
      if (used) return false;
      await this.load(manager);
      return true;
    });
  }

  private async load(manager: EntityManager): Promise<void> {
    const demo = FOLDERS.flatMap((folder) => filesOf(folder));
    const ids = new Map<string, string>();
    // Records point at one another in circles, so all of them are there before the first is published.
    for (const record of demo.flatMap((one) => [one, ...(one.actions ?? [])])) {
      ids.set(record.slug, await this.records.create(manager, record.kind, record.slug, record.sourceLocale));
    }
    for (const record of demo) {
      const content = resolved(draftOf(record), ids) as JsonObject;
      const draftId = await this.records.saveDraft(manager, String(ids.get(record.slug)), content);
      await this.records.publish(manager, draftId, 'Demo network', { acceptedIn: 'all' });
    }
    for (const address of readJson<DemoAddress[]>(join(CONTENT, 'contact-addresses.json'))) {
      const contactId = String(ids.get(address.contact.slice(REFERENCE.length)));
      const { purposes, scope: audience, wording, givenOn } = address.consent;
      await this.contacts.addAddress(manager, contactId, address.kind, address.value);
      for (const purpose of purposes) {
        await this.contacts.giveConsent(manager, contactId, { purpose, audience, wording, givenOn });
      }
    }
    for (const { network, ...term } of readJson<DemoTerm[]>(join(CONTENT, 'glossary.json'))) {
      await this.glossary.put(manager, String(ids.get(network)), null, term);
    }
    this.logger.log(`The demo network is loaded: ${ids.size} records`);
  }
}

function filesOf(folder: string): DemoRecord[] {
  return readdirSync(join(CONTENT, folder))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readJson<DemoRecord>(join(CONTENT, folder, name)));
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

function draftOf(record: DemoRecord): JsonObject {
  const texts = Object.entries(record.texts).flatMap(([field, words]) =>
    textsOf(field, words, record.sourceLocale),
  );
  // A card is meant for nobody until its person's consent is on file.
  const audience = record.kind === RecordKind.CONTACT ? [] : [PUBLIC_AUDIENCE];
  const actions = record.actions?.map(draftOf);
  return { ...record, audience, texts, ...(actions ? { actions } : {}) } as unknown as JsonObject;
}

/** What the source says verbatim is ORIGINAL; our retellings and all translations are a machine's, and say so. */
function textsOf(field: string, words: DemoField, sourceLocale: string): TextContent[] {
  const texts: TextContent[] = Object.entries(words.translations).map(([locale, text]) => ({
    field,
    locale,
    text,
    origin: TextOrigin.MACHINE,
    engine: ENGINE,
    isSource: words.original === undefined && locale === sourceLocale,
  }));
  if (words.original === undefined) return texts;
  return [
    { field, locale: sourceLocale, text: words.original, origin: TextOrigin.ORIGINAL, isSource: true },
    ...texts.filter(({ locale }) => locale !== sourceLocale),
  ];
}

/** Puts ids in the place of `slug:<slug>`, at any depth. Throws for a slug that the demo does not have. */
function resolved(value: JsonValue, ids: ReadonlyMap<string, string>): JsonValue {
  if (typeof value === 'string' && value.startsWith(REFERENCE)) {
    const id = ids.get(value.slice(REFERENCE.length));
    if (!id) throw new Error(`The demo has no record ${value}`);
    return id;
  }
  if (Array.isArray(value)) return value.map((item) => resolved(item, ids));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, ids)]));
  }
  return value;
}
