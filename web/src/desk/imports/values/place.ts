import { useFormat } from '../../../ui/format';
import { useImportWords } from '../use-import-words';
import type { Source } from './read-value';

type Place = Omit<Source, 'quote' | '__typename'>;

/** Where something stands: "page 3, paragraph 12", "Sheet1 B7". Empty where the document has no places. */
export function usePlaceWords(): (place: Place) => string {
  const words = useImportWords();
  const format = useFormat();
  return ({ file, sheet, cell, slide, page, paragraph }) =>
    [
      file,
      sheet && (cell ? `${sheet} ${cell}` : sheet),
      slide !== null && words('place.slide', { slide: format.number(slide) }),
      page !== null && words('place.page', { page: format.number(page) }),
      paragraph !== null && words('place.paragraph', { paragraph: format.number(paragraph) }),
    ]
      .filter(Boolean)
      .join(', ');
}
