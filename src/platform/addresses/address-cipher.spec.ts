import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../config';
import { AddressCipher, comparableEmail } from './address-cipher';

const ADDRESS = 'demo.ķekava@example.org';

describe('AddressCipher', () => {
  const folders: string[] = [];
  function folder(): string {
    const made = mkdtempSync(join(tmpdir(), 'crosstown-cipher-'));
    folders.push(made);
    return made;
  }
  afterAll(() => folders.forEach((made) => rmSync(made, { recursive: true })));

  const keyed = (key: string): AddressCipher => new AddressCipher(loadConfig({ ADDRESS_KEY: key }));

  it('gives back what it took, and shows nothing of it', () => {
    const cipher = keyed('ab'.repeat(32));
    const stored = cipher.encrypt(ADDRESS);
    expect(cipher.decrypt(stored)).toBe(ADDRESS);
    expect(stored.toString('latin1')).not.toContain('example');
    expect(cipher.encrypt(ADDRESS).equals(stored)).toBe(false);
  });

  it('refuses what was changed or made with another key', () => {
    const cipher = keyed('ab'.repeat(32));
    const stored = cipher.encrypt(ADDRESS);
    expect(() => keyed('cd'.repeat(32)).decrypt(stored)).toThrow();
    for (const at of [0, 12, stored.length - 1]) {
      const changed = Buffer.from(stored);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => cipher.decrypt(changed)).toThrow();
    }
  });

  it('hashes by key and purpose, whatever the case of an address', () => {
    const cipher = keyed('ab'.repeat(32));
    const hash = cipher.keyedHash('email', comparableEmail(ADDRESS));
    expect(hash).toHaveLength(32);
    expect(cipher.keyedHash('email', comparableEmail(` ${ADDRESS.toUpperCase()}`)).equals(hash)).toBe(true);
    expect(cipher.keyedHash('other', ADDRESS).equals(hash)).toBe(false);
    expect(keyed('cd'.repeat(32)).keyedHash('email', ADDRESS).equals(hash)).toBe(false);
  });

  it('keeps a key of its own, for its owner alone, where none is given', () => {
    const DATA_DIR = folder();
    const stored = new AddressCipher(loadConfig({ DATA_DIR })).encrypt(ADDRESS);
    const file = join(DATA_DIR, 'address.key');
    expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(new AddressCipher(loadConfig({ DATA_DIR })).decrypt(stored)).toBe(ADDRESS);
    expect(() => new AddressCipher(loadConfig({ DATA_DIR: folder() })).decrypt(stored)).toThrow();
  });
});
