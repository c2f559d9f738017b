import { useState } from 'react';
import { useNavigate } from 'react-router';
import { usePage } from '../../../app/page-context';
import { deskPath } from '../../../app/paths';
import { StartImportDocument } from '../../gql/graphql';
import { FailureNote } from '../../ui/form';
import { SelectField } from '../../ui/select-field';
import { useAction } from '../../ui/use-action';
import { useImportWords } from '../use-import-words';
import { FileField } from './file-field';
import { type Owner, useOwners } from './owners';
import type { UploadedDocument } from './upload';
import { UploadProgress } from './upload-progress';
import { useUpload } from './use-upload';

const TABLES = /\.(?:csv|tsv|xlsx|ods)$/i;

type Way = 'document' | 'table';

/** Chooses a file and for whom it is, hands it in, and goes on to where it is read. */
export function UploadForm() {
  const words = useImportWords();
  const { locale } = usePage();
  const navigate = useNavigate();
  const owners = useOwners();
  const start = useAction(StartImportDocument, (answer) => answer.startImport);
  const [file, setFile] = useState<File | null>(null);
  const [way, setWay] = useState<Way>('document');
  const [ownerId, setOwnerId] = useState('');
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [wanting, setWanting] = useState<string | null>(null);
  const goTo = (page: string, state?: object) => void navigate(deskPath(locale, page), { state });
  const onDone = async ({ documentId, fileName }: UploadedDocument, sent: File) => {
    if (way === 'table') {
      goTo(`imports/tables/${documentId}`, { fileName: fileName || sent.name });
      return;
    }
    const outcome = await start.run({ documentId, again: false });
    if ('done' in outcome && 'id' in outcome.done) goTo(`imports/${outcome.done.id}`);
  };
  const { state, begin, pause, goOn, cancel } = useUpload((document, sent) => void onDone(document, sent));
  const owner = owners?.find(({ id }) => id === ownerId) ?? (owners?.length === 1 ? owners[0] : undefined);
  const networks = owner ? (chosen ?? defaultNetworks(owner)) : [];
  const choose = (next: File) => {
    setFile(next);
    setWanting(null);
    setWay(TABLES.test(next.name) ? 'table' : 'document');
  };
  const submit = () => {
    if (!file) return setWanting(words('needsFile'));
    if (!owner) return setWanting(words('needsOwner'));
    setWanting(null);
    begin(file, { owner: owner.id, networks });
    return undefined;
  };
  const again = () => {
    start.forget();
    cancel();
  };
  const isSending = state.phase === 'sending' || state.phase === 'paused';
  if (owners?.length === 0) return null;
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSending) submit();
      }}
    >
      <fieldset className="form-fields" disabled={state.phase !== 'idle'}>
        <FileField file={file} onChoose={choose} />
        {file && (
          <fieldset className="field">
            <legend className="label">{words('way.label')}</legend>
            {(['document', 'table'] as const).map((one) => (
              <label key={one} className="check">
                <input type="radio" name="way" checked={way === one} onChange={() => setWay(one)} />
                {words(`way.${one}`)}
              </label>
            ))}
          </fieldset>
        )}
        {owners && owners.length > 1 && (
          <SelectField
            label={words('owner')}
            help={words('ownerHelp')}
            value={ownerId}
            onChange={(id) => {
              setOwnerId(id);
              setChosen(null);
            }}
            options={[
              { value: '', label: words('choose') },
              ...owners.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        {owners?.length === 1 && (
          <p>
            <span className="label">{words('owner')}</span> <span lang={owner?.lang}>{owner?.name}</span>
          </p>
        )}
        {owner && owner.networks.length > 0 && (
          <Networks owner={owner} chosen={networks} onChange={setChosen} />
        )}
      </fieldset>
      {wanting && <FailureNote message={wanting} />}
      {start.failure && (
        <>
          <FailureNote message={start.failure.message} />
          <p>
            <button type="button" className="button button-quiet" onClick={again}>
              {words('upload.another')}
            </button>
          </p>
        </>
      )}
      {state.phase === 'idle' ? (
        <p className="ways">
          <button type="submit" className="button">
            {words('upload.begin')}
          </button>
        </p>
      ) : (
        <UploadProgress state={state} onPause={pause} onGoOn={goOn} onCancel={cancel} />
      )}
    </form>
  );
}

interface NetworksProps {
  owner: Owner;
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
}

/** In which networks it is shown and looked at. */
function Networks({ owner: { networks, needsNetwork }, chosen, onChange }: NetworksProps) {
  const words = useImportWords();
  const isLast = (id: string) => needsNetwork && chosen.length === 1 && chosen.includes(id);
  return (
    <fieldset className="field">
      <legend className="label">{words('networks')}</legend>
      <p className="field-help">{words('networksHelp')}</p>
      {networks.map(({ id, name, lang }) => (
        <label key={id} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            disabled={isLast(id)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
            }
          />
          <span lang={lang}>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}

const defaultNetworks = ({ networks }: Owner): string[] => networks.slice(0, 1).map(({ id }) => id);
