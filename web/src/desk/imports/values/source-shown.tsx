import { type ReactNode, useId } from 'react';
import { useFormat } from '../../../ui/format';
import { useImportWords } from '../use-import-words';
import { usePlaceWords } from './place';
import { isAdded, isVerbatim, parseValue, type ReadValue, type Source, UNSURE } from './read-value';

/** Longer ones are folded: whoever doubts opens them. */
const SHORT = 180;
/** Places that are seen at once; more are folded. */
const FEW = 2;
const SURE = 0.9;

interface SourceShownProps {
  value: ReadValue;
  lang: string;
}

/** Where a value was read: the words of the document, their place, and how sure the reading is. */
export function SourceShown({ value, lang }: SourceShownProps) {
  const words = useImportWords();
  const { sources, asWritten } = value;
  const groups = groupByPlace(sources);
  const [first, ...others] = groups;
  const seen = groups.length > FEW + 1 ? others.slice(0, FEW - 1) : others;
  const folded = others.slice(seen.length);
  const quotes = ({ place, quotes: said }: Group, index: number) => (
    <Quotes key={index} place={place} quotes={said} lang={lang} asWritten={asWritten} />
  );
  return (
    <div className="source">
      {first && (
        <Quotes place={first.place} quotes={first.quotes} lang={lang} asWritten={asWritten}>
          {groups.length === 1 && (
            <>
              {' · '}
              <Sureness value={value} />
            </>
          )}
        </Quotes>
      )}
      {seen.map(quotes)}
      {folded.length > 0 && (
        <details className="more-places">
          <summary>{words('morePlaces', { count: folded.length })}</summary>
          {folded.map(quotes)}
        </details>
      )}
      {groups.length !== 1 && (
        <p className="source-place">
          {groups.length === 0 && `${words(isAdded(value) ? 'notThere' : 'noPlace')} · `}
          <Sureness value={value} />
        </p>
      )}
    </div>
  );
}

/** How sure the reading is, and where it is not simply words of the document what it is. */
export function Sureness({ value }: { value: ReadValue }) {
  const words = useImportWords();
  const format = useFormat();
  const { sources, confidence, origin, proposed } = value;
  if (isAdded(value)) return <span className="sureness">{words('origin.person')}</span>;
  const share = format.percent(Math.round(confidence * 100));
  const isGuess = confidence < UNSURE;
  const isWordForWord = confidence >= SURE && isVerbatim(parseValue(proposed), sources);
  return (
    <>
      <span className={isGuess ? 'unsure' : 'sureness'}>
        {isWordForWord ? words('sure.verbatim') : words(isGuess ? 'sure.guess' : 'sure.share', { share })}
      </span>
      {origin === 'summary' && <span className="sureness"> · {words('origin.summary')}</span>}
      {origin === 'source-mapping' && <span className="sureness"> · {words('origin.mapping')}</span>}
      {origin === 'model' && <span className="unsure"> · {words('origin.model')}</span>}
    </>
  );
}

interface QuotesProps {
  place: Source;
  /** beside the place */
  children?: ReactNode;
  quotes: readonly string[];
  lang: string;
  asWritten: string | null;
}

export function Quotes({ place, quotes, lang, asWritten, children }: QuotesProps) {
  const words = useImportWords();
  const placeWords = usePlaceWords();
  const id = useId();
  const where = placeWords(place);
  const filled = quotes.filter((quote) => quote !== '');
  const whole = filled.join(' ');
  const label = where === '' ? words('inDocument') : where;
  return (
    <figure aria-labelledby={id}>
      {filled.length > 0 && (
        <blockquote className="source-quote" lang={lang}>
          {whole.length <= SHORT ? (
            <Marked text={whole} found={asWritten} />
          ) : (
            <details>
              <summary>
                <Marked text={`${whole.slice(0, whole.lastIndexOf(' ', SHORT))} …`} found={asWritten} />
              </summary>
              {filled.map((quote, index) => (
                <p key={index}>{quote}</p>
              ))}
            </details>
          )}
        </blockquote>
      )}
      <figcaption id={id} className="source-place">
        <span className="visually-hidden">{words('source')}: </span>
        {label}
        {children}
      </figcaption>
    </figure>
  );
}

/** The words that were read, marked within their sentence. */
function Marked({ text, found }: { text: string; found: string | null }) {
  const at = found ? text.indexOf(found) : -1;
  if (!found || at < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <mark>{found}</mark>
      {text.slice(at + found.length)}
    </>
  );
}

interface Group {
  place: Source;
  quotes: string[];
}

/** Quotes of one place together, in the order of the document. */
function groupByPlace(sources: readonly Source[]): Group[] {
  const groups = new Map<string, Group>();
  for (const source of sources) {
    const { page, paragraph, sheet, cell, slide, file } = source;
    const key = JSON.stringify([file, sheet, cell, slide, page, paragraph]);
    const known = groups.get(key);
    if (!known) groups.set(key, { place: source, quotes: [source.quote] });
    else if (!known.quotes.includes(source.quote)) known.quotes.push(source.quote);
  }
  return [...groups.values()];
}
