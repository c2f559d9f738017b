import type { AccessScope } from '../../src/modules/identity';
import { DraftSharing, RecordStandingService } from '../../src/modules/records';
import { type AccessCall, type AccessCase, ownPlaces, UNKNOWN_ID } from './access-case';
import { isDocumented } from './access-document';
import type { Person, Quarter, World } from './access-world';
import { addDraft, addSubmissionOf } from './specimens';

export const ERROR = '... on UserError { code }';
type Operation = AccessCase['operation'];

export function beginning(ownerId: string, networkId: string | null): Record<string, unknown> {
  return { kind: 'PRACTICE', ownerId, networkId, sourceLocale: 'en', title: 'Begun for a test' };
}

/** The call on a new draft of each quarter's officer, on one that is shared with the local group, and on one of the caller's. */
export function onDraft(
  root: string,
  operation: Operation,
  document: string,
  isNullRefusal = false,
): AccessCase {
  return {
    root,
    operation,
    calls: async (world, { accountId }) => {
      const call = async (
        target: string,
        quarter: Quarter,
        authorId: string,
        sharing = DraftSharing.NONE,
      ): Promise<AccessCall> => ({
        target,
        scope: {
          ownerId: quarter.cityId,
          networkIds: [quarter.networkId],
          authorId,
          sharedWithIds: sharing === DraftSharing.WRITE && accountId ? [accountId] : [],
        },
        document,
        variables: { id: await addDraft(world.running, quarter, authorId, sharing) },
        isNullRefusal,
      });
      const calls: AccessCall[] = [];
      for (const quarter of world.quarters) {
        const { officerId } = quarter.specimens;
        calls.push(await call(`draft of ${quarter.name}`, quarter, officerId));
        if (quarter.name !== 'own') continue;
        calls.push(await call('shared draft', quarter, officerId, DraftSharing.WRITE));
        if (accountId) calls.push(await call('draft of theirs', quarter, accountId));
      }
      return calls;
    },
  };
}

/** The call on the published record of each quarter. */
export function onRecord(root: string, operation: Operation, document: string): AccessCase {
  return {
    root,
    operation,
    calls: (world) =>
      world.quarters.map((quarter) => ({
        target: `record of ${quarter.name}`,
        scope: world.scopeOf(quarter),
        document,
        variables: { id: quarter.shown.id },
      })),
  };
}

export function onNetwork(root: string, operation: Operation, document: string): AccessCase {
  return {
    root,
    operation,
    calls: (world) =>
      world.quarters.map((quarter) => ({
        target: `network of ${quarter.name}`,
        scope: { ownerId: quarter.networkId, networkIds: [quarter.networkId] },
        document,
        variables: { id: quarter.networkId, recordId: quarter.shown.id },
      })),
  };
}

/** What is listed, or asked of something unknown: whoever has the operation anywhere is let through, to find nothing. */
export function anywhere(root: string, operation: Operation, document: string): AccessCase {
  return {
    root,
    operation,
    calls: (_world, person) => [
      {
        target: 'what is theirs',
        scope: { ...ownPlaces(person), sharedWithIds: idsOf(person), authorId: authorOf(person, operation) },
        document,
        variables: { id: UNKNOWN_ID },
        isUnknown: true,
      },
    ],
  };
}

const idsOf = ({ accountId }: Person): string[] => (accountId ? [accountId] : []);

/** Nobody decides on their own, and whoever writes as an author only has written it. */
function authorOf({ accountId }: Person, operation: Operation): string | null {
  return operation === 'record.review' ? null : accountId;
}

interface OnSubmission {
  /** true: also on one that the caller handed in */
  ofTheirs?: true;
  /** true: also on one at which nobody but an administrator is left to look */
  atLastResort?: true;
  isNullRefusal?: true;
}

/** The call on a submission of each quarter that was withdrawn, so that nothing can be done to it. */
export function onSubmission(
  root: string,
  operation: Operation,
  document: string,
  { ofTheirs, atLastResort, isNullRefusal }: OnSubmission = {},
): AccessCase {
  return {
    root,
    operation,
    ...(atLastResort ? { declares: 'record.takeReview' as const } : {}),
    calls: async (world, { accountId, viewer }) => {
      const call = (
        target: string,
        { cityId, networkId }: Quarter,
        id: string,
        authorId: string,
      ): AccessCall => ({
        target,
        scope: { ownerId: cityId, networkIds: [networkId], authorId },
        document,
        variables: { id },
        ...(isNullRefusal ? { isNullRefusal } : {}),
      });
      const calls = world.quarters.map((quarter) => {
        const { submissionId, officerId } = quarter.specimens;
        return call(`submission of ${quarter.name}`, quarter, submissionId, officerId);
      });
      const [own] = world.quarters;
      if (ofTheirs && accountId && own) {
        const id = await addSubmissionOf(world.running, own.specimens, accountId);
        calls.push(call('submission of theirs', own, id, accountId));
      }
      if (atLastResort && own) {
        const { officerId } = own.specimens;
        const id = await addSubmissionOf(world.running, own.specimens, officerId, 'ADMINISTRATOR');
        const last = call('submission at its last resort', own, id, officerId);
        const scope = { ...last.scope, ownerLetsNetwork: true };
        calls.push({ ...last, isMeant: (rules) => isDocumented(rules.get('record.publish'), viewer, scope) });
      }
      return calls;
    },
  };
}

/** The same, once as given and once of something that is not there. */
function andUnknown(one: AccessCase, document: string): AccessCase[] {
  return [one, anywhere(one.root, one.declares ?? one.operation, document)];
}

export function submission(
  root: string,
  operation: Operation,
  call: string,
  options: OnSubmission = {},
): AccessCase[] {
  const document = `mutation ($id: ID!) { ${call} { ${ERROR} } }`;
  return andUnknown(onSubmission(root, operation, document, options), document);
}

/** The call on what the specimens of each quarter hold. */
export function onSpecimen(
  root: string,
  operation: Operation,
  call: string,
  made: (
    world: World,
    quarter: Quarter,
    person: Person,
  ) => Promise<[string, AccessScope]> | [string, AccessScope],
): AccessCase[] {
  const document = `mutation ($id: ID!) { ${call} { ${ERROR} } }`;
  const one: AccessCase = {
    root,
    operation,
    calls: (world, person) =>
      Promise.all(
        world.quarters.map(async (quarter) => {
          const [id, scope] = await made(world, quarter, person);
          return { target: `of ${quarter.name}`, scope, document, variables: { id } };
        }),
      ),
  };
  return andUnknown(one, document);
}

/** A label of the quarter's network on its record, there until somebody takes it. */
export async function labelOf({ running }: World, { shown, networkId, specimens }: Quarter): Promise<string> {
  const given: { id: string }[] = await running.dataSource.query(
    'SELECT id FROM record_label WHERE record_id = $1 AND network_id = $2',
    [shown.id, networkId],
  );
  if (given[0]) return given[0].id;
  const [concept]: [{ id: string }] = await running.dataSource.query(
    "SELECT id FROM concept WHERE scheme = 'label' ORDER BY position LIMIT 1",
  );
  const standing = running.app.get(RecordStandingService, { strict: false });
  const label = {
    conceptId: concept.id,
    networkId,
    issuer: 'A network',
    date: '2026',
    issuedBy: specimens.expertId,
  };
  const nothing = { expiresOn: null, criteria: null, url: null };
  return String(
    await running.change((manager) => standing.giveLabel(manager, shown.id, { ...label, ...nothing })),
  );
}
