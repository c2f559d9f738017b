import { IsConceptOf, LinkContent, ListOf } from '../records';

/** Texts: `title`, `summary`, `howItWorks`, `whenToUse`, `limits`. */
export class MethodFields {
  /** the concept of the vocabulary that this describes */
  @IsConceptOf('method') concept!: string;
  @ListOf(() => LinkContent, 50) links?: LinkContent[];
}
