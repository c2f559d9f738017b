import { fireEvent, screen, waitFor } from '@testing-library/react';
import { renderPage } from '../../testing/render-page';
import { Proposals } from './proposals';
import type { WorkedRecord } from './record-work-page';

const proposed = {
  __typename: 'ProposedText',
  id: 't1',
  field: 'summary',
  label: 'Summary',
  locale: 'en',
  before: 'Once.',
  after: 'Twice.',
  state: 'OPEN',
  reason: null,
  pieces: [],
};
const proposals = (text: object) => ({
  changeProposals: [
    {
      __typename: 'ChangeProposal',
      id: 'p1',
      note: 'Plainer.',
      createdAt: '2026-03-01T10:00:00Z',
      author: { __typename: 'Participant', id: 'a1', name: 'Expert' },
      texts: [{ ...proposed, ...text }],
    },
  ],
});
const done = { answerProposal: { __typename: 'ChangeProposal', id: 'p1' } };
const refused = (code: string, field: string | null = null) => ({
  answerProposal: { __typename: 'ReviewRefusal', code, field, message: `${code}!` },
});

function show(answers: Record<string, object>, mayAnswer = true) {
  const record = { id: 'r1', viewerCan: { answerProposal: mayAnswer } } as WorkedRecord;
  return renderPage(<Proposals record={record} onChange={() => Promise.resolve()} />, { answers });
}

const press = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name }));

describe('words that somebody proposes', () => {
  it('are taken at a press, and then say so', async () => {
    const { asked, answers } = show({ Proposals: proposals({}), AnswerProposal: done });
    await screen.findByText('Plainer.');
    answers['Proposals'] = proposals({ state: 'ACCEPTED' });
    press(/^Take it/);
    await screen.findByText('taken into the draft');
    expect(asked.find(({ name }) => name === 'AnswerProposal')?.variables).toEqual({
      textId: 't1',
      accepted: true,
      reason: null,
      anyway: false,
    });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('are taken over newer ones only by somebody who was told of them', async () => {
    const { asked, answers } = show({
      Proposals: proposals({}),
      AnswerProposal: refused('PROPOSAL_OUTDATED'),
    });
    await screen.findByText('Plainer.');
    press(/^Take it/);
    await screen.findByText('PROPOSAL_OUTDATED!');
    answers['AnswerProposal'] = done;
    press(/^Take it all the same/);
    await waitFor(() => expect(asked.at(-2)?.variables).toMatchObject({ anyway: true }));
  });

  it('are left with a reason, asked for at its field', async () => {
    const { asked, answers } = show({
      Proposals: proposals({}),
      AnswerProposal: refused('REASON_MISSING', 'reason'),
    });
    await screen.findByText('Plainer.');
    press(/^Leave it/);
    press(/^Leave it$/);
    await screen.findByText('REASON_MISSING!');
    expect(screen.getByLabelText('Why?').getAttribute('aria-invalid')).toBe('true');
    answers['AnswerProposal'] = done;
    answers['Proposals'] = proposals({ state: 'REFUSED', reason: 'It says less.' });
    fireEvent.change(screen.getByLabelText('Why?'), { target: { value: 'It says less.' } });
    press(/^Leave it$/);
    await screen.findByText('It says less.', { selector: 'span' });
    expect(asked.filter(({ name }) => name === 'AnswerProposal').at(-1)?.variables).toMatchObject({
      accepted: false,
      reason: 'It says less.',
    });
  });

  it('are only read by somebody who may not answer', async () => {
    show({ Proposals: proposals({}) }, false);
    await screen.findByText('Plainer.');
    expect(screen.queryByRole('button')).toBeNull();
  });
});
