import { useTranslation } from '../../../i18n/use-translation';
import type { ReadImportFragment } from '../../gql/graphql';
import { useImportWords } from '../use-import-words';
import { titleOf } from '../values/read-value';
import { useValueName } from '../values/value-name';

/** What a draft still lacks, each with the way to where it is put right. `plan: fields.planKind` */
export function Problems({ problems, read }: { problems: readonly string[]; read: ReadImportFragment }) {
  const words = useImportWords();
  const { t } = useTranslation();
  const valueName = useValueName();
  if (problems.length === 0) return null;
  return (
    <ul className="prose-list">
      {problems.map((problem) => {
        const { record, path } = placeOf(problem, read);
        if (!record) return <li key={problem}>{problem}</li>;
        const value = record.values.find((one) => one.path === path);
        const { text, lang } = titleOf(record);
        const canAdd = record.missing.some((one) => one.path === path);
        const place = value ? `value-${value.id}` : `${canAdd ? 'missing' : 'record'}-${record.id}`;
        return (
          <li key={problem}>
            <a href={`#${place}`}>
              {t(`kind.${record.kind}`)} <span lang={lang}>{text}</span>: {valueName(path, record)}
            </a>
            {!value && ` – ${words('notInFile')}`}
          </li>
        );
      })}
    </ul>
  );
}

/** The way to the record that is somebody else's to change. */
export function NotYours({ refs, read }: { refs: readonly string[]; read: ReadImportFragment }) {
  const words = useImportWords();
  const theirs = read.records.filter(({ ref }) => refs.includes(ref));
  return theirs.map((record) => (
    <p key={record.id}>
      <a href={`#record-${record.id}`}>
        {words('toRecord')}:{' '}
        <span lang={titleOf(record).lang}>{titleOf(record).text || words('untitled')}</span>
      </a>
    </p>
  ));
}

/** The record that a problem is about; those of a plan may name one of its actions by its place. */
function placeOf(problem: string, { records }: ReadImportFragment) {
  const [ref = '', field = ''] = problem.split(': ');
  const record = records.find((one) => one.ref === ref);
  const [, index, rest] = /^actions\.(\d+)\.(.+)$/.exec(field) ?? [];
  if (!record || index === undefined || rest === undefined) return { record, path: field };
  const children = records.filter((one) => one.parentRef === ref && !one.isRejected);
  return { record: children[Number(index)] ?? record, path: rest };
}
