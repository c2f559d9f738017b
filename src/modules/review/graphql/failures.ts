import { Logger } from '@nestjs/common';
import { Field, ObjectType } from '@nestjs/graphql';
import { CodedError, type ErrorParameters } from '../../../common/errors';
import { UserErrorInterface } from '../../../platform/graphql';
import {
  ContentInvalidError,
  type ContentProblem,
  DraftChangedError,
  DraftMissingError,
  DraftOutdatedError,
  SlugTakenError,
} from '../../records';
import { ReviewError } from '../review-errors';

@ObjectType('FieldProblem', { description: 'What is wrong with one field of a draft.' })
export class FieldProblemType {
  @Field(() => String, { description: 'place in the document: `texts.summary.da`, `fields.cost.currency`' })
  field!: string;
  @Field(() => String, { description: 'stable; what software decides by' }) code!: string;
}

@ObjectType('ReviewRefusal', {
  implements: () => [UserErrorInterface],
  description:
    'Codes: DRAFT_IN_REVIEW, DRAFT_CHANGED, DRAFT_OUTDATED, ALREADY_SUBMITTED, NOT_POSSIBLE_NOW, REASON_MISSING, OWN_SUBMISSION, NOT_YOUR_GATE, NOT_YOUR_REVIEW, SUBMISSION_CHANGED, SLUG_TAKEN, NOT_FOUND and others that end in _MISSING, _UNKNOWN or _INVALID.',
})
export class ReviewRefusalType extends UserErrorInterface {}

@ObjectType('ContentRefusal', {
  implements: () => [UserErrorInterface],
  description: 'CONTENT_INVALID: the draft cannot be handed in as it is. Every field at fault is named.',
})
export class ContentRefusalType extends UserErrorInterface {
  @Field(() => [FieldProblemType]) problems!: FieldProblemType[];
}

const security = new Logger('Security');

export type Refusal = ReviewRefusalType | ContentRefusalType;

/** What the work answers with, or the failure that a caller has to expect. Everything else is thrown on. */
export async function answered<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    // What is another's is told as missing, and somebody asked for it.
    if (error instanceof CodedError && error.status === 404) {
      security.warn(`${error.code}: asked for what is not there, or not for them`);
    }
    return refusal;
  }
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof ContentInvalidError) {
    const { problems } = error;
    const parameters = { fields: problems.map(({ field }) => field).join(', ') };
    return Object.assign(new ContentRefusalType(), {
      ...told(error, problems[0]?.field ?? null, parameters),
      problems: problems as ContentProblem[],
    });
  }
  if (error instanceof ReviewError) {
    return Object.assign(new ReviewRefusalType(), told(error, error.field, error.parameters));
  }
  const field = error instanceof SlugTakenError ? 'slug' : null;
  if (
    error instanceof SlugTakenError ||
    error instanceof DraftMissingError ||
    error instanceof DraftChangedError ||
    error instanceof DraftOutdatedError
  ) {
    return Object.assign(new ReviewRefusalType(), told(error, field, error.parameters));
  }
  return null;
}

function told(
  { code, messageKey }: CodedError,
  field: string | null,
  parameters: ErrorParameters,
): Pick<UserErrorInterface, 'code' | 'field' | 'messageKey' | 'parameters'> {
  return { code, field, messageKey, parameters };
}

/** For unions: the type of a refusal, else the one of the result. */
export function typeOr<T>(
  result: T,
): (value: unknown) => T | typeof ReviewRefusalType | typeof ContentRefusalType {
  return (value) => {
    if (value instanceof ContentRefusalType) return ContentRefusalType;
    return value instanceof ReviewRefusalType ? ReviewRefusalType : result;
  };
}

export function isRefusal(value: unknown): value is Refusal {
  return value instanceof ReviewRefusalType || value instanceof ContentRefusalType;
}
