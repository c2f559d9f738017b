import { useCallback, useEffect, useRef, useState } from 'react';
import { usePage } from '../../../app/page-context';
import { Upload, type UploadedDocument, type UploadFailure, type UploadTarget } from './upload';

export type UploadState =
  | { phase: 'idle' }
  | { phase: 'sending' | 'paused' | 'done'; file: File; sent: number }
  | { phase: 'failed'; file: File; sent: number; failure: UploadFailure };

/** One upload of a page at a time: how far it is, and what can be done about it. */
export function useUpload(onDone: (document: UploadedDocument, file: File) => void): {
  state: UploadState;
  begin: (file: File, target: UploadTarget) => void;
  pause: () => void;
  goOn: () => void;
  cancel: () => void;
} {
  const { locale } = usePage();
  const [state, setState] = useState<UploadState>({ phase: 'idle' });
  const upload = useRef<Upload | null>(null);
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  // Who leaves the page stops sending; what came is kept for a day.
  useEffect(() => () => upload.current?.pause(), []);
  const begin = useCallback(
    (file: File, target: UploadTarget) => {
      upload.current?.pause();
      setState({ phase: 'sending', file, sent: 0 });
      upload.current = new Upload(file, target, locale, {
        onProgress: (sent) => setState((now) => (now.phase === 'sending' ? { ...now, sent } : now)),
        onDone: (document) => {
          setState({ phase: 'done', file, sent: file.size });
          done.current(document, file);
        },
        onFailure: (failure) =>
          setState((now) => ({ phase: 'failed', file, sent: now.phase === 'idle' ? 0 : now.sent, failure })),
      });
      upload.current.go();
    },
    [locale],
  );
  const pause = () => {
    upload.current?.pause();
    setState((now) => (now.phase === 'sending' ? { ...now, phase: 'paused' } : now));
  };
  const goOn = () => {
    setState((now) =>
      now.phase === 'paused' || now.phase === 'failed'
        ? { phase: 'sending', file: now.file, sent: now.sent }
        : now,
    );
    upload.current?.go();
  };
  const cancel = () => {
    upload.current?.cancel();
    upload.current = null;
    setState({ phase: 'idle' });
  };
  return { state, begin, pause, goOn, cancel };
}
