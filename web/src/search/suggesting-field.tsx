import { useApolloClient } from '@apollo/client/react';
import { type KeyboardEvent, useContext, useEffect, useState } from 'react';
import { ComboBox, ComboBoxStateContext } from 'react-aria-components/ComboBox';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from '../i18n/use-translation';
import { useNavigate } from 'react-router';
import { usePage } from '../app/page-context';
import { EMPTY_SEARCH, recordPath, searchPath } from '../app/paths';
import { SuggestDocument, type SuggestQuery } from '../gql/graphql';
import { FIELD, type SearchBoxProps, SearchButton } from './search-box';

type Offer = SuggestQuery['suggest'][number] & { id: string };

const PAUSE_MS = 120;

/** The search field as a combobox that offers titles, places and themes. Choosing one leads to it; Enter searches. */
export function SuggestingField({ label, query, form }: SearchBoxProps) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const navigate = useNavigate();
  const [text, setText] = useState(query);
  const [shownQuery, setShownQuery] = useState(query);
  if (shownQuery !== query) {
    setShownQuery(query);
    setText(query);
  }
  const { offers, forget } = useOffers(text, text !== query);

  const choose = (key: unknown) => {
    const offer = offers.find(({ id }) => id === key);
    if (!offer) return;
    forget();
    if (offer.record) {
      setText(query);
      void navigate(recordPath(locale, offer.record.slug));
    } else {
      void navigate(searchPath(locale, { ...EMPTY_SEARCH, query: offer.text }));
    }
  };

  // The combobox keeps Enter to itself while its list is open; without a chosen offer Enter means "search".
  const submitOnEnter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.currentTarget.getAttribute('aria-activedescendant')) return;
    event.preventDefault();
    forget();
    event.currentTarget.form?.requestSubmit();
  };

  return (
    <I18nProvider locale={locale}>
      <ComboBox
        className="search-box"
        items={offers}
        inputValue={text}
        onInputChange={setText}
        selectedKey={null}
        onSelectionChange={choose}
        allowsCustomValue
        menuTrigger="input"
        defaultFilter={() => true}
        formValue="text"
      >
        <Label className="search-label">{label}</Label>
        <div className="search-line">
          <Input form={form} onKeyDownCapture={submitOnEnter} {...FIELD} />
          <SearchButton form={form} />
        </div>
        <OpenOnArrival count={offers.length} />
        <Popover className="offers" offset={4}>
          <ListBox<Offer> aria-label={t('search.suggestions')}>
            {(offer) => (
              <ListBoxItem id={offer.id} textValue={offer.text} className="offer">
                <span className="offer-text">{offer.text}</span>
                {offer.record && <span className="offer-kind">{t(`kind.${offer.record.kind}`)}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
    </I18nProvider>
  );
}

/** Offers come a moment after the key was struck; the combobox opens by itself only for what was there before. */
function OpenOnArrival({ count }: { count: number }) {
  const state = useContext(ComboBoxStateContext);
  const [opened, setOpened] = useState(0);
  const isFocused = state?.isFocused ?? false;
  useEffect(() => {
    if (count === opened) return;
    setOpened(count);
    if (count > 0 && isFocused) state?.open(null, 'input');
  }, [count, opened, isFocused, state]);
  return null;
}

/** What the server offers for what is typed. Errors offer nothing: typing goes on without. */
function useOffers(text: string, isTyping: boolean): { offers: Offer[]; forget: () => void } {
  const client = useApolloClient();
  const { locale } = usePage();
  const [offers, setOffers] = useState<Offer[]>([]);
  useEffect(() => {
    const asked = text.trim();
    if (!isTyping || asked.length < 2) {
      setOffers((before) => (before.length === 0 ? before : []));
      return undefined;
    }
    let current = true;
    const timer = setTimeout(() => {
      client
        .query({ query: SuggestDocument, variables: { text: asked.slice(0, 100), locale } })
        .then(({ data }) => {
          if (!current) return;
          setOffers(
            (data?.suggest ?? []).map((offer, index) => ({ ...offer, id: `${index}:${offer.text}` })),
          );
        })
        .catch(() => {
          if (current) setOffers([]);
        });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, locale, text, isTyping]);
  return { offers, forget: () => setOffers([]) };
}
