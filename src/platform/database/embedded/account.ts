import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A system account that PostgreSQL runs as when we are root. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root; on Windows there is no such account. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

/** The account for a new cluster: PostgreSQL's own where a package made it, else the one that owns nothing. */
export function unprivilegedAccount(): Account {
  const accounts = readAccounts();
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const account = accounts.find((each) => each.name === name && each.uid !== 0);
    if (account) return account;
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no account "postgres" or "nobody" to run it as. ' +
      'Start Crosstown as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

/** The account that owns an existing cluster; one without a name is as good as any. */
export function accountOf(uid: number, gid: number): Account {
  const name = readAccounts().find((each) => each.uid === uid)?.name ?? String(uid);
  return { name, uid, gid };
}

/** Whether the account can enter the folder. Tried for real: modes alone do not tell of ACLs or mounts. */
export function canEnter(account: Account, folder: string): boolean {
  return asAccount(account, 'cd -- "$0"', folder);
}

/** Whether the account can run the PostgreSQL that lies in the folder and read its libraries. */
export function canRun(account: Account, native: string): boolean {
  const script =
    'test -x "$0/bin/postgres" && test -x "$0/bin/initdb" && ls "$0/lib/postgresql" "$0/share/postgresql"';
  return asAccount(account, script, native);
}

function asAccount(account: Account, script: string, argument: string): boolean {
  const { uid, gid } = account;
  return spawnSync('/bin/sh', ['-c', script, argument], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;
}

function readAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length > 3)
    .map(([name = '', , uid, gid]) => ({ name, uid: unsigned(uid), gid: unsigned(gid) }))
    .filter(({ uid, gid }) => Number.isInteger(uid) && Number.isInteger(gid));
}

/** macOS writes the account `nobody` as -2. */
function unsigned(id: string | undefined): number {
  return Number(id) >>> 0;
}
