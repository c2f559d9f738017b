import { about, type AccessCall, type AccessCase, plain, UNKNOWN_ID } from './access-case';
import { anywhere, ERROR, labelOf, onNetwork, onRecord, onSpecimen } from './review-calls';
import { addCollection } from './specimens';

const RULE = 'gates: [], reviewDays: 0, reminderDays: 0, criteria: []';

/** What is decided about published records, and what people are told of it. */
export const STANDING_CASES: readonly AccessCase[] = [
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
  anywhere('Query.archivedRecords', 'record.archive', '{ archivedRecords { id } }'),
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
  ...onSpecimen('Mutation.takeLabel', 'record.label', 'takeLabel(id: $id)', async (world, quarter) => [
    await labelOf(world, quarter),
    { networkIds: [quarter.networkId] },
  ]),
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
  ...onSpecimen(
    'Mutation.answerProposal',
    'record.answerProposal',
    'answerProposal(textId: $id, accepted: true)',
    (world, quarter) => [quarter.specimens.proposedTextId, world.scopeOf(quarter)],
  ),
  plain('Query.collections', 'site.signedIn', '{ collections { id } }'),
  {
    root: 'Mutation.saveCollection',
    operation: 'collection.keep',
    calls: (world, { accountId }) =>
      world.quarters.flatMap(({ name, networkId, specimens: { collectionId, expertId } }) => {
        const document = `mutation ($id: ID, $network: ID!) {
          saveCollection(input: { id: $id, networkId: $network, title: " ", locale: "en", items: [] }) { ${ERROR} } }`;
        const call = (target: string, id: string | null, authorId: string | null): AccessCall => ({
          target,
          scope: { networkIds: [networkId], authorId },
          document,
          variables: { id, network: networkId },
        });
        return [
          call(`a new one in ${name}`, null, accountId),
          call(`another's in ${name}`, collectionId, expertId),
        ];
      }),
  },
  ...onSpecimen(
    'Mutation.removeCollection',
    'collection.keep',
    'removeCollection(id: $id)',
    (_world, { networkId, specimens: { collectionId, expertId } }) => [
      collectionId,
      { networkIds: [networkId], authorId: expertId },
    ],
  ),
  ...onSpecimen(
    'Mutation.removeCollection',
    'collection.keep',
    'removeCollection(id: $id)',
    async ({ running }, { networkId, specimens: { expertId } }, { accountId }) => [
      await addCollection(running, accountId ?? expertId, networkId),
      { networkIds: [networkId], authorId: accountId ?? expertId },
    ],
  ),
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
