import { moved } from './moved';

it('an entry changes its place and the others keep their order', () => {
  const list = ['a', 'b', 'c', 'd'];
  expect(moved(list, 2, 0)).toEqual(['c', 'a', 'b', 'd']);
  expect(moved(list, 0, 3)).toEqual(['b', 'c', 'd', 'a']);
  expect(list).toEqual(['a', 'b', 'c', 'd']);
});
