import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { CodedError } from '../common/errors';
import { Role } from '../common/viewer';
import { AccountsService, PasswordLinks } from '../modules/identity';
import type { Commands } from './command';

export const USER_COMMANDS: Commands = {
  'user create': {
    about: '<address> [name]: make an administrator and show the link for a password',
    run: create,
  },
  'user link': { about: '<address>: show a link for a new password, for who is locked out', run: link },
  'user disable': { about: '<address>: end an account, its sessions and tokens', run: disable },
};

const USAGE = 2;

/** The first administrator has nobody to be invited by. */
async function create(app: NestExpressApplication, [email, ...name]: readonly string[]): Promise<number> {
  if (!email?.includes('@')) return usage('user create <address> [name]');
  const accounts = app.get(AccountsService, { strict: false });
  try {
    const accountId = await app.get(DataSource, { strict: false }).transaction(async (manager) => {
      const id = await accounts.create(manager, { displayName: name.join(' ') || 'Administrator', email });
      await accounts.grant(manager, { accountId: id, role: Role.ADMINISTRATOR, scopeId: null });
      return id;
    });
    return await show(app, accountId);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    console.error(
      'There is already an account with this address. "user link" shows a link for its password.',
    );
    return 1;
  }
}

async function link(app: NestExpressApplication, [email]: readonly string[]): Promise<number> {
  if (!email) return usage('user link <address>');
  const accountId = await find(app, email);
  return accountId ? show(app, accountId) : unknown();
}

async function disable(app: NestExpressApplication, [email]: readonly string[]): Promise<number> {
  if (!email) return usage('user disable <address>');
  const accountId = await find(app, email);
  if (!accountId) return unknown();
  const accounts = app.get(AccountsService, { strict: false });
  const left = await app.get(DataSource, { strict: false }).transaction(async (manager) => {
    const needed = await accounts.neededRoles(manager, accountId);
    await accounts.disable(manager, accountId);
    return needed;
  });
  console.log('The account is disabled. Nobody signs in with it any more.');
  // An account in the wrong hands is ended all the same; somebody else has to follow.
  for (const { role, place } of left) {
    console.log(`Nobody is ${role.toLowerCase()} of ${place ?? 'the site'} for good now: name somebody.`);
  }
  return 0;
}

function find(app: NestExpressApplication, email: string): Promise<string | null> {
  const { manager } = app.get(DataSource, { strict: false });
  return app.get(AccountsService, { strict: false }).findByEmail(manager, email);
}

async function show(app: NestExpressApplication, accountId: string): Promise<number> {
  console.log(
    `Choose a password within two hours, at:\n\n  ${await app.get(PasswordLinks, { strict: false }).make(accountId)}\n`,
  );
  return 0;
}

function usage(text: string): number {
  console.error(`Usage: npm run cli -- ${text}`);
  return USAGE;
}

function unknown(): number {
  console.error('There is no account with this address.');
  return 1;
}
