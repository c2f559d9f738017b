import { Module } from '@nestjs/common';
import { ContactsModule } from '../modules/contacts';
import { RecordsModule } from '../modules/records';
import { TranslationModule } from '../modules/translation';
import { DemoAccounts } from './demo-accounts';
import { DemoLoader } from './demo-loader';

@Module({
  imports: [RecordsModule, ContactsModule, TranslationModule],
  providers: [DemoAccounts, DemoLoader],
  exports: [DemoAccounts, DemoLoader],
})
export class DemoModule {}
