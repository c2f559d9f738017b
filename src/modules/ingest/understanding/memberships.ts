import { RecordKind } from '../../../common/records';
import type { FoundConcept } from './concepts';
import type { KnownParty } from './context';
import { placesWithCountry } from './countries';
import { fold } from '../../../platform/language';
import { findPattern, findPatterns, hasPattern } from './pattern';
import { listNames } from './name-list';
import { type Mention, partyKey, referenceTo } from './parties';
import type { PartyReference, SourceSpan } from './proposal';
import type { Reading } from './record-builder';
import { type Line, linesOf, type Section, spanOf } from './sections';
import { sentencesOf, squeeze, wordsOf } from './words';

export interface FoundMember {
  /** id of the item, `genk` */
  id: string;
  reference: PartyReference;
  party?: KnownParty;
  role: 'lead' | 'partner';
  span: SourceSpan;
  targetGroups: string[];
  /** sentences on the member's own part */
  texts: { text: string; line: Line }[];
}

interface Sentence {
  text: string;
  line: Line;
  mentions: Mention[];
}

const COUNTRY = /^(.+?)\s*\(([^()]+)\)\s*$/u;

/** Who takes part in a network, with the groups each works with and what each does in it. */
export function findMembers(
  lines: readonly Line[],
  sections: readonly Section[],
  reading: Reading,
  network: KnownParty | undefined,
): FoundMember[] {
  const own = reading.lexicons[0];
  if (!own) return [];
  const isMember = ({ party, alternatives }: Mention): boolean =>
    !party.isProgramme && party !== network && !(network && alternatives.includes(network));
  const sentences: Sentence[] = lines.flatMap((line) =>
    sentencesOf(line.text).map((text) => ({
      text,
      line,
      mentions: withoutEpithets(text, reading.gazetteer.find(text)).filter(isMember),
    })),
  );
  const members = new Map<string, FoundMember>();
  const add = (member: FoundMember): void => {
    const known = members.get(member.party?.id ?? partyKey(member.reference.name));
    if (!known) members.set(member.party?.id ?? partyKey(member.reference.name), member);
    else if (member.role === 'lead') known.role = 'lead';
  };
  for (const section of sections.filter(({ role }) => role === 'partnersOfProject')) {
    for (const member of listed(section, reading, network)) add(member);
  }
  for (const sentence of sentences) {
    const lead = leadOf(sentence, own.phrases('lead'));
    if (lead) add({ ...member(lead, sentence.line), role: 'lead' });
    const isTold = hasPattern(sentence.text, own.phrases('partnerWords'));
    const isEnough = new Set(sentence.mentions.map(({ party }) => party.id)).size;
    // a network is a member of another one only where partners are listed
    if (isTold && isEnough >= 1) for (const mention of sentence.mentions) add(member(mention, sentence.line));
    if (isTold) for (const unknown of unknownPlaces(sentence, reading)) add(unknown);
  }
  const found = [...members.values()].filter(
    (one) => one.role === 'lead' || !isInside(one, [...members.values()]),
  );
  readGroups(found, sentences, reading);
  readParts(found, sentences, own.phrases('partWords'));
  return found;
}

/** "Zdravá města Chrudim": a name that stands right before another one only describes it. */
function withoutEpithets(text: string, mentions: readonly Mention[]): Mention[] {
  return mentions.filter((mention, index) => {
    const next = mentions[index + 1];
    if (!next || mention.party.kind === RecordKind.CITY) return true;
    return text.slice(mention.end, next.start).trim() !== '';
  });
}

function member(mention: Mention, line: Line): FoundMember {
  return {
    id: mention.party.slug,
    reference: referenceTo(mention),
    party: mention.party,
    role: 'partner',
    span: spanOf(line, mention.name),
    targetGroups: [],
    texts: [],
  };
}

