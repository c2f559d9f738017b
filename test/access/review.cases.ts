import { about, type AccessCall, type AccessCase, ownPlaces, plain, UNKNOWN_ID } from './access-case';
import type { Person, Quarter, World } from './access-world';

const ERROR = '... on UserError { code }';
type Operation = AccessCase['operation'];

interface OfficersDraft {
  id: string;
  officerId: string;
}

/** Begun by an officer of the quarter's city, for its network. */
async function draftOf(world: World, quarter: Quarter): Promise<OfficersDraft> {
  const officer = await world.officerOf(quarter);
  const { createDraft } = await world.running.query<{ createDraft: { id: string } }>(
    `mutation ($input: CreateDraftInput!) { createDraft(input: $input) { ... on Draft { id } ${ERROR} } }`,
    { input: beginning(quarter.cityId, quarter.networkId) },
    officer.headers,
  );
  if (!createDraft.id) throw new Error(`No draft was begun: ${JSON.stringify(createDraft)}`);
  return { id: createDraft.id, officerId: String(officer.accountId) };
}

function beginning(ownerId: string, networkId: string | null): Record<string, unknown> {
  return { kind: 'PRACTICE', ownerId, networkId, sourceLocale: 'en', title: 'Begun for a test' };
}

/** The call on a new draft of each quarter. */
function onDraft(root: string, operation: Operation, document: string, isNullRefusal = false): AccessCase {
  return {
    root,
    operation,
    calls: (world) =>
      Promise.all(
        world.quarters.map(async (quarter): Promise<AccessCall> => {
          const { id, officerId } = await draftOf(world, quarter);
          return {
            target: `draft of ${quarter.name}`,
            scope: { ownerId: quarter.cityId, networkIds: [quarter.networkId], authorId: officerId },
            document,
            variables: { id },
            isNullRefusal,
          };
        }),
      ),
  };
}

