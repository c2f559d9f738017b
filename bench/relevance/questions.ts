import { readFileSync } from 'node:fs';
import type { BenchDocument } from './bench-engine.type';

export interface QuestionSet {
  documents: BenchDocument[];
  questions: { query: string; passage: string }[];
}

interface SquadFile {
  data: {
    paragraphs: { context: string; qas: { question: string; is_impossible?: boolean }[] }[];
  }[];
}

/** A file in SQuAD form: its different passages, and the questions they answer. */
export function readQuestions(path: string, locale: string): QuestionSet {
  const file = JSON.parse(readFileSync(path, 'utf8')) as SquadFile;
  const ids = new Map<string, string>();
  const questions: QuestionSet['questions'] = [];
  for (const { context, qas } of file.data.flatMap((article) => article.paragraphs)) {
    const passage = ids.get(context) ?? String(ids.size);
    ids.set(context, passage);
    for (const { question, is_impossible: unanswered } of qas) {
      if (!unanswered) questions.push({ query: question, passage });
    }
  }
  return {
    documents: [...ids].map(([body, id]) => ({ id, texts: [{ locale, body }] })),
    questions,
  };
}
