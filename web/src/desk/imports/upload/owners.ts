import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { usePage } from '../../../app/page-context';
import {
  AllCitiesDocument,
  type AllCitiesQuery,
  ImportPlacesDocument,
  type ImportPlacesQuery,
  type PersonFragment,
} from '../../gql/graphql';
import { usePerson } from '../../me';

export interface Named {
  id: string;
  name: string;
  lang: string;
}

/** Somebody for whom a person may bring something in. */
export interface Owner extends Named {
  /** networks in which the person may bring it in for them; the first is taken without a question */
  networks: Named[];
  /** true: without one of these networks the person has no right to */
  needsNetwork: boolean;
}

type Grant = PersonFragment['roles'][number];
type Places = ImportPlacesQuery['record'];

const OF_NETWORKS = new Set(['COORDINATOR', 'KEEPER']);

const named = ({ id, title }: { id: string; title: { text: string; locale: string } }): Named => ({
  id,
  name: title.text,
  lang: title.locale,
});

/** A person's own places, then the members of the networks that they coordinate. */
export function ownersOf(
  roles: readonly Grant[],
  membersOf: ReadonlyMap<string, readonly Named[]>,
  allCities: readonly Named[] = [],
): Owner[] {
  const owners = new Map<string, Owner>();
  const scoped = roles.flatMap(({ role, scope }) => (scope ? [{ role: String(role), scope }] : []));
  for (const { scope } of scoped.filter(({ role }) => role === 'OFFICER')) {
    owners.set(scope.id, { ...named(scope), networks: scope.networks.map(named), needsNetwork: false });
  }
  for (const { scope } of scoped.filter(({ role }) => OF_NETWORKS.has(role))) {
    for (const member of membersOf.get(scope.id) ?? []) {
      const known = owners.get(member.id);
      if (known?.needsNetwork === false) continue;
      owners.set(member.id, {
        ...member,
        networks: [...(known?.networks ?? []), named(scope)],
        needsNetwork: true,
      });
    }
    if (!owners.has(scope.id))
      owners.set(scope.id, { ...named(scope), networks: [named(scope)], needsNetwork: false });
  }
  for (const city of allCities) {
    if (!owners.has(city.id)) owners.set(city.id, { ...city, networks: [], needsNetwork: false });
  }
  return [...owners.values()];
}

/** Everyone for whom this person may bring something in; null while that is being found out. */
export function useOwners(): Owner[] | null {
  const { roles } = usePerson();
  const { locale } = usePage();
  const client = useApolloClient();
  const [owners, setOwners] = useState<Owner[] | null>(null);
  useEffect(() => {
    let isGone = false;
    findOwners(client, roles, locale).then(
      (found) => isGone || setOwners(found),
      () => isGone || setOwners(ownersOf(roles, new Map())),
    );
    return () => {
      isGone = true;
    };
  }, [client, locale, roles]);
  return owners;
}

async function findOwners(client: ApolloClient, roles: readonly Grant[], locale: string): Promise<Owner[]> {
  const networks = roles.flatMap(({ role, scope }) => (scope && OF_NETWORKS.has(role) ? [scope] : []));
  const members = await Promise.all(
    networks.map(async ({ id, slug }) => {
      const { data } = await client.query({ query: ImportPlacesDocument, variables: { locale, slug } });
      return [id, membersIn(data?.record ?? null)] as const;
    }),
  );
  const mayAll = roles.some(({ role }) => role === 'ADMINISTRATOR');
  return ownersOf(roles, new Map(members), mayAll ? await allCities(client, locale) : []);
}

async function allCities(client: ApolloClient, locale: string): Promise<Named[]> {
  const found: Named[] = [];
  let after: string | null = null;
  do {
    const { data }: { data?: AllCitiesQuery | undefined } = await client.query({
      query: AllCitiesDocument,
      variables: { locale, after },
    });
    found.push(...(data?.cities.edges ?? []).map(({ node }) => named(node)));
    after = data?.cities.pageInfo.hasNextPage ? (data.cities.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return found;
}

const membersIn = (record: Places): Named[] =>
  record && 'members' in record ? record.members.map(({ member }) => named(member)) : [];