/** The call on the published record of each quarter. */
function onRecord(root: string, operation: Operation, document: string): AccessCase {
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

function onNetwork(root: string, operation: Operation, document: string): AccessCase {
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
function anywhere(root: string, operation: Operation, document: string): AccessCase {
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

const submission = (root: string, operation: Operation, call: string): AccessCase =>
  anywhere(root, operation, `mutation ($id: ID!) { ${call} { ${ERROR} } }`);
const RULE = 'gates: [], reviewDays: 0, reminderDays: 0, criteria: []';

export const REVIEW_CASES: readonly AccessCase[] = [
  onDraft('Query.draft', 'record.draft.read', 'query ($id: ID!) { draft(id: $id) { id } }', true),
  anywhere('Query.drafts', 'record.draft.read', '{ drafts(first: 1) { id } }'),
  {
    root: 'Mutation.createDraft',
    operation: 'record.create',
    calls: (world) =>
      world.quarters.map((quarter) => ({
        target: `city and network of ${quarter.name}`,
        scope: { ownerId: quarter.cityId, cityIds: [quarter.cityId], networkIds: [quarter.networkId] },
        document: `mutation ($input: CreateDraftInput!) { createDraft(input: $input) { ${ERROR} } }`,
        variables: { input: beginning(quarter.cityId, quarter.networkId) },
      })),
  },
  {
    root: 'Mutation.openDraft',
    operation: 'record.draft.write',
    calls: (world) =>
      Promise.all(
        world.quarters.map(async (quarter) => {
          const document = `mutation ($id: ID!) { openDraft(recordId: $id) { ... on Draft { id } ${ERROR} } }`;
          const variables = { id: quarter.shown.id };
          // One that is there already is shown to whoever may read it, so there is none.
          const { headers } = await world.officerOf(quarter);
          const there = await world.running.query<{ openDraft: { id: string } }>(
            document,
            variables,
            headers,
          );
          await world.running.query(
            'mutation ($id: ID!) { discardDraft(id: $id) { __typename } }',
            { id: there.openDraft.id },
            headers,
          );
          return { target: `record of ${quarter.name}`, scope: world.scopeOf(quarter), document, variables };
        }),
      ),
  },
  onDraft(
    'Mutation.saveDraft',
    'record.draft.write',
    `mutation ($id: ID!) { saveDraft(input: { id: $id, lockVersion: 99, content: {} }) { ${ERROR} } }`,
  ),
  onDraft(
    'Mutation.rebaseDraft',
    'record.draft.write',
    `mutation ($id: ID!) { rebaseDraft(id: $id) { ${ERROR} } }`,
  ),
  onDraft(
    'Mutation.discardDraft',
    'record.draft.discard',
    `mutation ($id: ID!) { discardDraft(id: $id) { ${ERROR} } }`,
  ),
  onDraft(
    'Mutation.shareDraft',
    'record.share',
    `mutation ($id: ID!) { shareDraft(id: $id, sharing: NONE) { ${ERROR} } }`,
  ),
  onRecord(
    'Mutation.restoreVersion',
    'record.restore',
    `mutation ($id: ID!) { restoreVersion(recordId: $id, number: 99) { ${ERROR} } }`,
  ),
  onDraft(
    'Mutation.submitDraft',
    'record.submit',
    `mutation ($id: ID!) { submitDraft(id: $id, lockVersion: 99) { ${ERROR} } }`,
  ),
  onDraft(
    'Mutation.addComment',
    'record.comment',
    `mutation ($id: ID!) { addComment(draftId: $id, comment: { text: "" }) { ${ERROR} } }`,
  ),

  anywhere('Query.submission', 'record.draft.read', 'query ($id: ID!) { submission(id: $id) { id } }'),
  anywhere('Query.reviewQueue', 'review.queue', '{ reviewQueue { id } }'),
  submission('Mutation.withdrawSubmission', 'record.submit', 'withdrawSubmission(id: $id)'),
  submission('Mutation.takeReview', 'record.takeReview', 'takeReview(id: $id)'),
  submission('Mutation.releaseReview', 'record.takeReview', 'releaseReview(id: $id)'),
  submission('Mutation.requestChanges', 'record.review', 'requestChanges(id: $id, reason: "x")'),
  submission('Mutation.rejectSubmission', 'record.review', 'rejectSubmission(id: $id, reason: "x")'),
  submission('Mutation.approveSubmission', 'record.review', 'approveSubmission(id: $id)'),
  submission('Mutation.assessSubmission', 'record.review', 'assessSubmission(id: $id, answers: [])'),
  submission('Mutation.resolveComment', 'record.comment', 'resolveComment(id: $id)'),

  onRecord(
    'Mutation.archiveRecord',
    'record.archive',
    `mutation ($id: ID!) { archiveRecord(recordId: $id, reason: "") { ${ERROR} } }`,
  ),
  onRecord(
    'Mutation.unarchiveRecord',
    'record.archive',
    `mutation ($id: ID!) { unarchiveRecord(recordId: $id) { ${ERROR} } }`,
  ),
  onRecord(
    'Mutation.confirmRecord',
    'record.confirm',
    `mutation ($id: ID!) { confirmRecord(recordId: $id) { ${ERROR} } }`,
  ),
  onRecord(
    'Query.auditTrail',
    'record.audit',
    'query ($id: ID!) { auditTrail(recordId: $id, first: 1) { events { id } } }',
  ),
  onNetwork(
    'Query.networkRequests',
    'network.accept',
    'query ($id: ID!) { networkRequests(networkId: $id) { slug } }',
  ),
  onNetwork(
    'Mutation.answerNetworkRequest',
    'network.accept',
    `mutation ($id: ID!, $recordId: ID!) {
       answerNetworkRequest(networkId: $id, recordId: $recordId, accepted: true) { ${ERROR} } }`,
  ),
  onNetwork(
    'Mutation.giveLabel',
    'record.label',
    `mutation ($id: ID!, $recordId: ID!) {
       giveLabel(input: { networkId: $id, recordId: $recordId, label: "label/none" }) { ${ERROR} } }`,
  ),
  anywhere('Mutation.takeLabel', 'record.label', `mutation ($id: ID!) { takeLabel(id: $id) { ${ERROR} } }`),
  onNetwork(
    'Mutation.closeNetwork',
    'network.close',
    `mutation ($id: ID!) { closeNetwork(networkId: $id, keeperId: "${UNKNOWN_ID}") { ${ERROR} } }`,
  ),
  onNetwork(
    'Mutation.setNetworkRule',
    'network.settings',
    `mutation ($id: ID!) { setNetworkRule(rule: { scopeId: $id, ${RULE} }) { ${ERROR} } }`,
  ),
  {
    root: 'Mutation.setOwnerRule',
    operation: 'record.gates',
    calls: (world) =>
      world.quarters.map(({ name, cityId }) => ({
        target: `city of ${name}`,
        scope: { ownerId: cityId },
        document: `mutation ($id: ID!) { setOwnerRule(rule: { scopeId: $id, ${RULE} }) { ${ERROR} } }`,
        variables: { id: cityId },
      })),
  },
  plain('Query.reviewRule', 'anyone', `{ reviewRule(scopeId: "${UNKNOWN_ID}") { scopeId } }`),
  plain('Query.recordVersions', 'anyone', `{ recordVersions(recordId: "${UNKNOWN_ID}") { number } }`),
  plain(
    'Query.recordVersion',
    'anyone',
    `{ recordVersion(recordId: "${UNKNOWN_ID}", number: 1) { number } }`,
  ),
  plain(
    'Query.compareVersions',
    'anyone',
    `{ compareVersions(recordId: "${UNKNOWN_ID}", from: 1, to: 2) { __typename } }`,
  ),

  plain('Query.mySubmissions', 'site.signedIn', '{ mySubmissions { id } }'),
  plain('Query.notifications', 'site.signedIn', '{ notifications { unread } }'),
  plain('Query.notificationSettings', 'site.signedIn', '{ notificationSettings { kind } }'),
  about('Mutation.markNotificationsRead', 'account.selfChange', 'mutation { markNotificationsRead }'),
  about(
    'Mutation.chooseNotifications',
    'account.selfChange',
    'mutation { chooseNotifications(kinds: [], frequency: DAILY) { kind } }',
  ),
  onRecord(
    'Query.changeProposals',
    'record.draft.read',
    'query ($id: ID!) { changeProposals(recordId: $id) { id } }',
  ),
  onRecord(
    'Mutation.proposeChange',
    'record.propose',
    `mutation ($id: ID!) { proposeChange(recordId: $id, texts: []) { ${ERROR} } }`,
  ),
  submission(
    'Mutation.answerProposal',
    'record.answerProposal',
    'answerProposal(textId: $id, accepted: true)',
  ),
  plain('Query.collections', 'site.signedIn', '{ collections { id } }'),
  onNetwork(
    'Mutation.saveCollection',
    'collection.keep',
    `mutation ($id: ID!) {
       saveCollection(input: { networkId: $id, title: " ", locale: "en", items: [] }) { ${ERROR} } }`,
  ),
  submission('Mutation.removeCollection', 'collection.keep', 'removeCollection(id: $id)'),
  unsubscribe('GET'),
  unsubscribe('POST'),
];

/** By a link that a letter holds; one that is none changes nothing. */
function unsubscribe(method: string): AccessCase {
  return {
    root: `${method} /notifications/unsubscribe/:token`,
    operation: 'anyone',
    calls: () => [
      {
        target: 'site',
        scope: {},
        path: '/notifications/unsubscribe/none',
        init: { method },
        isUnknown: true,
      },
    ],
  };
}
