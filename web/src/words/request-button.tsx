import { useTranslation } from '../i18n/use-translation';
import type { useRequested } from './use-requested';

/** Has a machine translate the text beside it; afterwards says that it was asked for, or why not. */
export function RequestButton({ requested }: { requested: ReturnType<typeof useRequested> }) {
  const { t } = useTranslation();
  const { shown, request, isBusy, isAsked, failure } = requested;
  return (
    <>
      {request && (
        <>
          {' '}
          <button type="button" className="link-button" aria-disabled={isBusy} onClick={() => void request()}>
            {t('words.request')}
          </button>
        </>
      )}
      {(request || isAsked) && (
        <span role="status">{isAsked && shown.state === 'PENDING' && ` ${t('words.requested')}`}</span>
      )}
      {failure !== null && <span role="alert"> {failure}</span>}
    </>
  );
}
