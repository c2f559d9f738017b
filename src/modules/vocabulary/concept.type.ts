import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Locale } from '../../common/locale';

/** A concept on its way to a reader; `shownLocale` is the language asked for further up, if any. */
export interface ConceptNode {
  id: string;
  scheme: string;
  shownLocale?: Locale | undefined;
}

@ObjectType('Concept', {
  description: 'A term of the controlled vocabulary. Its id is `<scheme>/<key>` and stays.',
})
export class ConceptType {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'theme, target-group, method, sdg …' }) scheme!: string;
}

/** The concept of that id, or null for null: what a nullable field resolves to. */
export function conceptNode(id: string, shownLocale?: Locale): ConceptNode;
export function conceptNode(id: string | null | undefined, shownLocale?: Locale): ConceptNode | null;
export function conceptNode(id: string | null | undefined, shownLocale?: Locale): ConceptNode | null {
  return id ? { id, scheme: id.slice(0, id.indexOf('/')), shownLocale } : null;
}
