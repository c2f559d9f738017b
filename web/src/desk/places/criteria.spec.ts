import { newCriterionId, withLabel } from './criteria';

describe('a new question', () => {
  it('has an id that none of the others has, even after some were taken away', () => {
    expect(newCriterionId([])).toBe('criterion-1');
    expect(newCriterionId([{ id: 'criterion-2' }])).toBe('criterion-3');
    expect(newCriterionId([{ id: 'criterion-2' }, { id: 'reach' }])).toBe('criterion-3');
  });
});

describe('the words of a question', () => {
  it('change in one language alone', () => {
    expect(withLabel({ en: 'Reach', da: 'Rækkevidde' }, 'da', 'Hvor mange?')).toEqual({
      en: 'Reach',
      da: 'Hvor mange?',
    });
  });

  it('go with that language where they are emptied', () => {
    expect(withLabel({ en: 'Reach', da: 'x' }, 'da', '')).toEqual({ en: 'Reach' });
  });
});
