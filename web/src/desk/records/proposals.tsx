import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useLanguageName } from '../../app/page-context';
import { useFormat } from '../../ui/format';
import { ChangedWords } from '../../words/changes';
import { AnswerProposalDocument, type ProposalFragment, ProposalsDocument } from '../gql/graphql';
import { Field } from '../ui/field';
import { FailureNote, Form } from '../ui/form';
import { Loaded } from '../ui/loaded';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import type { RecordPartProps } from './record-work-page';

type ProposedText = ProposalFragment['texts'][number];

/** What experts would word otherwise; the owner takes or leaves it text by text. */
export function Proposals({ record, onChange }: RecordPartProps) {
  const words = useDeskWords();
  const format = useFormat();
  const query = useQuery(ProposalsDocument, {
    variables: { recordId: record.id },
    fetchPolicy: 'cache-and-network',
  });
  const refresh = async () => {
    await query.refetch();
    await onChange();
  };
  return (
    <section>
      <h2>{words('proposals.title')}</h2>
      <Loaded query={query}>
        {({ changeProposals }) => (
          <>
            {changeProposals.length === 0 && <p className="desk-lead">{words('proposals.none')}</p>}
            <ul className="work-list">
              {changeProposals.map(({ id, author, createdAt, note, texts }) => (
                <li key={id}>
                  <p className="work-facts">
                    <strong>{author?.name ?? words('review.someone')}</strong>
                    <span>{format.day(createdAt)}</span>
                  </p>
                  {note && <p className="comment-text">{note}</p>}
                  {texts.map((text) => (
                    <ProposedWords
                      key={text.id}
                      text={text}
                      mayAnswer={record.viewerCan.answerProposal}
                      onChange={refresh}
                    />
                  ))}
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </section>
  );
}

interface ProposedWordsProps {
  text: ProposedText;
  mayAnswer: boolean;
  onChange: () => Promise<unknown>;
}

function ProposedWords({ text, mayAnswer, onChange }: ProposedWordsProps) {
  const words = useDeskWords();
  const languageName = useLanguageName();
  const answer = useAction(AnswerProposalDocument, (data) => data.answerProposal);
  const [isRefusing, setRefusing] = useState(false);
  const { id, label, locale, state, reason } = text;
  const decide = async (accepted: boolean, why: string | null, anyway = false) => {
    const outcome = await answer.run({ textId: id, accepted, reason: why, anyway });
    if ('done' in outcome) await onChange();
  };
  const isOutdated = answer.failure?.code === 'PROPOSAL_OUTDATED';
  return (
    <div className="proposed">
      <p className="side-label">
        {label} · {languageName(locale)}
      </p>
      <p lang={locale} className="comment-text">
        <ChangedWords change={text} />
      </p>
      {answer.failure && !isRefusing && <FailureNote message={answer.failure.message} />}
      {state !== 'OPEN' && (
        <p className="work-facts">
          <span className="state">{words(`proposals.${state}`)}</span>
          {reason && <span>{reason}</span>}
        </p>
      )}
      {state === 'OPEN' && mayAnswer && !isRefusing && (
        <p className="ways">
          <button type="button" className="button" onClick={() => void decide(true, null, isOutdated)}>
            {words(isOutdated ? 'proposals.takeAnyway' : 'proposals.take')}
            <span className="visually-hidden">: {label}</span>
          </button>
          <button type="button" className="button button-quiet" onClick={() => setRefusing(true)}>
            {words('proposals.leave')}
            <span className="visually-hidden">: {label}</span>
          </button>
        </p>
      )}
      {state === 'OPEN' && isRefusing && (
        <Form
          onSubmit={({ reason: why = '' }) => void decide(false, why)}
          submit={words('proposals.leave')}
          isBusy={answer.isBusy}
          failure={answer.failure}
          fields={['reason']}
          ways={
            <button type="button" className="link-button" onClick={() => setRefusing(false)}>
              {words('form.cancel')}
            </button>
          }
        >
          <Field
            label={words('decision.reason')}
            name="reason"
            rows={2}
            error={answer.about('reason')}
            isRequired
          />
        </Form>
      )}
    </div>
  );
}
