import { fold } from '../../../platform/language';
import { wordsOf } from './words';

/**
 * Whether the local part of an address is made of this name: `jan.novak`, `novak.jan`, `jnovak`, `novakj`, `jan`,
 * `novak`. A letter too few or too many does not fit: such a letter sends mail to somebody else.
 */
export function mailboxFits(address: string, name: string): boolean {
  const local = fold(address.split('@')[0] ?? '').replace(/\d+$/, '');
  const names = wordsOf(name).map((word) => word.folded);
  const first = names[0] ?? '';
  const last = names.at(-1) ?? '';
  const parts = local.split(/[._+-]/).filter((part) => part !== '');
  const fits = (part: string): boolean =>
    names.includes(part) || (part.length === 1 && names.some((n) => n[0] === part));
  if (parts.length > 1) return parts.every(fits) && parts.some((part) => part.length > 1);
  const initials = names.map((n) => n[0] ?? '').join('');
  return [
    ...names,
    initials,
    names.join(''),
    `${last}${first}`,
    `${first[0] ?? ''}${last}`,
    `${last}${first[0] ?? ''}`,
    `${first}${last[0] ?? ''}`,
    `${first.slice(0, 2)}${last}`,
  ].includes(local);
}
