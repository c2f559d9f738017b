import { Field, Int, ObjectType } from '@nestjs/graphql';
import { LinkType, RecordInterface } from '../../records';
import { type ConceptNode, ConceptType } from '../../vocabulary';

@ObjectType('Event', { implements: () => [RecordInterface] })
export class EventType extends RecordInterface {
  @Field(() => ConceptType) eventKind!: ConceptNode;
  @Field(() => Boolean, { nullable: true, description: 'absent: not reported' }) online!: boolean | null;
  @Field(() => String, { nullable: true, description: 'name of the place as written' }) place!: string | null;
  @Field(() => Int, { nullable: true, description: 'the how-manieth of its series' }) edition!: number | null;
  @Field(() => Int, { nullable: true, description: 'persons; absent: not reported' }) participants!:
    number | null;
  @Field(() => [LinkType]) links!: LinkType[];
}
