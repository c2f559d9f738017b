import { Module } from '@nestjs/common';
import { ContactsModule } from '../modules/contacts';
import { RecordsModule } from '../modules/records';
import { DemoLoader } from './demo-loader';

@Module({ imports: [RecordsModule, ContactsModule], providers: [DemoLoader], exports: [DemoLoader] })
export class DemoModule {}
