import { Field, ObjectType } from '@nestjs/graphql';
import { LinkType, RecordInterface } from '../../records';
import { type ConceptNode, ConceptType } from '../../vocabulary';

@ObjectType('Method', { implements: () => [RecordInterface] })
export class MethodType extends RecordInterface {
  @Field(() => ConceptType, { description: 'the concept that it describes' }) concept!: ConceptNode;
  @Field(() => [LinkType]) links!: LinkType[];
}
