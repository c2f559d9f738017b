import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { ChosenText } from '../../../common/localized-text';
import type { RequestContext } from '../../../platform/graphql';
import { placesOf, wordForms } from '../chain/term-forms';
import { loadTermsOf, type Term } from './glossary.query';

export interface TermNote {
  /** UTF-16 offsets into the text */
  start: number;
  end: number;
  term: string;
  definition: string;
}

/** Beyond this a text is not looked through for terms, in characters. */
const READ = 10_000;

/** Explains terms of a network to the reader, where they stand. */
@Injectable()
export class GlossaryNotes {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Notes to a text, in the order in which the terms stand there; each term once, at its first place. */
  async of(request: RequestContext, { recordId, text, locale }: ChosenText): Promise<TermNote[]> {
    const terms = await request
      .loader<string, Term[]>('glossary:record', (ids) => loadTermsOf(this.dataSource.manager, ids))
      .load(recordId);
    if (!terms || terms.length === 0) return [];
    const words = wordForms(text.slice(0, READ), locale);
    const notes: TermNote[] = [];
    for (const term of terms) {
      const definition = term.definitions[locale] ?? term.definitions['en'] ?? term.definitions[term.locale];
      if (definition === undefined) continue;
      const forms = [term.renderings[locale], term.term].filter((form) => form !== undefined);
      const places = forms.flatMap((form) => placesOf(words, wordForms(form, locale)));
      const [first, last] = places.sort((a, b) => a[0] - b[0])[0] ?? [];
      const start = words[first ?? -1]?.start;
      const end = words[last ?? -1]?.end;
      if (start !== undefined && end !== undefined) notes.push({ start, end, term: term.term, definition });
    }
    return notes.sort((a, b) => a.start - b.start);
  }
}
