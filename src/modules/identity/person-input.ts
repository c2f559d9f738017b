import { InputRefused } from './failures';

const MAX_NAME = 100;
const MAX_EMAIL = 254;
/** One `@`, a dot behind it, nothing invisible. Whether it is somebody's is for the letter to show. */
const EMAIL = /^[^\s@,;:<>()[\]\\"\p{C}]{1,64}@[^\s@,;:<>()[\]\\"\p{C}]+\.[^\s@,;:<>()[\]\\"\p{C}]{2,}$/u;
const INVISIBLE = /\p{C}/u;

export function emailProblem(email: string, field = 'email'): InputRefused | null {
  if (email.trim().length <= MAX_EMAIL && EMAIL.test(email.trim())) return null;
  return new InputRefused('EMAIL_MALFORMED', 'error.input.email', field);
}

export function nameProblem(name: string, field = 'displayName'): InputRefused | null {
  const length = name.trim().length;
  if (length > 0 && length <= MAX_NAME && !INVISIBLE.test(name)) return null;
  return new InputRefused('NAME_MALFORMED', 'error.input.name', field, { max: MAX_NAME });
}
