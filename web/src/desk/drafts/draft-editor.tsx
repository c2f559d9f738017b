import { Changes } from '../../words/changes';
import type { CommentLineFragment } from '../gql/graphql';
import { Field } from '../ui/field';
import { FailureNote } from '../ui/form';
import { useDeskWords } from '../use-desk-words';
import { DraftFacts } from './draft-facts';
import type { Autosave } from './use-autosave';

/** Texts of a line: everything else is written in a larger field. */
const SHORT = /(^|\.)(title|name|shortDescription)$/;

interface DraftEditorProps {
  work: Autosave;
  /** what was said about the draft; open ones stand at their field */
  comments: readonly CommentLineFragment[];
}

/**
 * The texts of a draft in the language it is written in. Saves by itself a moment after the last key. Where somebody
 * else saved in between, the person sees what would change in their words, and decides; nothing is lost before that.
 */
export function DraftEditor({ work, comments }: DraftEditorProps) {
  const words = useDeskWords();
  const { base, edited, state, conflict, failure, write } = work;
  return (
    <section aria-labelledby="draft-texts">
      <h2 id="draft-texts">{words('drafts.texts')}</h2>
      <p role="status" className="desk-lead">
        {words(`drafts.state.${state}`)}
      </p>
      {failure && !conflict && <FailureNote message={failure.message} />}
      {conflict && (
        <div className="failure" role="alert">
          <p>{failure?.message}</p>
          <Changes changes={conflict.changes} empty={words('changes.none')} />
          <p className="ways">
            <button type="button" className="button" onClick={work.keepMine}>
              {words('drafts.keepMine')}
            </button>
            <button type="button" className="button button-quiet" onClick={work.takeTheirs}>
              {words('drafts.takeTheirs')}
            </button>
          </p>
        </div>
      )}
      <div className="form form-wide">
        {base.texts.map(({ field, label, locale, text }) => {
          const open = comments.filter((each) => each.field === `texts.${field}` && !each.resolvedAt);
          const value = edited.texts[field] ?? text;
          return (
            <Field
              key={field}
              label={label}
              name={field}
              lang={locale}
              help={
                open.length > 0 &&
                open.map((each) => (
                  <span key={each.id} className="field-comment">
                    {each.author?.name ?? words('review.someone')}: {each.text}
                  </span>
                ))
              }
              value={value}
              onChange={(next) => write({ texts: { [field]: next } })}
              {...(SHORT.test(field)
                ? {}
                : { rows: Math.min(12, Math.max(3, Math.ceil(value.length / 80))) })}
            />
          );
        })}
      </div>
      <DraftFacts
        kind={base.kind}
        content={base.content}
        edited={edited.facts}
        onWrite={(path, value) => write({ facts: { [path]: value } })}
      />
    </section>
  );
}
