import { fireEvent, screen, waitFor } from '@testing-library/react';
import { renderPage } from '../../testing/render-page';
import { SignInPage } from './sign-in-page';

const ways = {
  signInProviders: [{ __typename: 'SignInProvider', id: 'eu', name: 'EU Login', path: '/auth/eu' }],
};
const needsCode = (code: string) => ({
  signIn: { __typename: 'SecondFactorNeeded', code, field: 'code', message: 'Enter the code.' },
});

function show(search: string, SignIn: object = needsCode('SECOND_FACTOR_NEEDED')) {
  return renderPage(<SignInPage />, {
    path: `/en/account/sign-in${search}`,
    answers: { SignInWays: ways, SignIn },
  });
}

describe('the page of signing in', () => {
  it.each([
    ['OIDC_NO_ACCOUNT', /no account for this sign-in/],
    ['OIDC_UNAVAILABLE', /does not answer right now/],
    ['<b>anything</b>', /did not work/],
  ])('says what went wrong at a provider: %s', async (problem, sentence) => {
    show(`?problem=${encodeURIComponent(problem)}`);
    await screen.findByRole('link', { name: 'EU Login' });
    expect(screen.getByRole('alert').textContent).toMatch(sentence);
  });

  it('leads to a provider with where the person was going, which is a place of this site', async () => {
    show('?next=%2Fen%2Fdesk%2Freview');
    const link = await screen.findByRole('link', { name: 'EU Login' });
    expect(link.getAttribute('href')).toBe('/auth/eu?next=%2Fen%2Fdesk%2Freview');
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'javascript:alert(1)',
  ])('leads nobody to %s', async (next) => {
    show(`?next=${encodeURIComponent(next)}`);
    const link = await screen.findByRole('link', { name: 'EU Login' });
    expect(link.getAttribute('href')).toBe('/auth/eu?next=%2Fen%2Fdesk');
  });

  it('asks for a code only of those who have a second factor, and keeps what was typed', async () => {
    const { asked, answers } = show('');
    expect(screen.queryByLabelText('Code of your authenticator')).toBeNull();
    fireEvent.change(screen.getByLabelText('E-mail address'), { target: { value: 'a@example.org' } });
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'a long sentence' } });
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    const code = await screen.findByLabelText('Code of your authenticator');
    // It was not wrong yet; it is only asked for.
    expect(screen.queryByRole('alert')).toBeNull();
    expect(code.getAttribute('aria-invalid')).toBeNull();
    fireEvent.change(code, { target: { value: '000000' } });
    answers['SignIn'] = needsCode('SECOND_FACTOR_REFUSED');
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() =>
      expect(screen.getByLabelText('Code of your authenticator').getAttribute('aria-invalid')).toBe('true'),
    );
    expect(asked.filter(({ name }) => name === 'SignIn').map(({ variables }) => variables)).toEqual([
      { email: 'a@example.org', password: 'a long sentence', code: null },
      { email: 'a@example.org', password: 'a long sentence', code: '000000' },
    ]);
  });
});
