import { useState } from 'react';
import { useNavigate } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath } from '../../app/paths';
import { useTranslation } from '../../i18n/use-translation';
import { CreateDraftDocument, type RecordKind } from '../gql/graphql';
import { usePerson } from '../me';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { SelectField } from '../ui/select-field';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

const KINDS: readonly RecordKind[] = ['PRACTICE', 'PLAN', 'EVENT', 'METHOD'];

/** Begins something new for a place in which the person has a role. */
export function NewDraft() {
  const words = useDeskWords();
  const { t } = useTranslation();
  const { locale, locales } = usePage();
  const me = usePerson();
  const navigate = useNavigate();
  const create = useAction(CreateDraftDocument, (answer) => answer.createDraft);
  const places = me.roles.filter(({ scope, role }) => scope && role !== 'TRANSLATOR');
  const networks = [
    ...new Map(
      places.flatMap(({ scope }) => scope?.networks ?? []).map((network) => [network.id, network]),
    ).values(),
  ];
  const [isOpen, setOpen] = useState(false);
  if (places.length === 0) return null;
  const submit = async (values: Record<string, string>) => {
    const outcome = await create.run({
      input: {
        kind: (values['kind'] ?? 'PRACTICE') as RecordKind,
        ownerId: values['owner'] ?? null,
        networkId: values['network'] || null,
        sourceLocale: values['locale'] ?? locale,
        title: values['title'] ?? '',
      },
    });
    if ('done' in outcome && 'id' in outcome.done)
      void navigate(deskPath(locale, `drafts/${outcome.done.id}`));
  };
  if (!isOpen) {
    return (
      <p className="ways">
        <button type="button" className="button" onClick={() => setOpen(true)}>
          {words('drafts.new')}
        </button>
      </p>
    );
  }
  return (
    <section>
      <h2>{words('drafts.new')}</h2>
      <Form
        onSubmit={(values) => void submit(values)}
        submit={words('drafts.begin')}
        isBusy={create.isBusy}
        failure={create.failure}
        fields={['title']}
      >
        <SelectField
          label={words('drafts.kind')}
          name="kind"
          options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
        <Field label={words('drafts.titleField')} name="title" error={create.about('title')} isRequired />
        <SelectField
          label={words('drafts.owner')}
          name="owner"
          options={places.map(({ scope }) => ({ value: scope?.id ?? '', label: scope?.title.text ?? '' }))}
        />
        {networks.length > 0 && (
          <SelectField
            label={words('drafts.network')}
            help={words('drafts.networkHelp')}
            name="network"
            options={[
              { value: '', label: words('drafts.noNetwork') },
              ...networks.map(({ id, title }) => ({ value: id, label: title.text })),
            ]}
          />
        )}
        <SelectField
          label={words('drafts.language')}
          name="locale"
          defaultValue={locale}
          options={locales.map(({ tag, name }) => ({ value: tag, label: name }))}
        />
      </Form>
    </section>
  );
}
