import { Module } from '@nestjs/common';
import { ContactsModule } from '../modules/contacts';
import { RecordsModule } from '../modules/records';
import { DemoAccounts } from './demo-accounts';
import { DemoLoader } from './demo-loader';

@Module({
  imports: [RecordsModule, ContactsModule],
  providers: [DemoAccounts, DemoLoader],
  exports: [DemoAccounts, DemoLoader],
})
export class DemoModule {}
