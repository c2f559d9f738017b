import type { Locale } from '../../../common/locale';
import type { Audience } from '../../../common/records';
import type { Facet } from '../facets';
import { FIELDS, type IndexStatistics } from '../ranking';

/** A record as read from `search_record`; lists are joined by the newline, which no value has. */
export interface CatalogueRow {
  id: string;
  number: number;
  audience: string;
  facets: string;
  locales: string;
  lengths: string;
  date: string;
}

const FIELD_COUNT = FIELDS.length;
const NOBODY = -1;

/** A typed array that grows. */
class Column<T extends Int32Array | Uint16Array | Uint32Array> {
  constructor(
    private values: T,
    private readonly empty: number,
  ) {
    values.fill(empty);
  }

  get all(): T {
    return this.values;
  }

  at(place: number): number {
    return this.values[place] ?? this.empty;
  }

  set(place: number, value: number): void {
    if (place >= this.values.length) {
      const Kind = this.values.constructor as new (length: number) => T;
      const larger = new Kind(Math.max(place + 1, Math.ceil(this.values.length * 1.5)));
      larger.fill(this.empty);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[place] = value;
  }
}

/** Values that come again and again, numbered. */
class Numbered<T> {
  readonly values: T[] = [];
  private readonly numbers = new Map<string, number>();

  of(key: string, make: (key: string) => T): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.values.length);
    return this.values.push(make(key)) - 1;
  }

  find(key: string): number | undefined {
    return this.numbers.get(key);
  }
}

interface AudienceSet {
  audiences: Audience[];
  /** rows of living records, and the sums of their lengths */
  rows: number;
  lengths: number[];
}

const START = 1024;

/**
 * What searching has to know of every record, without its words: who may see it, its facets, its rows and their
 * lengths. A record has a `slot` here, each of its rows a number; numbers of records that are gone are never used
 * again. About 150 bytes a record.
 */
export class Catalogue {
  /** `search_state.change` up to which it knows everything */
  change = 0;
  /** of each slot */
  readonly ids: string[] = [];
  private readonly slots = new Map<string, number>();
  private readonly audienceOf = new Column(new Int32Array(START), NOBODY);
  private readonly firstRow = new Column(new Int32Array(START), 0);
  private readonly dates = new Column(new Int32Array(START), 0);
  /** where a slot's facets begin; they end where the next slot's do */
  private readonly facetsFrom = new Column(new Int32Array(START), 0);
  private readonly facetPool = new Column(new Uint32Array(START), 0);
  private facetCount = 0;
  private readonly slotOf = new Column(new Int32Array(START), -1);
  private readonly localeOf = new Column(new Uint16Array(START), 0);
  private readonly lengthsOf = new Column(new Uint16Array(START * FIELD_COUNT), 0);
  private readonly audienceSets = new Numbered<AudienceSet>();
  private readonly locales = new Numbered<Locale>();
  private readonly values = new Numbered<string>();
  /** numbers above all that rows have */
  rowEnd = 0;

  constructor(readonly generation: number) {}

  /** Takes in a record; nothing changes for one that is known with this number. */
  add({ id, number, audience, facets, locales, lengths, date }: CatalogueRow): void {
    if (this.slotOf.at(number) >= 0) return;
    this.forgetRecord(id);
    const slot = this.ids.push(id) - 1;
    this.slots.set(id, slot);
    const set = this.audienceSets.of(audience, (key) => ({
      audiences: key.split('\n'),
      rows: 0,
      lengths: [0, 0, 0, 0],
    }));
    this.audienceOf.set(slot, set);
    this.firstRow.set(slot, number);
    this.dates.set(slot, dateKey(date));
    for (const value of facets === '' ? [] : facets.split('\n')) {
      this.facetPool.set(
        this.facetCount++,
        this.values.of(value, (key) => key),
      );
    }
    this.facetsFrom.set(slot + 1, this.facetCount);
    const words = lengths.split('\n');
    locales.split('\n').forEach((locale, index) => {
      const row = number + index;
      this.slotOf.set(row, slot);
      this.localeOf.set(
        row,
        this.locales.of(locale, (key) => key),
      );
      for (let field = 0; field < FIELD_COUNT; field += 1) {
        this.lengthsOf.set(row * FIELD_COUNT + field, Number(words[index * FIELD_COUNT + field] ?? 0));
      }
      this.rowEnd = Math.max(this.rowEnd, row + 1);
    });
    this.count(slot, 1);
  }

