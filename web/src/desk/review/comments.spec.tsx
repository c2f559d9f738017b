import { fireEvent, screen, waitFor } from '@testing-library/react';
import { renderPage } from '../../testing/render-page';
import type { CommentLineFragment } from '../gql/graphql';
import { Comments } from './comments';

const comment: CommentLineFragment = {
  id: 'c1',
  parentId: null,
  field: 'texts.summary',
  label: 'Summary',
  locale: 'en',
  text: 'Who may come?',
  createdAt: '2026-03-01T10:00:00Z',
  resolvedAt: null,
  author: { id: 'p1', name: 'Reviewer' },
};

const answers = {
  AddComment: { addComment: { __typename: 'ReviewComment', id: 'c2' } },
  ResolveComment: { resolveComment: { __typename: 'ReviewComment', id: 'c1' } },
};

function show(comments: CommentLineFragment[], mayComment = true) {
  const onChange = jest.fn(() => Promise.resolve());
  const view = renderPage(
    <Comments
      draftId="d1"
      comments={comments}
      places={[{ field: 'texts.summary', label: 'Summary' }]}
      mayComment={mayComment}
      onChange={onChange}
    />,
    { answers },
  );
  return { ...view, onChange };
}

describe('comments', () => {
  it('are written about one field, or about the whole', async () => {
    const { asked, onChange } = show([]);
    fireEvent.change(screen.getByLabelText('About what?'), { target: { value: 'texts.summary' } });
    fireEvent.change(screen.getByLabelText('Your comment'), { target: { value: 'For whom?' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add the comment' }));
    await waitFor(() => expect(onChange).toHaveBeenCalledTimes(1));
    // The form is empty again, for the next one.
    expect((screen.getByLabelText('Your comment') as HTMLTextAreaElement).value).toBe('');
    fireEvent.change(screen.getByLabelText('Your comment'), { target: { value: 'Well told.' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add the comment' }));
    await waitFor(() => expect(onChange).toHaveBeenCalledTimes(2));
    expect(asked.map(({ variables }) => variables)).toEqual([
      { draftId: 'd1', comment: { text: 'For whom?', field: 'texts.summary' } },
      { draftId: 'd1', comment: { text: 'Well told.', field: null } },
    ]);
  });

  it('are settled and opened again one by one', async () => {
    const { asked, onChange } = show([comment, { ...comment, id: 'c3', resolvedAt: '2026-03-02T10:00:00Z' }]);
    fireEvent.click(screen.getByRole('button', { name: /^Mark as settled/ }));
    await waitFor(() => expect(onChange).toHaveBeenCalledTimes(1));
    fireEvent.click(screen.getByRole('button', { name: /^Open again/ }));
    await waitFor(() => expect(onChange).toHaveBeenCalledTimes(2));
    expect(asked.map(({ variables }) => variables)).toEqual([
      { id: 'c1', resolved: true },
      { id: 'c3', resolved: false },
    ]);
  });

  it('are only read where somebody may not comment', () => {
    show([comment], false);
    expect(screen.getByText('Who may come?')).toBeTruthy();
    expect(screen.getByText('on: Summary')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
