import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { CodedError } from '../../../common/errors';
import { TextOrigin } from '../../../common/localized-text';
import { RecordKind } from '../../../common/records';
import type { KindRegistry } from '../kind-registry';
import { RecordContent, type TextContent } from './record-content';

export interface ContentProblem {
  /** e.g. `fields.cost.currency` or `texts.summary.da` */
  field: string;
  /** what is wrong, stable; `problem.<code>` of `i18n/<locale>/messages/` says it in the reader's language */
  code: string;
  /** the same in English, for logs and commands */
  message: string;
}

export function problem(field: string, code: string, message: string): ContentProblem {
  return { field, code, message };
}

/** A draft that cannot be published as it is. `problems` names every field at fault. */
export class ContentInvalidError extends CodedError {
  constructor(readonly problems: readonly ContentProblem[]) {
    super('CONTENT_INVALID', 'error.content.invalid', {
      fields: problems.map((p) => `${p.field}: ${p.message}`).join('; '),
    });
    this.name = 'ContentInvalidError';
  }
}

const STRICT = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true } as const;

/** Checks a document and its kind's own part. Returns it as instances; throws ContentInvalidError with every problem. */
export function validateContent(input: unknown, kinds: KindRegistry): RecordContent {
  const content = plainToInstance(RecordContent, input);
  const problems = flatten(validateSync(content, STRICT));
  if (problems.length > 0) throw new ContentInvalidError(problems);
  problems.push(...kindProblems(content, kinds, ''), ...actionProblems(content));
  for (const [index, action] of (content.actions ?? []).entries()) {
    problems.push(...kindProblems(action, kinds, `actions.${index}.`));
  }
  if (problems.length > 0) throw new ContentInvalidError(problems);
  return content;
}

/** What is wrong with a document by itself; whether the records that it points at are there is not asked. */
export function contentProblems(input: unknown, kinds: KindRegistry): readonly ContentProblem[] {
  try {
    validateContent(input, kinds);
    return [];
  } catch (error) {
    if (error instanceof ContentInvalidError) return error.problems;
    throw error;
  }
}

function kindProblems(content: RecordContent, kinds: KindRegistry, prefix: string): ContentProblem[] {
  const contributor = kinds.get(content.kind);
  const fields = plainToInstance(contributor.fieldsType, content.fields);
  const own = flatten(validateSync(fields, STRICT), 'fields');
  const patterns = contributor.textFields.map(({ path }) => path);
  return [...own, ...textProblems(content.texts, patterns)].map((p) => ({ ...p, field: prefix + p.field }));
}

/** Only a plan has actions, each of them once, and they have none of their own. */
function actionProblems({ kind, actions = [] }: RecordContent): ContentProblem[] {
  if (actions.length > 0 && kind !== RecordKind.PLAN) {
    return [problem('actions', 'notHere', 'belong to a plan')];
  }
  return actions.flatMap((action, index) => {
    const at = `actions.${index}`;
    const isFirst = actions.findIndex(({ slug }) => slug === action.slug) === index;
    return [
      ...(action.kind === RecordKind.ACTION ? [] : [problem(`${at}.kind`, 'mustBe', 'must be ACTION')]),
      ...(isFirst ? [] : [problem(`${at}.slug`, 'twice', 'stands there twice')]),
      ...(action.actions?.length ? [problem(`${at}.actions`, 'notHere', 'belong to a plan')] : []),
    ];
  });
}

/** Every text belongs to a field of the kind, once per language, with exactly one source; a title there must be. */
function textProblems(texts: readonly TextContent[], patterns: readonly string[]): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const seen = new Set<string>();
  const sources = new Map<string, number>();
  for (const text of texts) {
    const field = `texts.${text.field}.${text.locale}`;
    if (!patterns.includes(pathPattern(text.field)))
      problems.push(problem(field, 'notHere', 'is no text of this kind'));
    if (seen.has(field)) problems.push(problem(field, 'twice', 'stands there twice'));
    seen.add(field);
    if (text.origin === TextOrigin.MACHINE && !text.engine)
      problems.push(problem(field, 'noEngine', 'names no engine'));
    sources.set(text.field, (sources.get(text.field) ?? 0) + (text.isSource ? 1 : 0));
  }
  for (const [field, count] of sources) {
    if (count !== 1)
      problems.push(problem(`texts.${field}`, 'oneSource', `has ${count} sources, must have one`));
  }
  if (!sources.has('title')) problems.push(problem('texts.title', 'missing', 'is missing'));
  return problems;
}

/** `milestones.m1.title` → `milestones.*.title`. */
export function pathPattern(field: string): string {
  const parts = field.split('.');
  return parts.length === 3 ? `${parts[0]}.*.${parts[2]}` : field;
}

function flatten(errors: readonly ValidationError[], parent = ''): ContentProblem[] {
  return errors.flatMap((error) => {
    const field = parent ? `${parent}.${error.property}` : error.property;
    const own = Object.entries(error.constraints ?? {}).map(([code, message]) =>
      problem(field, code, message),
    );
    return [...own, ...flatten(error.children ?? [], field)];
  });
}
