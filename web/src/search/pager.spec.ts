import { pagesToShow } from './pager';

describe('the pages that are shown', () => {
  it.each([
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [5, 10, [1, 4, 5, 6, 10]],
    [10, 10, [1, 9, 10]],
  ])('on %i of %i are %j', (current, pages, expected) => {
    expect(pagesToShow(current, pages)).toEqual(expected);
  });
});
