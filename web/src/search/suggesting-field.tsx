import { type FocusEvent, type KeyboardEvent, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { TextField } from 'react-aria-components/TextField';
import { useNavigate } from 'react-router';
import { usePage } from '../app/page-context';
import { EMPTY_SEARCH, recordPath, searchPath } from '../app/paths';
import { useTranslation } from '../i18n/use-translation';
import { FIELD, type SearchBoxProps, SearchButton } from './search-box';
import { type Offer, useOffers } from './use-offers';

/**
 * The search field as a combobox that offers titles, places and themes: arrows walk the list while the focus stays in
 * the field, Enter takes the offer that is marked and searches where none is, Escape closes the list. The list lies
 * in the page itself, not over it, so nothing else is hidden from assistive technology while it is open.
 */
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
  const isOpen = offers.length > 0;

  const choose = (offer: Offer) => {
    forget();
    setText(query);
    const { record } = offer;
    void navigate(
      record ? recordPath(locale, record.slug) : searchPath(locale, { ...EMPTY_SEARCH, query: offer.text }),
    );
  };

  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && isOpen) {
      // The first Escape closes the list; the field keeps what was typed.
      event.preventDefault();
      event.stopPropagation();
      forget();
    }
    if (event.key === 'Enter' && !event.currentTarget.getAttribute('aria-activedescendant')) {
      event.preventDefault();
      event.stopPropagation();
      forget();
      event.currentTarget.form?.requestSubmit();
    }
  };

  const closeOnLeaving = (event: FocusEvent<HTMLDivElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) forget();
  };

  return (
    <I18nProvider locale={locale}>
      <div className="search-box" onBlur={closeOnLeaving}>
        <Autocomplete inputValue={text} onInputChange={setText} disableAutoFocusFirst>
          <TextField value={text} onChange={setText} type="search">
            <Label className="search-label">{label}</Label>
            <div className="search-line">
              <Input
                {...FIELD}
                form={form}
                role="combobox"
                aria-expanded={isOpen}
                aria-haspopup="listbox"
                onKeyDownCapture={onKey}
              />
              <SearchButton form={form} />
            </div>
          </TextField>
          <ListBox
            className={isOpen ? 'offers' : 'offers offers-none'}
            aria-label={t('search.suggestions')}
            items={offers}
            onAction={(key) => {
              const offer = offers.find(({ id }) => id === key);
              if (offer) choose(offer);
            }}
          >
            {(offer) => (
              <ListBoxItem id={offer.id} textValue={offer.text} className="offer">
                <span className="offer-text">{offer.text}</span>
                {offer.record && <span className="offer-kind">{t(`kind.${offer.record.kind}`)}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Autocomplete>
        <span className="visually-hidden" aria-live="polite">
          {isOpen ? t('search.suggestionCount', { count: offers.length }) : ''}
        </span>
      </div>
    </I18nProvider>
  );
}
