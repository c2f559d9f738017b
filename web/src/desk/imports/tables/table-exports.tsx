import { usePage } from '../../../app/page-context';
import { useImportWords } from '../use-import-words';
import { TABLE_KINDS } from './table-kinds';

const FORMS = ['xlsx', 'csv'] as const;

/** What is here as tables with the columns that come in again: taken out, edited in a spreadsheet, handed back. */
export function TableExports() {
  const words = useImportWords();
  const { locale } = usePage();
  return (
    <section>
      <h2>{words('exports.title')}</h2>
      <p className="desk-lead">{words('exports.lead')}</p>
      <ul className="exports">
        {TABLE_KINDS.map((kind) => (
          <li key={kind}>
            <span>{words(`tableKind.${kind}`)}</span>{' '}
            {FORMS.map((form) => (
              <a
                key={form}
                href={`/tables/${kind.toLowerCase()}.${form}?locale=${locale}`}
                download
                aria-label={`${words(`tableKind.${kind}`)}, ${form.toUpperCase()}`}
              >
                {form.toUpperCase()}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
