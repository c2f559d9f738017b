import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RecordsModule } from '../records';
import { AddressCipher } from './address-cipher';
import { ContactContributor } from './contact.contributor';
import * as entities from './contact.entities';
import { ContactsService } from './contacts.service';
import { ContactResolver } from './graphql/contact.resolver';

@Module({
  imports: [RecordsModule, TypeOrmModule.forFeature(Object.values(entities))],
  providers: [AddressCipher, ContactContributor, ContactsService, ContactResolver],
  exports: [ContactsService],
})
export class ContactsModule {}
