import { useEffect } from 'react';

/** Has the browser ask before the site is left, as long as `isUnsaved` says that something would be lost. */
export function useLeaveWarning(isUnsaved: () => boolean): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isUnsaved()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
}
