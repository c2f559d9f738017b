import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeIf } from '../../test/harness/skip';
import { findCases, runCase } from './cases';
import { agrees, compareLists, textAgrees } from './compare';
import { knownNames } from './known-names';

const ROOT = resolve(__dirname, '..', '..');
const INVENTED = resolve(__dirname, 'invented');
const DOCUMENTS = resolve(ROOT, '..', 'shared', 'data', 'network-documents');

describe('invented documents, each of another form and language', () => {
  const context = knownNames(ROOT, INVENTED);

  it.each(findCases(INVENTED).map((one) => [one.name, one] as const))('%s is understood', async (_, one) => {
    const { f1, remarks } = await runCase(one, context);
    expect({ remarks, isGood: f1 >= 0.98 }).toEqual({ remarks: expect.any(Array), isGood: true });
  });
});

describeIf(existsSync(DOCUMENTS), 'the shared material is absent', 'the documents of the network', () => {
  const context = knownNames(ROOT);

  it.each(findCases(resolve(__dirname, 'expected'), DOCUMENTS).map((one) => [one.name, one] as const))(
    '%s is understood',
    async (name, one) => {
      const { f1, found } = await runCase(one, context);
      expect(f1).toBeGreaterThanOrEqual(name.startsWith('open-government-action-plan') ? 0.95 : 0.9);
      expect(found.records.some(({ kind }) => kind === 'CONTACT')).toBe(false);
    },
  );
});

describe('comparing with expected values', () => {
  it('folds white space and compares in NFC, and nothing else', () => {
    expect(textAgrees('Žiaci  a\nučitelia', 'Z\u030ciaci a učitelia')).toBe(true);
    expect(textAgrees('Žiaci', 'žiaci')).toBe(false);
    expect(textAgrees({ begins: 'A b', ends: 'd', words: 4 }, 'A b c d')).toBe(true);
    expect(textAgrees({ begins: 'A b', words: 5 }, 'A b c d')).toBe(false);
    expect(textAgrees({ sha256: '0'.repeat(64) }, 'A')).toBe(false);
  });

  it('counts list items one by one, each once', () => {
    expect(compareLists(['a', 'b', 'b'], ['b', 'c'])).toEqual({ right: 1, wrong: 1, missing: 2 });
  });

  it('takes a party for right by its slug or its name', () => {
    const reference = { name: 'Gdaņska', matches: [{ slug: 'gdansk' }] };
    expect(agrees('gdansk', reference)).toBe(true);
    expect(agrees('Gdaņska', reference)).toBe(true);
    expect(agrees('genk', reference)).toBe(false);
  });

  it('wants nothing where a document tells nothing', () => {
    expect(agrees(null, undefined)).toBe(true);
    expect(agrees(null, 'x')).toBe(false);
  });
});