/** A city that is named only as the seat of a member organisation is none itself. */
function isInside(one: FoundMember, all: readonly FoundMember[]): boolean {
  if (one.party?.kind !== RecordKind.CITY) return false;
  return all.some(
    (other) =>
      other !== one &&
      other.party !== undefined &&
      other.party.kind !== RecordKind.CITY &&
      namesCity(other.party, one.party) &&
      one.span.anchor.paragraph !== other.span.anchor.paragraph,
  );
}

const namesCity = (organisation: KnownParty, city: KnownParty | undefined): boolean =>
  organisation.names.some(({ text }) =>
    city?.names.some((name) => !name.form && ` ${fold(text)} `.includes(` ${fold(name.text)} `)),
  );

/** Names of a list of partners, known or not: `Genk (BE)`, `Town of Example (lead partner)`. */
function listed(section: Section, reading: Reading, network: KnownParty | undefined): FoundMember[] {
  const lead = reading.lexicons.flatMap((lexicon) => lexicon.phrases('lead'));
  return listNames(
    linesOf(section).map((line) => ({ ...line, text: line.text.replace(/^[^:()]{0,60}:\s+/u, '') })),
    reading.lexicons,
  ).flatMap(({ name, line }) => {
    const inside = reading.gazetteer
      .find(name)
      .filter(({ party }) => party !== network && !party.isProgramme);
    const isLead = hasPattern(name, lead);
    if (inside.length > 0) {
      return inside.map((mention) => ({
        ...member(mention, line),
        role: isLead ? ('lead' as const) : ('partner' as const),
      }));
    }
    const bare = squeeze(COUNTRY.exec(name)?.[1] ?? name);
    const isName = /^\p{Lu}/u.test(bare) && wordsOf(bare).length <= 8 && !/[.!?]$/u.test(bare);
    if (!isName) return [];
    const unknown: FoundMember = {
      id: slugOf(bare),
      reference: { name: bare, matches: [] },
      role: isLead ? 'lead' : 'partner',
      span: spanOf(line, name),
      targetGroups: [],
      texts: [],
    };
    return unknown.id === '' ? [] : [unknown];
  });
}

/** Places that the site does not know, told by their country: `Example Town (Portugal)`. Two or more make a list. */
function unknownPlaces({ text, line }: Sentence, { locale, gazetteer }: Reading): FoundMember[] {
  const places = placesWithCountry(text, locale);
  if (places.length < 2) return [];
  const mentions = gazetteer.find(text);
  return places
    .filter(({ start, end }) => !mentions.some((mention) => mention.start < end && mention.end > start))
    .map(({ name }) => ({
      id: slugOf(name),
      reference: { name, matches: [] },
      role: 'partner' as const,
      span: spanOf(line, name),
      targetGroups: [],
      texts: [],
    }))
    .filter(({ id }) => id !== '');
}

export const slugOf = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);

/** The party beside a word of leading: `vedie mesto Genk`, `Genk, ktoré vedie`, `rozjela Národní síť`. */
function leadOf(
  { text, mentions }: Sentence,
  patterns: Parameters<typeof findPatterns>[1],
): Mention | undefined {
  const words = wordsOf(text);
  let best: { mention: Mention; distance: number } | undefined;
  for (const match of findPatterns(words, patterns)) {
    const from = words[match.from]?.start ?? 0;
    const to = words[match.to - 1]?.end ?? 0;
    for (const mention of mentions) {
      const between = mention.start >= to ? text.slice(to, mention.start) : text.slice(mention.end, from);
      if (mention.start < to && mention.end > from) continue;
      const distance = wordsOf(between).length + (mention.end <= from ? 0.5 : 0);
      if (distance <= 3.5 && (!best || distance < best.distance)) best = { mention, distance };
    }
  }
  return best?.mention;
}

const TARGET_GROUPS = new Set(['target-group']);

/**
 * Groups beside members: in a sentence with one member all of its groups are that member's; in a list of several each
 * group belongs to the member that follows it before the next group ("young people in X, women in Y").
 */
