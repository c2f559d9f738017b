import type { JsonObject } from '../../../common/json';
import { RecordKind } from '../../../common/records';
import type { KnownParty } from './context';
import { findFundingShares } from './funding';
import type { FoundMember } from './memberships';
import { findMoney } from './money';
import type { NetworkPage } from './network-record';
import { asMatch, nameOf } from './parties';
import { hasPattern } from './pattern';
import type { Reading, RecordBuilder } from './record-builder';
import { type Line, linesOf, spanOf } from './sections';
import { sentencesOf, wordsOf } from './words';

/** The member whose own page a document is, in a network that it only mentions. */
export function ownMember(author: KnownParty, line: Line, { locale }: Reading): FoundMember {
  const name = nameOf(author, locale);
  return {
    id: author.slug,
    reference: { name, matches: [asMatch(author, 0.8, 'same-name')] },
    party: author,
    role: 'partner',
    span: spanOf(line),
    targetGroups: [],
    texts: [],
  };
}

/** What the page's own member tells of money and its local group stands on its membership, not on the network. */
export function writeMembers(
  record: RecordBuilder,
  members: readonly FoundMember[],
  page: NetworkPage,
  reading: Reading,
  withDetails = true,
): void {
  if (members.length === 0) return;
  const { author } = page;
  const money = author && withDetails ? ownMoney(page, reading) : undefined;
  const items = members.map((one): JsonObject => ({
    id: one.id,
    member: one.reference,
    role: `membership-role/${one.role}`,
    targetGroups: one.targetGroups,
    ...(author && one.party === author ? periodOf(record) : {}),
    ...(author && one.party === author && money ? money.fields : {}),
  }));
  record.value(
    'fields.memberships',
    items,
    members.map(({ span }) => span),
    { confidence: 0.85 },
  );
  const cities = members.filter(({ party }) => party?.kind === RecordKind.CITY);
  if (cities.length > 0) {
    record.value(
      'cities',
      cities.map(({ reference }) => reference),
      cities.map(({ span }) => span),
      { confidence: 0.85 },
    );
  }
  for (const one of members) {
    for (const { text, line } of one.texts)
      record.text(`memberships.${one.id}.text`, [{ ...line, text }], { confidence: 0.7 });
  }
  if (author && withDetails) readLocalGroup(record, author, page, reading);
}

function periodOf(record: RecordBuilder): JsonObject {
  return Object.fromEntries(
    ['start', 'end'].flatMap((path) =>
      record.has(path) ? [[path, record.values[path]?.value ?? null]] : [],
    ),
  );
}

/** The budget line of a member's own page, with its shares. */
function ownMoney(
  { lines }: NetworkPage,
  { lexicons }: Reading,
): { fields: JsonObject; line: Line } | undefined {
  const own = lexicons[0];
  if (!own) return undefined;
  for (const line of lines) {
    const [sum] = findMoney(line.text, lexicons);
    if (!sum || !hasPattern(line.text, own.phrases('budgetWords'))) continue;
    const amount = sum.min ?? sum.max;
    const funding = findFundingShares(line.text, lexicons).map((share): JsonObject => ({ ...share }));
    return {
      line,
      fields: {
        ...(amount === undefined ? {} : { budget: { amount, currency: sum.currency } }),
        ...(funding.length > 0 ? { funding } : {}),
      },
    };
  }
  return undefined;
}

function readLocalGroup(
  record: RecordBuilder,
  author: KnownParty,
  { lines, sections }: NetworkPage,
  { lexicons, gazetteer }: Reading,
): void {
  const own = lexicons[0];
  if (!own || !record.has('fields.memberships')) return;
  const field = `memberships.${author.slug}.localGroup`;
  for (const section of sections.filter(({ role }) => role === 'localGroup'))
    record.text(field, linesOf(section), { confidence: 0.85 });
  const isGroup = (text: string): boolean => hasPattern(text, own.phrases('localGroupWords'));
  if (!record.has(`texts.${field}`)) {
    for (const line of lines) {
      const told = sentencesOf(line.text);
      const at = told.findIndex(isGroup);
      if (at === -1) continue;
      record.text(
        field,
        told.slice(at, at + 2).map((text) => ({ ...line, text })),
        { confidence: 0.7 },
      );
    }
  }
  const text = `memberships.${author.slug}.text`;
  for (const line of lines) {
    for (const sentence of sentencesOf(line.text)) {
      const parties = new Set(
        gazetteer
          .find(sentence)
          .filter(({ party }) => party.kind === RecordKind.CITY)
          .map(({ party }) => party),
      );
      if (parties.size !== 1 || !parties.has(author) || isGroup(sentence) || wordsOf(sentence).length < 8)
        continue;
      record.text(text, [{ ...line, text: sentence }], { confidence: 0.65 });
    }
  }
}
