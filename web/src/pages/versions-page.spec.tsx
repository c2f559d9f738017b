import { chosenPair } from './versions-page';

const versions = [7, 4, 2, 1].map((number) => ({ number }));
const pair = (query: string) => chosenPair(new URLSearchParams(query), versions);

describe('which versions are compared', () => {
  it('are those that the address names, the earlier first', () => {
    expect(pair('from=2&to=7')).toEqual({ from: 2, to: 7 });
    expect(pair('from=7&to=2')).toEqual({ from: 2, to: 7 });
  });

  it.each(['', 'from=2', 'from=3&to=7', 'from=4&to=4', 'from=x&to=7'])(
    'are the latest two for “%s”',
    (query) => {
      expect(pair(query)).toEqual({ from: 4, to: 7 });
    },
  );

  it('are none where there are no two', () => {
    expect(chosenPair(new URLSearchParams(), [{ number: 1 }])).toBeNull();
  });
});
