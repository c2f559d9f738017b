import { useState } from 'react';
import { SelectField } from '../../ui/select-field';
import { useImportWords } from '../use-import-words';
import { RecordPicker, type PickedRecord } from './record-picker';
import { asParty, isParty, type Json, type Party } from './read-value';
import type { EditorFieldProps } from './editor-fields';
import { useRecordTitle } from './use-record-title';

const KINDS: Readonly<Record<string, readonly string[]>> = {
  cities: ['CITY'],
  networks: ['NETWORK'],
};
const ANY = ['CITY', 'ORGANISATION', 'NETWORK'];

/** Which record of the site a named party is. */
export function PartyField({ value, path, lang, onChange }: EditorFieldProps) {
  return (
    <PartyChoice
      party={asParty(value)}
      kinds={KINDS[path] ?? ANY}
      lang={lang}
      onChange={(party) => onChange(party as unknown as Json)}
    />
  );
}

/** The same for several, each of which may be left out, and others added. */
export function PartiesField({ label, value, path, lang, onChange }: EditorFieldProps) {
  const words = useImportWords();
  const kinds = KINDS[path] ?? ANY;
  const parties = (Array.isArray(value) ? value : []).filter(isParty).map(asParty);
  const put = (next: readonly Party[]) => onChange(next as unknown as Json);
  return (
    <fieldset className="field">
      <legend className="label">{label}</legend>
      <ul className="plain-list">
        {parties.map((party, index) => (
          <li key={index} className="party-edit">
            <PartyChoice
              party={party}
              kinds={kinds}
              lang={lang}
              onChange={(next) => put(parties.map((one, at) => (at === index ? next : one)))}
            />
            <button
              type="button"
              className="link-button"
              aria-label={`${words('reject')}: ${party.name}`}
              onClick={() => put(parties.filter((_, at) => at !== index))}
            >
              {words('reject')}
            </button>
          </li>
        ))}
      </ul>
      <RecordPicker
        label={words('party.add')}
        kinds={kinds}
        onPick={(record) => put([...parties, partyOf(record)])}
      />
    </fieldset>
  );
}

interface PartyChoiceProps {
  party: Party;
  kinds: readonly string[];
  lang: string;
  onChange: (party: Party) => void;
}

function PartyChoice({ party, kinds, lang, onChange }: PartyChoiceProps) {
  const words = useImportWords();
  const [isLooking, setLooking] = useState(false);
  const [first] = party.matches;
  const title = useRecordTitle(first?.id ?? null);
  const choose = (id: string) => {
    const chosen = party.matches.find((match) => match.id === id);
    if (chosen)
      onChange({ ...party, matches: [chosen, ...party.matches.filter((match) => match.id !== id)] });
  };
  return (
    <div>
      <p>
        <span lang={lang}>{party.name}</span>
        <span className="party-match"> → {title?.text ?? first?.slug ?? words('party.unknown')}</span>
      </p>
      {party.matches.length > 1 && (
        <SelectField
          label={words('party.which')}
          value={first?.id ?? ''}
          onChange={choose}
          options={party.matches.map(({ id, slug }) => ({ value: id, label: slug }))}
        />
      )}
      {isLooking ? (
        <RecordPicker
          label={words('party.find')}
          kinds={kinds}
          onPick={(record) => {
            setLooking(false);
            onChange({ ...party, matches: [...partyOf(record).matches, ...party.matches] });
          }}
        />
      ) : (
        <button
          type="button"
          className="link-button"
          aria-label={`${words('party.other')}: ${party.name}`}
          onClick={() => setLooking(true)}
        >
          {words('party.other')}
        </button>
      )}
    </div>
  );
}

const partyOf = ({ id, slug, kind, title }: PickedRecord): Party => ({
  name: title.text,
  matches: [{ id, slug, kind, confidence: 1, why: 'same-name' }],
});
