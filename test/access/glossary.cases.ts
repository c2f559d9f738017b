import { randomUUID } from 'node:crypto';
import { Role } from '../../src/common/viewer';
import type { AccessCase } from './access-case';
import type { World } from './access-world';

function perNetwork(root: string, operation: AccessCase['operation'], document: string): AccessCase {
  return {
    root,
    operation,
    calls: (world) =>
      world.quarters.map(({ name, networkId }) => ({
        target: `${name} network`,
        scope: { networkIds: [networkId] },
        document,
        variables: { id: networkId },
      })),
  };
}

const rows = (root: string, operation: AccessCase['operation'], call: string): AccessCase =>
  perNetwork(root, operation, `query ($id: ID!) { ${call} }`);

/** A term that nobody uses, to be removed. */
async function spareTerm({ running, persons }: World, networkId: string): Promise<string> {
  const administrator = persons.find(({ role }) => role === Role.ADMINISTRATOR);
  const saved = await running.query<{ saveGlossaryTerm: { id: string } }>(
    `mutation ($input: GlossaryTermInput!) { saveGlossaryTerm(input: $input) {
       ... on GlossaryTerm { id } ... on UserError { code } } }`,
    { input: { networkId, locale: 'en', term: `spare ${randomUUID().slice(0, 8)}`, leaveAsIs: true } },
    administrator?.headers,
  );
  return saved.saveGlossaryTerm.id;
}

export const GLOSSARY_CASES: readonly AccessCase[] = [
  {
    root: 'Mutation.removeGlossaryTerm',
    operation: 'glossary.edit',
    calls: (world) =>
      Promise.all(
        world.quarters.map(async ({ name, networkId }) => ({
          target: `${name} network`,
          scope: { networkIds: [networkId] },
          document: 'mutation ($id: ID!) { removeGlossaryTerm(id: $id) }',
          variables: { id: await spareTerm(world, networkId) },
        })),
      ),
  },
  perNetwork(
    'Mutation.saveGlossaryTerm',
    'glossary.edit',
    'mutation ($id: ID!) { saveGlossaryTerm(input: { networkId: $id, locale: "en", term: "" }) { __typename } }',
  ),
  perNetwork(
    'Mutation.importGlossary',
    'glossary.edit',
    'mutation ($id: ID!) { importGlossary(networkId: $id, format: CSV, content: "") { __typename } }',
  ),
  rows('Query.glossary', 'anyone', 'glossary(networkId: $id) { __typename }'),
  rows('Query.exportGlossary', 'glossary.edit', 'exportGlossary(networkId: $id, format: CSV)'),
  rows('Query.exportTranslationMemory', 'glossary.edit', 'exportTranslationMemory(networkId: $id)'),
];
