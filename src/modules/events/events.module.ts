import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RecordsModule } from '../records';
import { EventContributor } from './event.contributor';
import { EventEntity } from './event.entity';
import { EventResolver } from './graphql/event.resolver';

@Module({
  imports: [RecordsModule, TypeOrmModule.forFeature([EventEntity])],
  providers: [EventContributor, EventResolver],
})
export class EventsModule {}
