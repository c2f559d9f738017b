import { useState } from 'react';
import { AddCommentDocument, type CommentLineFragment, ResolveCommentDocument } from '../gql/graphql';
import { useFormat } from '../../ui/format';
import { Field } from '../ui/field';
import { FailureNote, Form } from '../ui/form';
import { SelectField } from '../ui/select-field';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

interface CommentsProps {
  draftId: string;
  comments: readonly CommentLineFragment[];
  /** places of the draft that a comment may be about */
  places: readonly { field: string; label: string }[];
  mayComment: boolean;
  onChange: () => Promise<unknown>;
}

/** What was said about a draft, at a field or as a whole; each is settled by itself. */
export function Comments({ draftId, comments, places, mayComment, onChange }: CommentsProps) {
  const words = useDeskWords();
  const add = useAction(AddCommentDocument, (answer) => answer.addComment);
  const settle = useAction(ResolveCommentDocument, (answer) => answer.resolveComment);
  const [written, setWritten] = useState(0);
  const submit = async ({ text = '', field = '' }: Record<string, string>) => {
    const outcome = await add.run({ draftId, comment: { text, field: field || null } });
    if ('failure' in outcome) return;
    setWritten(written + 1);
    await onChange();
  };
  const toggle = async ({ id, resolvedAt }: CommentLineFragment) => {
    const outcome = await settle.run({ id, resolved: !resolvedAt });
    if ('done' in outcome) await onChange();
  };
  return (
    <section>
      <h2>{words('comments.title')}</h2>
      {settle.failure && <FailureNote message={settle.failure.message} />}
      {comments.length === 0 && <p className="desk-lead">{words('comments.none')}</p>}
      <ul className="work-list">
        {comments.map((comment) => (
          <Comment key={comment.id} comment={comment} onToggle={mayComment ? toggle : null} />
        ))}
      </ul>
      {mayComment && (
        <Form
          key={written}
          onSubmit={(values) => void submit(values)}
          submit={words('comments.add')}
          isBusy={add.isBusy}
          failure={add.failure}
          fields={['text']}
        >
          <SelectField
            label={words('comments.about')}
            name="field"
            options={[
              { value: '', label: words('comments.whole') },
              ...places.map(({ field, label }) => ({ value: field, label })),
            ]}
          />
          <Field
            label={words('comments.text')}
            name="text"
            rows={3}
            maxLength={10_000}
            error={add.about('text')}
            isRequired
          />
        </Form>
      )}
    </section>
  );
}

interface CommentProps {
  comment: CommentLineFragment;
  onToggle: ((comment: CommentLineFragment) => Promise<void>) | null;
}

function Comment({ comment, onToggle }: CommentProps) {
  const words = useDeskWords();
  const format = useFormat();
  const { label, text, author, createdAt, resolvedAt } = comment;
  return (
    <li>
      <p className="work-facts">
        <strong>{author?.name ?? words('review.someone')}</strong>
        <span>{format.day(createdAt)}</span>
        {label && <span>{words('comments.at', { field: label })}</span>}
        {resolvedAt && <span className="state">{words('comments.settled')}</span>}
      </p>
      <p className="comment-text">{text}</p>
      {onToggle && (
        <button type="button" className="link-button" onClick={() => void onToggle(comment)}>
          {words(resolvedAt ? 'comments.reopen' : 'comments.settle')}
        </button>
      )}
    </li>
  );
}
