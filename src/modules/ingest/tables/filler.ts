import { fold } from '../../../platform/language';

/** What forms and exports write where nothing was said. */
const NOTHING =
  /^(?:null|nil|none|n\/?a|n\.a\.|not (?:available|applicable|specified)|tbd|todo|xxx+|test|[-–—.…?/]+|other,? please specify.*)$/i;
/** the words of the placeholder text that printers have used for five hundred years */
const PLACEHOLDER = new Set(
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea commodo consequat duis aute irure in reprehenderit voluptate velit esse cillum eu fugiat nulla pariatur excepteur sint occaecat cupidatat non proident sunt culpa qui officia deserunt mollit anim id est laborum at risus vel donec orci mauris nullam accumsan libero hac habitasse platea dictumst cras ac nunc nec massa tristique fringilla vestibulum pellentesque vivamus integer fusce praesent aenean curabitur phasellus morbi tellus lacus felis purus ligula augue justo eros turpis ornare faucibus quam urna neque ante blandit viverra'.split(
    ' ',
  ),
);
const FEWEST_WORDS = 6;

/** Whether a cell says nothing: a word for nothing, a form's own label, or placeholder text. */
export function isFiller(cell: string): boolean {
  const text = cell.trim();
  if (text === '' || NOTHING.test(text)) return true;
  const words = fold(text).match(/\p{L}+/gu) ?? [];
  if (words.length < FEWEST_WORDS) return /^lorem ipsum/i.test(text);
  return words.filter((word) => PLACEHOLDER.has(word)).length >= words.length * 0.7;
}
