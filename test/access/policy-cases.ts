import type { AccessScope } from '../../src/modules/identity';
import { ACCESS_TABLE, may, type Operation } from '../../src/modules/identity';
import type { DocumentedRule } from './access-document';
import { isDocumented } from './access-document';
import { tokensOf, type World } from './access-world';

/** Everything that a thing may be to somebody: theirs, another's, shared, in one place or in all. */
function scopesOf(world: World, accountId: string | null): [string, AccessScope][] {
  return world.quarters
    .flatMap(({ name, networkId, cityId }): [string, AccessScope][] => [
      [
        `${name}: owned by the city, in the network`,
        { ownerId: cityId, cityIds: [cityId], networkIds: [networkId] },
      ],
      [`${name}: owned by the city alone`, { ownerId: cityId }],
      [`${name}: in the city alone`, { cityIds: [cityId] }],
      [`${name}: owned by the network`, { ownerId: networkId }],
      [`${name}: in the network alone`, { networkIds: [networkId] }],
      [
        `${name}: the owner lets the network`,
        { ownerId: cityId, networkIds: [networkId], ownerLetsNetwork: true },
      ],
      [`${name}: written by them`, { ownerId: cityId, networkIds: [networkId], authorId: accountId }],
      [
        `${name}: shared with them`,
        { ownerId: cityId, networkIds: [networkId], sharedWithIds: accountId ? [accountId] : [] },
      ],
      [`${name}: about their account`, { ownerId: cityId, accountId }],
    ])
    .concat([
      ['nothing', {}],
      ['their account', { accountId }],
      ['written by them, elsewhere', { authorId: accountId }],
      ['shared with them, elsewhere', { sharedWithIds: accountId ? [accountId] : [] }],
    ]);
}

/** The policy, asked of every operation by everybody about everything, with a session and with each token. */
export function comparePolicy(
  world: World,
  rules: ReadonlyMap<string, DocumentedRule>,
  operations = Object.keys(ACCESS_TABLE) as Operation[],
): { cases: number; mismatches: string[] } {
  const mismatches: string[] = [];
  let cases = 0;
  for (const person of world.persons) {
    for (const viewer of [person.viewer, ...tokensOf(person)]) {
      for (const [target, scope] of scopesOf(world, person.accountId)) {
        for (const operation of operations) {
          cases += 1;
          if (may(viewer, operation, scope) !== isDocumented(rules.get(operation), viewer, scope)) {
            mismatches.push(`${operation} as ${person.name} on ${target}`);
          }
        }
      }
    }
  }
  return { cases, mismatches };
}
