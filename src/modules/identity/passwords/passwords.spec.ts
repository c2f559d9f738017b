import * as argon2 from '@node-rs/argon2';
import { PasswordsService } from './passwords.service';

// The real one, counted.
jest.mock('@node-rs/argon2', () => {
  const real = jest.requireActual<typeof argon2>('@node-rs/argon2');
  return { ...real, verify: jest.fn(real.verify) };
});

describe('PasswordsService', () => {
  const passwords = new PasswordsService();

  it('keeps argon2id with its parameters, another each time', async () => {
    const first = await passwords.hash('correct horse battery');
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.hash('correct horse battery')).not.toBe(first);
    expect(await passwords.verify(first, 'correct horse battery')).toBe(true);
    expect(await passwords.verify(first, 'correct horse batterz')).toBe(false);
  });

  it('takes a letter for the same however a keyboard composed it', async () => {
    const stored = await passwords.hash('ķekava un baldone'.normalize('NFD'));
    expect(await passwords.verify(stored, 'ķekava un baldone'.normalize('NFC'))).toBe(true);
  });

  it('is never right where there is no password', async () => {
    expect(await passwords.verify(null, 'nobody has this password')).toBe(false);
  });

  it('does the same work where there is no account, so that time tells nothing', async () => {
    const stored = await passwords.hash('correct horse battery');
    const compared = jest.mocked(argon2.verify);
    compared.mockClear();
    for (const hash of [stored, null, undefined]) await passwords.verify(hash, 'some guess or other');
    const costs = compared.mock.calls.map(
      ([hash]) => /^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+/.exec(String(hash))?.[0],
    );
    expect(costs).toEqual(Array(3).fill('$argon2id$v=19$m=19456,t=2,p=1'));
  });

  it.each([
    ['short', 'abc def ghi', 'error.password.short'],
    ['long', `abcdefgh${'x'.repeat(200)}`, 'error.password.long'],
    ['one letter', 'aaaaaaaaaaaaaaaa', 'error.password.obvious'],
    ['the own name', 'demo.officer2026!', 'error.password.obvious'],
  ])('refuses one that is %s', (_what, password, key) => {
    expect(passwords.problem(password, 'demo.officer@example.org')?.messageKey).toBe(key);
  });

  it('takes any other', () => {
    expect(passwords.problem('tři sta křepelek', 'demo.officer@example.org')).toBeNull();
  });
});
