import { Role } from '../../common/viewer';
import { ACCESS_TABLE, type Holder, type Operation, type OperationRule } from './access.table';

const COLUMNS: readonly (readonly [Holder['role'], string])[] = [
  ['ANYONE', 'signed out'],
  ['SIGNED_IN', 'signed in'],
  [Role.CONTRIBUTOR, 'contributor'],
  [Role.OFFICER, 'officer'],
  [Role.COORDINATOR, 'coordinator'],
  [Role.EXPERT, 'expert'],
  [Role.TRANSLATOR, 'translator'],
  [Role.KEEPER, 'keeper'],
  [Role.ADMINISTRATOR, 'administrator'],
];

const INTRODUCTION = `# Who may do what

Written by \`npm run cli -- access write\` from \`src/modules/identity/access.table.ts\`; do not edit it by hand. A test
compares both, and calls every root and route of the API as each role, in its own and in a foreign place.

A role is given in a network (coordinator, expert, translator) or in a city or organisation (officer, contributor,
translator), for a period. A cell says how far it reaches from there; an empty one means no.

- **of the owner**: the record belongs to that city, organisation or network
- **in the city**: the record belongs to it or takes place there
- **in the network**: the record belongs to it, is drafted in it or was accepted by it
- **in the network, as the owner lets**: the same, where the owner of the record lets the network decide
- **written by them**, **shared with them**: the account wrote it, or the owner shares it with the account, in one of its
  networks or cities
- **in any network or city of theirs**: the record stands in one of them
- **own**: about the account itself
- **anything**: wherever it is

A keeper is whoever leads the city, organisation or network that keeps a closed network. *Token*: what an API token must be
good for; every token reads, and "session" means that no token will do. *Author*: "no" where nobody does it to what they wrote themselves.
`;

/** The text of docs/access.md. */
export function accessDocument(): string {
  const groups = new Map<string, Operation[]>();
  for (const operation of Object.keys(ACCESS_TABLE) as Operation[]) {
    const group = operation.slice(0, operation.indexOf('.'));
    groups.set(group, [...(groups.get(group) ?? []), operation]);
  }
  const parts = [...groups].map(([group, operations]) =>
    [
      `## ${group}\n`,
      `| operation | what | token | author | ${COLUMNS.map(([, name]) => name).join(' | ')} |`,
      `|${' --- |'.repeat(COLUMNS.length + 4)}`,
      ...operations.map((operation) => row(operation, ACCESS_TABLE[operation])),
    ].join('\n'),
  );
  return `${[INTRODUCTION, ...parts]
    .join('\n')
    .replace(/\n## /g, '\n\n## ')
    .replace(/\n{3,}/g, '\n\n')}\n`;
}

function row(operation: Operation, rule: OperationRule): string {
  const cells = COLUMNS.map(([role]) =>
    rule.holders
      .filter((holder) => holder.role === role)
      .map(({ reach }) => reach)
      .join('; '),
  );
  const author = rule.exceptAuthor ? 'no' : '';
  return `| \`${operation}\` | ${rule.about} | ${rule.token ?? 'session'} | ${author} | ${cells.join(' | ')} |`;
}
