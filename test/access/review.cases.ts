import type { AccessCase } from './access-case';
import {
  anywhere,
  beginning,
  ERROR,
  onDraft,
  onRecord,
  onSpecimen,
  onSubmission,
  submission,
} from './review-calls';

/** What is refused of one of many stands in the answer. */
const TOGETHER = `mutation ($id: ID!) {
  reviewTogether(act: APPROVE, submissions: [{ id: $id, lockVersion: 99 }]) {
    ... on ReviewedTogether { done { id } refused { code } } ${ERROR}
  }
}`;

/** Drafts on their way to the reader. */
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

  onSubmission('Query.submission', 'record.draft.read', 'query ($id: ID!) { submission(id: $id) { id } }', {
    ofTheirs: true,
    isNullRefusal: true,
  }),
  anywhere('Query.reviewQueue', 'review.queue', '{ reviewQueue { id } }'),
  anywhere('Query.reviewBatches', 'review.queue', '{ reviewBatches { id } }'),
  onSubmission('Mutation.reviewTogether', 'record.review', TOGETHER, { ofTheirs: true, atLastResort: true }),
  anywhere('Mutation.reviewTogether', 'record.takeReview', TOGETHER),
  ...submission('Mutation.withdrawSubmission', 'record.submit', 'withdrawSubmission(id: $id)', {
    ofTheirs: true,
  }),
  ...submission('Mutation.takeReview', 'record.takeReview', 'takeReview(id: $id)'),
  ...submission('Mutation.releaseReview', 'record.takeReview', 'releaseReview(id: $id)'),
  ...submission('Mutation.requestChanges', 'record.review', 'requestChanges(id: $id, reason: "x")', {
    ofTheirs: true,
    atLastResort: true,
  }),
  ...submission('Mutation.rejectSubmission', 'record.review', 'rejectSubmission(id: $id, reason: "x")', {
    ofTheirs: true,
    atLastResort: true,
  }),
  ...submission('Mutation.approveSubmission', 'record.review', 'approveSubmission(id: $id)', {
    ofTheirs: true,
    atLastResort: true,
  }),
  ...submission('Mutation.assessSubmission', 'record.review', 'assessSubmission(id: $id, answers: [])', {
    ofTheirs: true,
    atLastResort: true,
  }),
  // Settled once, it stays so.
  ...onSpecimen(
    'Mutation.resolveComment',
    'record.comment',
    'resolveComment(id: $id)',
    (_world, { cityId, networkId, specimens: { commentId, officerId } }) => [
      commentId,
      { ownerId: cityId, networkIds: [networkId], authorId: officerId },
    ],
  ),
];
