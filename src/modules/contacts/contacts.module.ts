import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RecordsModule } from '../records';
import { ContactContributor } from './contact.contributor';
import * as entities from './contact.entities';
import { ContactsService } from './contacts.service';
import { ContactResolver } from './graphql/contact.resolver';

@Module({
  imports: [RecordsModule, TypeOrmModule.forFeature(Object.values(entities))],
  providers: [ContactContributor, ContactsService, ContactResolver],
  exports: [ContactsService],
})
export class ContactsModule {}
