import { fireEvent, screen } from '@testing-library/react';
import { renderPage } from '../../testing/render-page';
import { RuleForm } from './rule-form';

type Rule = Parameters<typeof RuleForm>[0]['rule'];

const rule: Rule = {
  gates: ['COORDINATOR', 'EXPERT'],
  reviewDays: 21,
  reminderDays: 5,
  criteria: [{ id: 'reach', labels: { en: 'Reach', da: 'Rækkevidde' }, required: true }],
};

function show(given: Rule, answer: object = { __typename: 'ReviewRule', gates: [] }) {
  return renderPage(<RuleForm networkId="n1" rule={given} />, {
    locale: 'da',
    answers: { SetNetworkRule: { setNetworkRule: answer } },
  });
}

const save = () => fireEvent.click(screen.getByRole('button', { name: 'Gem' }));

describe('what a network asks', () => {
  it('is saved as it was where nothing was changed', async () => {
    const { asked } = show(rule);
    save();
    await screen.findByText(/Gemt\. Det gælder/);
    expect(asked[0]?.variables).toEqual({ rule: { scopeId: 'n1', ...rule } });
  });

  it('is one look by a coordinator where the network has said nothing', async () => {
    const { asked } = show(null);
    save();
    await screen.findByText(/Gemt\. Det gælder/);
    expect(asked[0]?.variables).toEqual({
      rule: { scopeId: 'n1', gates: ['COORDINATOR'], reviewDays: 14, reminderDays: 3, criteria: [] },
    });
  });

  it('changes a question in the reader’s language alone, adds one and takes one away', async () => {
    const { asked } = show(rule);
    fireEvent.click(screen.getByRole('radio', { name: 'ingen; det offentliggøres med det samme' }));
    fireEvent.change(screen.getByLabelText('Spørgsmål 1'), { target: { value: 'Hvor mange?' } });
    const add = screen.getByRole('button', { name: 'Tilføj et spørgsmål' });
    fireEvent.click(add);
    fireEvent.click(add);
    fireEvent.change(screen.getByLabelText('Spørgsmål 2'), { target: { value: 'Koster det?' } });
    fireEvent.click(screen.getByRole('button', { name: /^Fjern spørgsmålet ?: 3$/ }));
    save();
    await screen.findByText(/Gemt\. Det gælder/);
    expect(asked[0]?.variables).toMatchObject({
      rule: {
        gates: [],
        criteria: [
          { id: 'reach', labels: { en: 'Reach', da: 'Hvor mange?' }, required: true },
          { id: 'criterion-2', labels: { da: 'Koster det?' }, required: false },
        ],
      },
    });
  });

  it('says at the field what is wrong with it', async () => {
    const message = 'Mellem 1 og 365.';
    show(rule, { __typename: 'ReviewRefusal', code: 'RULE_INVALID', field: 'reviewDays', message });
    save();
    await screen.findByText(message);
    expect(screen.getByLabelText('Dage til hver gennemgang').getAttribute('aria-invalid')).toBe('true');
  });
});
