import { randomUUID } from 'node:crypto';
import { Role } from '../../src/common/viewer';
import { about, type AccessCall, type AccessCase, plain, UNKNOWN_ID } from './access-case';
import { type Quarter, spareRole, type World } from './access-world';

const ERROR = '... on UserError { code }';
const WRONG = 'not my password at all';

/** Each network and city, with what it is to the rules. */
function places(
  world: World,
): { target: string; id: string; role: Role; quarter: Quarter; scope: AccessCall['scope'] }[] {
  return world.quarters.flatMap((quarter) => [
    {
      target: `${quarter.name} network`,
      id: quarter.networkId,
      role: Role.TRANSLATOR,
      quarter,
      scope: { ownerId: quarter.networkId, networkIds: [quarter.networkId] },
    },
    {
      target: `${quarter.name} city`,
      id: quarter.cityId,
      role: Role.CONTRIBUTOR,
      quarter,
      scope: { ownerId: quarter.cityId },
    },
  ]);
}

const whole = { target: 'site', scope: {} };

export const IDENTITY_CASES: readonly AccessCase[] = [
  plain('Query.me', 'anyone', '{ me { id } }'),
  plain('Query.signInProviders', 'anyone', '{ signInProviders { id } }'),
  plain('Query.offeredInvitation', 'session.begin', '{ offeredInvitation(key: "none") { id } }'),
  plain(
    'Mutation.signIn',
    'session.begin',
    `mutation { signIn(email: "nobody@example.org", password: "${WRONG}") { ${ERROR} } }`,
  ),
  { ...plain('Mutation.signOut', 'anyone', 'mutation { signOut { ok } }'), asDouble: true },
  plain(
    'Mutation.requestPasswordReset',
    'session.begin',
    'mutation { requestPasswordReset(email: "nobody@example.org") { __typename } }',
  ),
  plain(
    'Mutation.resetPassword',
    'session.begin',
    `mutation { resetPassword(key: "none", password: "${WRONG}") { ${ERROR} } }`,
  ),
  plain(
    'Mutation.confirmEmailChange',
    'session.begin',
    `mutation { confirmEmailChange(key: "none") { ${ERROR} } }`,
  ),
  plain(
    'Mutation.acceptInvitation',
    'session.begin',
    `mutation { acceptInvitation(key: "none") { ${ERROR} } }`,
  ),

  about('Query.sessions', 'account.self', '{ sessions { id } }'),
  about('Query.apiTokens', 'account.self', '{ apiTokens { id } }'),
  about('Mutation.updateMe', 'account.selfChange', 'mutation { updateMe { __typename } }'),
  about('Mutation.revokeSession', 'account.secure', 'mutation ($id: ID!) { revokeSession(id: $id) { ok } }', {
    id: UNKNOWN_ID,
  }),
  {
    ...about('Mutation.revokeOtherSessions', 'account.secure', 'mutation { revokeOtherSessions { ok } }'),
    asDouble: true,
  },
  about(
    'Mutation.createToken',
    'account.secure',
    `mutation { createToken(name: "x", scopes: [READ], days: 0) { ${ERROR} } }`,
  ),
  about('Mutation.revokeToken', 'account.secure', 'mutation ($id: ID!) { revokeToken(id: $id) { ok } }', {
    id: UNKNOWN_ID,
  }),
  about(
    'Mutation.deleteAccount',
    'account.secure',
    `mutation { deleteAccount(password: "${WRONG}") { ${ERROR} } }`,
  ),
  about(
    'Mutation.changePassword',
    'account.secure',
    `mutation { changePassword(password: "${WRONG}", newPassword: "x") { ${ERROR} } }`,
  ),
  about(
    'Mutation.changeEmail',
    'account.secure',
    `mutation { changeEmail(password: "${WRONG}", email: "x") { ${ERROR} } }`,
  ),
  about(
    'Mutation.enableTotp',
    'account.secure',
    `mutation { enableTotp(password: "${WRONG}") { ${ERROR} } }`,
  ),
  about('Mutation.confirmTotp', 'account.secure', `mutation { confirmTotp(code: "000000") { ${ERROR} } }`),
  about(
    'Mutation.disableTotp',
    'account.secure',
    `mutation { disableTotp(password: "${WRONG}", code: "000000") { ${ERROR} } }`,
  ),
  about(
    'Mutation.renewRecoveryCodes',
    'account.secure',
    `mutation { renewRecoveryCodes(password: "${WRONG}") { ${ERROR} } }`,
  ),

  {
    root: 'Mutation.leaveRole',
    operation: 'account.secure',
    // Another's role, whose own it would be.
    calls: async (world) => {
      const { id, accountId } = await spareRole(
        world.running,
        Role.TRANSLATOR,
        String(world.quarters[0]?.networkId),
      );
      return [
        {
          target: "another's role",
          scope: { accountId },
          document: `mutation ($id: ID!) { leaveRole(grantId: $id) { ${ERROR} } }`,
          variables: { id },
        },
      ];
    },
  },
  plain('Query.administrators', 'account.manage', '{ administrators { id } }'),
  {
    root: 'Query.rolesIn',
    operation: 'role.read',
    calls: (world) =>
      places(world).map(({ target, id, scope }) => ({
        target,
        scope,
        document: 'query ($id: ID!) { rolesIn(scopeId: $id) { id } }',
        variables: { id },
      })),
  },
  {
    root: 'Query.invitations',
    operation: 'role.read',
    calls: (world) =>
      places(world).map(({ target, id, scope }) => ({
        target,
        scope,
        document: 'query ($id: ID) { invitations(scopeId: $id) { id } }',
        variables: { id },
      })),
  },
  {
    root: 'Query.invitations',
    operation: 'account.manage',
    calls: () => [{ ...whole, document: '{ invitations { id } }' }],
  },
  {
    root: 'Mutation.invitePerson',
    operation: 'role.give',
    calls: (world) =>
      places(world).map(({ target, id, scope, role }) => ({
        target,
        scope,
        document: `mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { ${ERROR} } }`,
        // Read only once the role may be given.
        variables: { input: { email: 'no address', role, scopeId: id } },
      })),
  },
  {
    root: 'Mutation.invitePerson',
    operation: 'account.manage',
    calls: () => [
      {
        ...whole,
        document: `mutation { invitePerson(input: { email: "no address", role: ADMINISTRATOR }) { ${ERROR} } }`,
      },
    ],
  },
  {
    root: 'Mutation.withdrawInvitation',
    operation: 'role.give',
    calls: (world) =>
      Promise.all(
        places(world).map(async ({ target, id, scope, role }) => ({
          target,
          scope,
          document: 'mutation ($id: ID!) { withdrawInvitation(id: $id) { ok } }',
          variables: { id: await invitation(world, role, id) },
        })),
      ),
  },
  {
    root: 'Mutation.endRole',
    operation: 'role.give',
    calls: (world) =>
      Promise.all(
        places(world).map(async ({ target, id, scope, role }) => ({
          target,
          scope,
          document: `mutation ($id: ID!) { endRole(grantId: $id) { ${ERROR} } }`,
          variables: { id: (await spareRole(world.running, role, id)).id },
        })),
      ),
  },
];

/** An offer that nobody takes, to be withdrawn. */
async function invitation(world: World, role: Role, scopeId: string): Promise<string> {
  const administrator = world.persons.find((person) => person.role === Role.ADMINISTRATOR);
  const sent = await world.running.query<{ invitePerson: { invitationId: string } }>(
    `mutation ($input: InvitePersonInput!) { invitePerson(input: $input) {
      ... on InvitationSent { invitationId } ${ERROR} } }`,
    { input: { email: `${randomUUID()}@example.org`, role, scopeId } },
    administrator?.headers,
  );
  return sent.invitePerson.invitationId;
}
