import { fireEvent, screen, waitFor } from '@testing-library/react';
import { renderPage } from '../../testing/render-page';
import { ChangePasswordDocument } from '../gql/graphql';
import { Field } from './field';
import { Form } from './form';
import { useAction } from './use-action';

function Password() {
  const change = useAction(ChangePasswordDocument, (answer) => answer.changePassword);
  return (
    <Form
      onSubmit={({ password = '', newPassword = '' }) => void change.run({ password, newPassword })}
      submit="Change"
      isBusy={change.isBusy}
      failure={change.failure}
      fields={['newPassword']}
    >
      <Field label="Present" name="password" type="password" />
      <Field label="New" name="newPassword" type="password" error={change.about('newPassword')} />
    </Form>
  );
}

const refused = (field: string | null) => ({
  changePassword: { __typename: 'InputRefused', code: 'PASSWORD_SHORT', field, message: 'It is too short.' },
});

const send = () => fireEvent.click(screen.getByRole('button'));

describe('a form', () => {
  it('says what is wrong with a field at that field, and nowhere else', async () => {
    renderPage(<Password />, { answers: { ChangePassword: refused('newPassword') } });
    send();
    const field = screen.getByLabelText('New');
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    const told = (field.getAttribute('aria-describedby') ?? '').split(' ');
    expect(told.map((id) => document.getElementById(id)?.textContent)).toContain('It is too short.');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByLabelText('Present').getAttribute('aria-invalid')).toBeNull();
  });

  it.each([[null], ['password']])(
    'says the rest above its button, where the reader is then: %s',
    async (field) => {
      renderPage(<Password />, { answers: { ChangePassword: refused(field) } });
      send();
      const alert = await screen.findByRole('alert');
      expect(alert.textContent).toBe('It is too short.');
      expect(document.activeElement).toBe(alert);
    },
  );

  it('keeps what was typed and says so where the site does not answer', async () => {
    renderPage(<Password />, { answers: { ChangePassword: new Error('gone') } });
    fireEvent.change(screen.getByLabelText('New'), { target: { value: 'a long sentence' } });
    send();
    expect((await screen.findByRole('alert')).textContent).toMatch(/did not answer\. Nothing is lost/);
    expect((screen.getByLabelText('New') as HTMLInputElement).value).toBe('a long sentence');
  });

  it('is sent once, however often its button is pressed', async () => {
    let finish: (data: object) => void = () => undefined;
    const answer = new Promise<object>((resolve) => (finish = resolve));
    const { asked } = renderPage(<Password />, { answers: { ChangePassword: () => answer } });
    send();
    await screen.findByText('One moment …');
    send();
    send();
    finish({ changePassword: { __typename: 'Done', ok: true } });
    await screen.findByText('Change');
    expect(asked.map(({ name }) => name)).toEqual(['ChangePassword']);
  });
});
