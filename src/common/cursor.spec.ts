import { decodeCursor, encodeCursor } from './cursor';
import { BadInputError } from './errors';

describe('cursors', () => {
  it('bring back the key that they were made of', () => {
    expect(decodeCursor(encodeCursor('banská-bystrica'))).toBe('banská-bystrica');
  });
  it.each(['', 'nonsense', '%%%', Buffer.from('after:a\u0000').toString('base64url'), 'x'.repeat(100_000)])(
    'that are none of ours are refused',
    (cursor) => expect(() => decodeCursor(cursor)).toThrow(BadInputError),
  );
});
