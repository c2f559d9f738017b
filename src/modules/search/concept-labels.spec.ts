import { stemOf } from './analysis';
import { ConceptLabels } from './concept-labels';

const LABELS = new Map([
  ['en', ['Resident council', 'neighbourhood council']],
  ['sk', ['Rada obyvateľov']],
  ['lv', ['Iedzīvotāju padome']],
]);
const labels = new ConceptLabels([
  { id: 'method/resident-council', labels: LABELS },
  { id: 'theme/youth', labels: new Map([['cs', ['Mládež']]]) },
]);

describe('labels of concepts', () => {
  it('are found by word, without diacritics, and by stem, as often as one language has it', () => {
    expect(labels.conceptsOf('council')).toEqual([{ term: '#method/resident-council', times: 2 }]);
    expect(labels.conceptsOf('obyvatelov')).toEqual([{ term: '#method/resident-council', times: 1 }]);
    expect(labels.conceptsOf(stemOf('mladez', 'cs') ?? '')).toEqual([{ term: '#theme/youth', times: 1 }]);
    expect(labels.conceptsOf('Council')).toEqual([]);
  });

  it('are found by words in their order, within one label', () => {
    expect(labels.conceptsWith(['resident', 'council'])).toEqual(['#method/resident-council']);
    expect(labels.conceptsWith(['council', 'resident'])).toEqual([]);
    expect(labels.conceptsWith(['council', 'neighbourhood'])).toEqual([]);
    expect(labels.conceptsWith(['reside'])).toEqual([]);
  });

  it('tell which of their words begin so, or are about as long', () => {
    expect(labels.startingWith('resi')).toEqual(['resident']);
    expect(labels.startingWith('resident')).toEqual([]);
    expect(labels.ofLengthAround(6, 0)).toEqual(['padome', 'mladez']);
  });

  it('have a digest that changes with any of them', () => {
    const same = new ConceptLabels([
      { id: 'method/resident-council', labels: LABELS },
      { id: 'theme/youth', labels: new Map([['cs', ['Mládež']]]) },
    ]);
    expect(same.digest).toBe(labels.digest);
    const other = new ConceptLabels([{ id: 'theme/youth', labels: new Map([['cs', ['Mladí']]]) }]);
    expect(other.digest).not.toBe(labels.digest);
  });
});
