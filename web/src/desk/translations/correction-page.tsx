import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useLanguageName, usePage } from '../../app/page-context';
import { recordPath } from '../../app/paths';
import { NotFoundPage } from '../../pages/not-found-page';
import { useProvenance } from '../../words/use-provenance';
import { CorrectTranslationDocument, TextPageDocument, type TextToCorrectFragment } from '../gql/graphql';
import { DeskPage } from '../ui/desk-page';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { Loaded } from '../ui/loaded';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

/** One text beside its original, to be put right by a person. No machine writes over it afterwards. */
export function CorrectionPage() {
  const words = useDeskWords();
  const page = usePage();
  const [parameters] = useSearchParams();
  const recordId = parameters.get('record') ?? '';
  const field = parameters.get('field') ?? '';
  const locale = parameters.get('locale') ?? page.locale;
  const query = useQuery(TextPageDocument, {
    variables: { recordId, field, locale },
    fetchPolicy: 'network-only',
  });
  return (
    <Loaded query={query}>
      {({ recordText, record }) =>
        recordText && record ? (
          <DeskPage title={record.title.text} lead={words('correction.lead')}>
            <p>
              <Link to={recordPath(page.locale, record.slug)}>{words('correction.back')}</Link>
            </p>
            <Correction key={recordText.revision} text={recordText} field={field} locale={locale} />
          </DeskPage>
        ) : (
          <NotFoundPage />
        )
      }
    </Loaded>
  );
}

interface CorrectionProps {
  text: TextToCorrectFragment;
  field: string;
  locale: string;
}

function Correction({ text, field, locale }: CorrectionProps) {
  const words = useDeskWords();
  const languageName = useLanguageName();
  const describe = useProvenance();
  const correct = useAction(CorrectTranslationDocument, (answer) => answer.correctTranslation);
  const [shown, setShown] = useState(text);
  const [isDone, setDone] = useState(false);
  const submit = async (values: Record<string, string>) => {
    const outcome = await correct.run({
      input: {
        recordId: shown.recordId,
        field,
        locale,
        text: values['text'] ?? '',
        revision: shown.revision ?? '',
        isWrittenAnew: shown.isFallback,
      },
    });
    if ('done' in outcome && 'text' in outcome.done) {
      setShown(outcome.done.text);
      setDone(true);
      return;
    }
    setDone(false);
    // Somebody was quicker: what stands there now is shown, and what the person wrote stays in the field.
    const current = 'failure' in outcome ? outcome.failure.answer?.['current'] : undefined;
    if (current) setShown(current as TextToCorrectFragment);
  };
  const { original, sourceChange } = shown;
  return (
    <>
      {sourceChange && (
        <section>
          <h2>{words('correction.changed')}</h2>
          <div className="side-by-side">
            <div>
              <p className="side-label">{words('correction.before')}</p>
              <p className="quote" lang={sourceChange.locale}>
                {sourceChange.before ?? words('correction.beforeUnknown')}
              </p>
            </div>
            <div>
              <p className="side-label">{words('correction.now')}</p>
              <p className="quote" lang={sourceChange.locale}>
                {sourceChange.now}
              </p>
            </div>
          </div>
        </section>
      )}
      <div className="side-by-side">
        <section>
          <h2>{languageName(original?.locale ?? shown.locale)}</h2>
          <p className="quote" lang={original?.locale}>
            {original?.text ?? shown.text}
          </p>
        </section>
        <section>
          <h2>{languageName(locale)}</h2>
          {shown.viewerCanCorrect ? (
            <Form
              onSubmit={(values) => void submit(values)}
              submit={words('correction.save')}
              isBusy={correct.isBusy}
              failure={correct.failure}
              fields={['text']}
              done={isDone ? words('correction.saved') : null}
            >
              <Field
                label={words('correction.text')}
                help={shown.isFallback ? words('correction.fresh') : describe(shown)}
                name="text"
                rows={8}
                lang={locale}
                defaultValue={shown.isFallback ? '' : shown.text}
                error={correct.about('text')}
                isRequired
              />
            </Form>
          ) : (
            <p lang={shown.locale}>{shown.text}</p>
          )}
        </section>
      </div>
    </>
  );
}
