import { useApolloClient } from '@apollo/client/react';
import { type ChangeEvent, useState } from 'react';
import {
  GlossaryFileDocument,
  type GlossaryFormat,
  ImportGlossaryDocument,
  TranslationMemoryFileDocument,
} from '../gql/graphql';
import { FailureNote } from '../ui/form';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

type Wanted = GlossaryFormat | 'TMX';

const FILES: Record<Wanted, { name: string; type: string }> = {
  CSV: { name: 'glossary.csv', type: 'text/csv' },
  TBX: { name: 'glossary.tbx', type: 'application/xml' },
  TMX: { name: 'translations.tmx', type: 'application/xml' },
};

interface GlossaryFilesProps {
  networkId: string;
  onImported: () => Promise<void>;
}

/** The glossary as a file, out and in, and what people translated for other translation software. */
export function GlossaryFiles({ networkId, onImported }: GlossaryFilesProps) {
  const words = useDeskWords();
  const client = useApolloClient();
  const bringIn = useAction(ImportGlossaryDocument, (answer) => answer.importGlossary);
  const [isBroken, setBroken] = useState(false);
  const [done, setDone] = useState<{ added: number; changed: number } | null>(null);

  const save = async (wanted: Wanted) => {
    setBroken(false);
    try {
      keepFile(wanted, await fetchFile(wanted));
    } catch {
      setBroken(true);
    }
  };
  const fetchFile = async (wanted: Wanted): Promise<string> => {
    if (wanted === 'TMX') {
      const { data } = await client.query({
        query: TranslationMemoryFileDocument,
        variables: { networkId },
        fetchPolicy: 'network-only',
      });
      return data?.exportTranslationMemory ?? '';
    }
    const { data } = await client.query({
      query: GlossaryFileDocument,
      variables: { networkId, format: wanted },
      fetchPolicy: 'network-only',
    });
    return data?.exportGlossary ?? '';
  };
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    if (!file) return;
    setDone(null);
    const format = /\.(tbx|xml)$/i.test(file.name) ? 'TBX' : 'CSV';
    const outcome = await bringIn.run({ networkId, format, content: await file.text() });
    // The same file may be chosen again once it is mended.
    target.value = '';
    if (!('done' in outcome) || !('added' in outcome.done)) return;
    setDone(outcome.done);
    await onImported();
  };
  return (
    <section>
      <h2>{words('glossary.files')}</h2>
      {bringIn.failure && <FailureNote message={bringIn.failure.message} />}
      {isBroken && <FailureNote message={words('failure.network')} />}
      <p role="status" className={done ? 'notice' : 'visually-hidden'}>
        {done && words('glossary.imported', { added: done.added, changed: done.changed })}
      </p>
      <p className="ways">
        {(Object.keys(FILES) as Wanted[]).map((wanted) => (
          <button
            key={wanted}
            type="button"
            className="button button-quiet"
            onClick={() => void save(wanted)}
          >
            {words(`glossary.save.${wanted}`)}
          </button>
        ))}
      </p>
      <div className="field">
        <label htmlFor="glossary-file">{words('glossary.bringIn')}</label>
        <p className="field-help" id="glossary-file-help">
          {words('glossary.bringInHelp')}
        </p>
        <input
          id="glossary-file"
          type="file"
          accept=".csv,.tbx,.xml"
          aria-describedby="glossary-file-help"
          onChange={(event) => void read(event)}
        />
      </div>
    </section>
  );
}

/** Hands a text to the person as a file. */
function keepFile(wanted: Wanted, content: string): void {
  const { name, type } = FILES[wanted];
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
