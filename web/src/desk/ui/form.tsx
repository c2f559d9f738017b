import type { ReactNode, SubmitEvent } from 'react';
import { useEffect, useRef } from 'react';
import { useDeskWords } from '../use-desk-words';
import type { Failure } from './use-action';

interface FormProps {
  /** the values of its fields by name */
  onSubmit: (values: Record<string, string>) => void;
  submit: string;
  isBusy: boolean;
  /** shown above the button where it is about no single field */
  failure?: Failure | null;
  /** names of the fields that show their own failures */
  fields?: readonly string[];
  /** what was done, read out as it appears */
  done?: string | null;
  children: ReactNode;
  /** further ways on, beside the button */
  ways?: ReactNode;
}

/** A form whose failures are read out, and that is sent once however often the button is pressed. */
export function Form({ onSubmit, submit, isBusy, failure, fields = [], done, children, ways }: FormProps) {
  const words = useDeskWords();
  const onSend = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === 'string') values[name] = value;
    }
    onSubmit(values);
  };
  const isOwn = failure && failure.field !== null && fields.includes(failure.field);
  return (
    <form className="form" onSubmit={onSend} noValidate>
      {children}
      {failure && !isOwn && <FailureNote message={failure.message} />}
      <p role="status" className={done && !failure ? 'notice' : 'visually-hidden'}>
        {done && !failure ? done : ''}
      </p>
      <p className="ways">
        <button type="submit" className="button" aria-disabled={isBusy}>
          {isBusy ? words('form.busy') : submit}
        </button>
        {ways}
      </p>
    </form>
  );
}

/** A failure as a sentence; moves the reader's attention to it as it appears. */
export function FailureNote({ message }: { message: string }) {
  const note = useRef<HTMLParagraphElement>(null);
  useEffect(() => note.current?.focus(), [message]);
  return (
    <p ref={note} className="failure" role="alert" tabIndex={-1}>
      {message}
    </p>
  );
}
