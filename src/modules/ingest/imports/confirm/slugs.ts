import type { EntityManager } from 'typeorm';

const LONGEST = 100;
/** letters that do not come apart into a base and a mark */
const SINGLE: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ð: 'd',
  þ: 'th',
};

/** A title as part of an address: `Líščie údolie 2` → `liscie-udolie-2`; '' where nothing of it can stand there. */
export function slugify(title: string): string {
  const plain = title
    .toLowerCase()
    .replace(/[łøđæœßðþ]/g, (letter) => SINGLE[letter] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (plain.length <= LONGEST) return plain;
  const cut = plain.slice(0, LONGEST);
  return cut.slice(0, Math.max(cut.lastIndexOf('-'), LONGEST / 2)).replace(/-+$/, '');
}

/** Addresses that nothing has or had, nor any other of the same run. */
export class FreeSlugs {
  private readonly given = new Set<string>();

  constructor(private readonly manager: EntityManager) {}

  async next(title: string, fallback: string): Promise<string> {
    return (await this.nextAll([title], fallback))[0] ?? fallback;
  }

  /** One for each title, in their order. */
  async nextAll(titles: readonly string[], fallback: string): Promise<string[]> {
    const wanted = titles.map((title) => slugify(title) || fallback);
    const rows: { slug: string }[] = await this.manager.query(
      `SELECT slug FROM record_slug WHERE slug = ANY($1) OR regexp_replace(slug, '-[0-9]+$', '') = ANY($1)`,
      [[...new Set(wanted)]],
    );
    const taken = new Set(rows.map(({ slug }) => slug));
    return wanted.map((base) => {
      let slug = base;
      for (let count = 2; taken.has(slug) || this.given.has(slug); count++) slug = `${base}-${count}`;
      this.given.add(slug);
      return slug;
    });
  }
}