  /** Forgets the record that had this number, if it still has it. */
  forget(number: number): void {
    const slot = this.slotOf.at(number);
    if (slot < 0 || this.audienceOf.at(slot) === NOBODY) return;
    this.count(slot, -1);
    this.audienceOf.set(slot, NOBODY);
    const id = this.ids[slot] ?? '';
    if (this.slots.get(id) === slot) this.slots.delete(id);
  }

  /** What of it these audiences may see, as it is now. */
  seenBy(audiences: readonly Audience[]): VisibleRecords {
    const seen = new Set(audiences);
    const sets = this.audienceSets.values.map((set) => set.audiences.some((audience) => seen.has(audience)));
    const visible = this.audienceSets.values.filter((_, index) => sets[index]);
    const rows = visible.reduce((sum, set) => sum + set.rows, 0);
    const average = (field: number): number =>
      visible.reduce((sum, set) => sum + (set.lengths[field] ?? 0), 0) / Math.max(rows, 1);
    return new VisibleRecords(
      this,
      Uint8Array.from(sets, (is) => (is ? 1 : 0)),
      { rows, averageLengths: [average(0), average(1), average(2), average(3)] },
    );
  }

  slotOfRecord(id: string): number | undefined {
    return this.slots.get(id);
  }

  /** -1 for a number that this catalogue does not know */
  slotOfRow(row: number): number {
    return this.slotOf.at(row);
  }

  /** of every number its slot, or -1; longer than there are numbers */
  get rowSlots(): Int32Array {
    return this.slotOf.all;
  }

  /** of every slot the number of its set of audiences, or -1 */
  get slotAudiences(): Int32Array {
    return this.audienceOf.all;
  }

  rowsOf(slot: number): number[] {
    const rows: number[] = [];
    this.rowsInto(rows, slot);
    return rows;
  }

  /** Puts the numbers of a slot's rows in place of what `rows` holds. */
  rowsInto(rows: number[], slot: number): void {
    let count = 0;
    for (let row = this.firstRow.at(slot); this.slotOf.at(row) === slot; row += 1) rows[count++] = row;
    rows.length = count;
  }

  localeOfRow(row: number): Locale {
    return this.locales.values[this.localeOf.at(row)] ?? '';
  }

  /** all rows' lengths; a row's begin at four times its number */
  get lengths(): Uint16Array {
    return this.lengthsOf.all;
  }

  /** later is greater */
  dateOf(slot: number): number {
    return this.dates.at(slot);
  }

  /** of all facet terms, by their numbers */
  get facetTerms(): readonly string[] {
    return this.values.values;
  }

  /** number of a facet term; undefined: no record has it */
  facetNumber(term: string): number | undefined {
    return this.values.find(term);
  }

  /** the pool of facets, and where in it a slot's begin */
  get facets(): { pool: Uint32Array; from: Int32Array } {
    return { pool: this.facetPool.all, from: this.facetsFrom.all };
  }

  private forgetRecord(id: string): void {
    const known = this.slots.get(id);
    if (known !== undefined) this.forget(this.firstRow.at(known));
  }

  private count(slot: number, sign: 1 | -1): void {
    const set = this.audienceSets.values[this.audienceOf.at(slot)];
    if (!set) return;
    for (const row of this.rowsOf(slot)) {
      set.rows += sign;
      for (let field = 0; field < FIELD_COUNT; field += 1) {
        set.lengths[field] = (set.lengths[field] ?? 0) + sign * this.lengthsOf.at(row * FIELD_COUNT + field);
      }
    }
  }
}

/** A catalogue as a reader sees it. */
export class VisibleRecords {
  constructor(
    readonly catalogue: Catalogue,
    /** 1 for each set of audiences that may be seen */
    readonly sets: Uint8Array,
    readonly statistics: IndexStatistics,
  ) {}

  has(slot: number): boolean {
    return slot >= 0 && this.sets[this.catalogue.slotAudiences[slot] ?? -1] === 1;
  }

  /** all slots */
  all(): number[] {
    const slots: number[] = [];
    for (let slot = 0; slot < this.catalogue.ids.length; slot += 1) if (this.has(slot)) slots.push(slot);
    return slots;
  }
}

/** `2024-04-01` → 20240401; a year or month (`2024~`) comes after all its days. */
function dateKey(date: string): number {
  return Number(date.replaceAll('-', '').replace('~', '').padEnd(8, '9'));
}

/** The facet of a facet term. */
export function facetOfTerm(term: string): Facet {
  return term.slice(0, term.indexOf(':')) as Facet;
}
