import { In, type EntityManager } from 'typeorm';
import { RecordKind } from '../../common/records';
import { type ContentProblem, problem } from './content/content-validation';
import type { RecordContent } from './content/record-content';
import { RecordEntity } from './record.entities';

interface Reference {
  field: string;
  id: string;
  /** what it has to be; left out: any record */
  kind?: RecordKind;
}

/**
 * What is wrong with the records that a document's shared part points at: one that is not there, or a city or network
 * that is none, which no reader could be shown in that place. What a kind's own fields point at is not looked at here.
 */
export async function referenceProblems(
  manager: EntityManager,
  content: RecordContent,
): Promise<ContentProblem[]> {
  return referenceProblemsOfAll(manager, [content]);
}

/** The same of many documents at once, in one statement. */
export async function referenceProblemsOfAll(
  manager: EntityManager,
  contents: readonly RecordContent[],
): Promise<ContentProblem[]> {
  const references = contents.flatMap(referencesOf);
  if (references.length === 0) return [];
  const found = await manager.find(RecordEntity, {
    select: { id: true, kind: true },
    where: { id: In([...new Set(references.map(({ id }) => id))]) },
  });
  const kinds = new Map(found.map(({ id, kind }) => [id, kind]));
  return references.flatMap(({ field, id, kind }) => {
    const actual = kinds.get(id);
    if (!actual) return [problem(field, 'noRecord', 'is no record')];
    return kind && actual !== kind ? [problem(field, 'mustBe', `must be a ${kind}`)] : [];
  });
}

function referencesOf(content: RecordContent): Reference[] {
  return [
    ...content.cities.map((id, index) => ({ field: `cities.${index}`, id, kind: RecordKind.CITY })),
    ...content.networks.map((id, index) => ({ field: `networks.${index}`, id, kind: RecordKind.NETWORK })),
    ...content.ask.map((id, index) => ({ field: `ask.${index}`, id })),
    ...(content.owner ? [{ field: 'owner', id: content.owner }] : []),
  ];
}
