import { base32, matchingStep, totpAddress, totpCode } from './totp';

/** Test vectors of RFC 6238, appendix B, cut to six digits. */
const SECRET = Buffer.from('12345678901234567890');
const VECTORS: [number, string][] = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
];

describe('time-based codes', () => {
  it.each(VECTORS)('at %d seconds are those of the standard', (seconds, code) => {
    expect(totpCode(SECRET, Math.floor(seconds / 30))).toBe(code);
    expect(matchingStep(SECRET, code, null, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('are good a step before and after, and no further', () => {
    const at = (seconds: number) => matchingStep(SECRET, '005924', null, seconds * 1000);
    expect([at(1234567890 - 30), at(1234567890 + 30)]).toEqual([41152263, 41152263]);
    expect([at(1234567890 - 61), at(1234567890 + 61)]).toEqual([null, null]);
  });

  it('are good once', () => {
    expect(matchingStep(SECRET, '005924', 41152263, 1234567890_000)).toBeNull();
    expect(matchingStep(SECRET, '005924', 41152262, 1234567890_000)).toBe(41152263);
  });

  it('are set up by an address that authenticators read', () => {
    expect(base32(SECRET)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(totpAddress(SECRET, 'a@example.org')).toBe(
      'otpauth://totp/Crosstown%3Aa%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Crosstown',
    );
  });
});
