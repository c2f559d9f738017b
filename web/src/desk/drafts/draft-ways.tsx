import { useNavigate } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath } from '../../app/paths';
import {
  DiscardDraftDocument,
  type DraftSharing,
  type DraftWorkFragment,
  RebaseDraftDocument,
  ShareDraftDocument,
  SubmitDraftDocument,
} from '../gql/graphql';
import { Field } from '../ui/field';
import { FailureNote, Form } from '../ui/form';
import { SelectField } from '../ui/select-field';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import type { Autosave } from './use-autosave';

const SHARINGS: readonly DraftSharing[] = ['NONE', 'COMMENT', 'WRITE'];

interface DraftWaysProps {
  draft: DraftWorkFragment;
  work: Autosave;
  onChange: () => Promise<unknown>;
  /** the draft was brought up to what was published since */
  onRebased: () => void;
}

/** Shares the draft, hands it in, or throws it away. */
export function DraftWays({ draft, work, onChange, onRebased }: DraftWaysProps) {
  const words = useDeskWords();
  const { locale } = usePage();
  const navigate = useNavigate();
  const submit = useAction(SubmitDraftDocument, (answer) => answer.submitDraft);
  const discard = useAction(DiscardDraftDocument, (answer) => answer.discardDraft);
  const rebase = useAction(RebaseDraftDocument, (answer) => answer.rebaseDraft);
  const { id, viewerCan } = draft;
  const handIn = async ({ note = '' }: Record<string, string>) => {
    // Words written a second ago are handed in too.
    const lockVersion = await work.flush();
    if (lockVersion === null) return;
    const outcome = await submit.run({ id, lockVersion, note: note || null });
    if ('done' in outcome && 'state' in outcome.done) {
      void navigate(deskPath(locale, `review/${outcome.done.id}`));
    } else await onChange();
  };
  const isOutdated = submit.failure?.code === 'DRAFT_OUTDATED';
  const bringUp = async () => {
    const outcome = await rebase.run({ id });
    if (!('done' in outcome)) return;
    submit.forget();
    // The fields begin anew from the draft as it stands now.
    onRebased();
    await onChange();
  };
  const throwAway = async () => {
    if (!window.confirm(words('drafts.discardSure'))) return;
    const outcome = await discard.run({ id });
    if ('done' in outcome) void navigate(deskPath(locale, 'drafts'));
  };
  return (
    <>
      {viewerCan.share && <Sharing draft={draft} onChange={onChange} />}
      {viewerCan.submit && (
        <section>
          <h2>{words('drafts.handIn')}</h2>
          <Form
            onSubmit={(values) => void handIn(values)}
            submit={words('drafts.handIn')}
            isBusy={submit.isBusy}
            failure={submit.failure}
            ways={
              isOutdated && (
                <button type="button" className="button button-quiet" onClick={() => void bringUp()}>
                  {words('drafts.rebase')}
                </button>
              )
            }
          >
            <Field label={words('drafts.note')} help={words('drafts.noteHelp')} name="note" rows={3} />
          </Form>
        </section>
      )}
      {discard.failure && <FailureNote message={discard.failure.message} />}
      {viewerCan.discard && (
        <p className="ways">
          <button type="button" className="link-button" onClick={() => void throwAway()}>
            {words('drafts.discard')}
          </button>
        </p>
      )}
    </>
  );
}

function Sharing({ draft: { id, sharing }, onChange }: Pick<DraftWaysProps, 'draft' | 'onChange'>) {
  const words = useDeskWords();
  const share = useAction(ShareDraftDocument, (answer) => answer.shareDraft);
  const choose = async (next: string) => {
    const outcome = await share.run({ id, sharing: next as DraftSharing });
    if ('done' in outcome) await onChange();
  };
  return (
    <section className="form sharing">
      {share.failure && <FailureNote message={share.failure.message} />}
      <SelectField
        label={words('drafts.sharing')}
        value={sharing}
        onChange={(next) => void choose(next)}
        options={SHARINGS.map((value) => ({ value, label: words(`drafts.share.${value}`) }))}
      />
    </section>
  );
}
