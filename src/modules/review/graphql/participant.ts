import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { RequestContext } from '../../../platform/graphql';
import { AccountsService } from '../../identity';

@ObjectType('Participant', { description: 'A person in a review, as they show themselves to colleagues.' })
export class ParticipantType {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true, description: 'absent where the account is gone' }) name!:
    string | null;
}

/** Names of accounts, in batches. */
@Injectable()
export class ParticipantReader {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
  ) {}

  async load(context: RequestContext, id: string | null): Promise<ParticipantType | null> {
    if (!id) return null;
    const name = await context
      .loader<string, string>('participants', (ids) =>
        this.accounts.displayNames(this.dataSource.manager, ids),
      )
      .load(id);
    return { id, name };
  }
}
