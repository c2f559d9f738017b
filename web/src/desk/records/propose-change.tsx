import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { usePage } from '../../app/page-context';
import { ProposeChangeDocument, TextsToProposeDocument } from '../gql/graphql';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { Loaded } from '../ui/loaded';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import type { RecordPartProps } from './record-work-page';

/** Other words for some of the texts. Nothing changes for readers until the owner takes them. */
export function ProposeChange({ record, onChange }: RecordPartProps) {
  const words = useDeskWords();
  const [isOpen, setOpen] = useState(false);
  const [isSent, setSent] = useState(false);
  return (
    <section>
      <h2>{words('proposals.propose')}</h2>
      {isSent && (
        <p className="notice" role="status">
          {words('proposals.sent')}
        </p>
      )}
      {isOpen ? (
        <ProposalForm
          record={record}
          onChange={async () => {
            setSent(true);
            setOpen(false);
            await onChange();
          }}
        />
      ) : (
        <>
          <p className="desk-lead">{words('proposals.lead')}</p>
          <p>
            <button type="button" className="button button-quiet" onClick={() => setOpen(true)}>
              {words('proposals.begin')}
            </button>
          </p>
        </>
      )}
    </section>
  );
}

function ProposalForm({ record, onChange }: RecordPartProps) {
  const words = useDeskWords();
  const { locale } = usePage();
  const query = useQuery(TextsToProposeDocument, {
    variables: { recordId: record.id, number: record.version, locale },
    fetchPolicy: 'network-only',
  });
  const propose = useAction(ProposeChangeDocument, (answer) => answer.proposeChange);
  const [edited, setEdited] = useState<Record<string, string>>({});
  return (
    <Loaded query={query}>
      {({ recordVersion }) => {
        const texts = recordVersion?.content?.texts ?? [];
        const submit = async ({ note = '' }: Record<string, string>) => {
          const changed = texts.flatMap(({ field, locale: language, text }) => {
            const words = edited[field];
            return words === undefined || words === text ? [] : [{ field, locale: language, text: words }];
          });
          const outcome = await propose.run({
            recordId: record.id,
            texts: changed,
            note: note.trim() || null,
          });
          if ('done' in outcome) await onChange();
        };
        return (
          <Form
            onSubmit={(values) => void submit(values)}
            submit={words('proposals.send')}
            isBusy={propose.isBusy}
            failure={propose.failure}
          >
            {texts.map(({ field, label, locale: language, text }) => (
              <Field
                key={field}
                label={label}
                name={field}
                lang={language}
                value={edited[field] ?? text}
                onChange={(next) => setEdited({ ...edited, [field]: next })}
                rows={Math.min(10, Math.max(1, Math.ceil(text.length / 70)))}
              />
            ))}
            <Field label={words('proposals.note')} name="note" rows={2} maxLength={2_000} />
          </Form>
        );
      }}
    </Loaded>
  );
}
