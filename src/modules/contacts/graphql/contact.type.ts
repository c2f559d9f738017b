import { Field, ObjectType } from '@nestjs/graphql';
import { RecordInterface } from '../../records';

@ObjectType('Contact', {
  implements: () => [RecordInterface],
  description: 'A contact card, shown while the person consents to being found. It never holds an address.',
})
export class ContactType extends RecordInterface {
  @Field(() => [String], { description: 'BCP 47' }) spokenLanguages!: string[];
}