function readGroups(
  members: readonly FoundMember[],
  sentences: readonly Sentence[],
  { concepts, lexicons }: Reading,
): void {
  const isGroup = lexicons[0]?.phrases('groupWords') ?? [];
  for (const { text, line, mentions } of sentences) {
    const groups = concepts
      .find([{ ...line, text }], TARGET_GROUPS)
      .flatMap((concept: FoundConcept) => concept.places.map((place) => ({ id: concept.id, ...place })))
      .sort((a, b) => a.start - b.start);
    const placed = mentions
      .map((mention) => ({ mention, member: memberOf(mention, members) }))
      .filter((one): one is { mention: Mention; member: FoundMember } => one.member !== undefined);
    const involved = new Set(placed.map((one) => one.member));
    if (involved.size === 0 || groups.length === 0) continue;
    if (involved.size === 1) {
      const [only] = involved;
      // a sentence on a member's group names the member first and speaks of a group
      if (only && (placed[0]?.mention.start ?? 99) < 40 && hasPattern(text, isGroup)) {
        addGroups(
          only,
          groups.map(({ id }) => id),
        );
        only.texts.push({ text, line });
      }
      continue;
    }
    let isPaired = false;
    for (const [index, group] of groups.entries()) {
      const next = groups[index + 1];
      const follower = placed.find(({ mention }) => mention.start >= group.end);
      if (!follower || (next && next.start < follower.mention.start)) continue;
      const between = text.slice(group.end, follower.mention.start);
      if (wordsOf(between).length > 3 || /[,;:]/u.test(between)) continue;
      addGroups(follower.member, [group.id]);
      isPaired = true;
    }
    if (isPaired) continue;
  }
}

function addGroups(one: FoundMember, groups: readonly string[]): void {
  for (const group of groups) if (!one.targetGroups.includes(group)) one.targetGroups.push(group);
}

/** The member that a mention means: itself, or the organisation whose name holds the city ("in Ústí they have …"). */
function memberOf(mention: Mention, members: readonly FoundMember[]): FoundMember | undefined {
  const known = members.find(
    ({ party }) => party === mention.party || (party !== undefined && mention.alternatives.includes(party)),
  );
  if (known || mention.party.kind !== RecordKind.CITY) return known;
  return members.find(
    ({ party }) => party !== undefined && party.kind !== RecordKind.CITY && namesCity(party, mention.party),
  );
}

/**
 * Sentences that tell a member's part: a word such as "role" with the member, or with a word that introduced it
 * ("the Norwegian network X" … "the role of the Norwegian partner").
 */
function readParts(
  members: readonly FoundMember[],
  sentences: readonly Sentence[],
  patterns: Parameters<typeof findPattern>[1],
): void {
  const epithets = new Map<FoundMember, string[]>();
  for (const { text, mentions } of sentences) {
    for (const mention of mentions) {
      const one = memberOf(mention, members);
      if (!one) continue;
      const before = wordsOf(
        text
          .slice(0, mention.start)
          .split(/[,;:.]/u)
          .at(-1) ?? '',
      ).slice(-4);
      const words = before.filter((word) => /^\p{Ll}/u.test(word.text) && word.folded.length >= 5);
      epithets.set(one, [...(epithets.get(one) ?? []), ...words.map((word) => word.folded.slice(0, 5))]);
    }
  }
  const shared = (word: string): number =>
    [...epithets.values()].filter((words) => words.includes(word)).length;
  for (const { text, line, mentions } of sentences) {
    const words = wordsOf(text);
    const part = findPattern(words, patterns);
    if (!part || part.from > 4) continue;
    const named = mentions.map((mention) => memberOf(mention, members)).filter((one) => one !== undefined);
    const meant =
      named.length === 1
        ? named[0]
        : [...epithets].find(([, own]) =>
            words
              .slice(part.to, part.to + 3)
              .some(({ folded }) => own.includes(folded.slice(0, 5)) && shared(folded.slice(0, 5)) === 1),
          )?.[0];
    if (meant && !meant.texts.some((told) => told.text === text)) meant.texts.push({ text, line });
  }
}
