import { fireEvent, screen, waitFor } from '@testing-library/react';
import { renderPage } from '../../testing/render-page';
import type { SubmissionPageQuery } from '../gql/graphql';
import { Decision } from './decision';

const submission = { id: 's1', lockVersion: 4 } as NonNullable<SubmissionPageQuery['submission']>;
const missing = { __typename: 'ReviewRefusal', code: 'REASON_MISSING', field: 'reason', message: 'Say why.' };
const done = { __typename: 'Submission', id: 's1', state: 'PUBLISHED' };

function show(answers: Record<string, object>) {
  const onDone = jest.fn(() => Promise.resolve());
  return { ...renderPage(<Decision submission={submission} onDone={onDone} />, { answers }), onDone };
}

const say = (text: string) => fireEvent.change(screen.getByRole('textbox'), { target: { value: text } });
const choose = (name: string) => fireEvent.click(screen.getByRole('radio', { name }));
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('a decision', () => {
  it('of yes needs no words, and names the state that it was made on', async () => {
    const { asked, onDone } = show({ ApproveSubmission: { approveSubmission: done } });
    press('Accept it');
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(asked).toEqual([
      { name: 'ApproveSubmission', variables: { id: 's1', lockVersion: 4, note: null } },
    ]);
  });

  it.each([
    ['Ask for changes', 'RequestChanges', 'requestChanges'],
    ['Do not accept it', 'RejectSubmission', 'rejectSubmission'],
  ])('to “%s” needs a reason, asked for at the field', async (name, operation, field) => {
    const { asked, answers, onDone } = show({ [operation]: { [field]: missing } });
    choose(name);
    const reason = screen.getByLabelText('Why?');
    expect(reason.getAttribute('aria-required') ?? reason.getAttribute('required')).not.toBeNull();
    press(name);
    await screen.findByText('Say why.');
    expect(onDone).not.toHaveBeenCalled();
    answers[operation] = { [field]: done };
    say('Readers need to know for whom.');
    press(name);
    await waitFor(() => expect(onDone).toHaveBeenCalled());
    expect(asked.at(-1)).toEqual({
      name: operation,
      variables: { id: 's1', lockVersion: 4, reason: 'Readers need to know for whom.' },
    });
  });

  it('keeps the words as somebody chooses another one', () => {
    show({});
    say('Nearly there.');
    choose('Ask for changes');
    expect((screen.getByRole('textbox') as HTMLTextAreaElement).value).toBe('Nearly there.');
  });
});
