import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { VocabularyModule } from '../vocabulary';
import { RecordQueryResolver } from './graphql/record-query.resolver';
import { RecordResolver } from './graphql/record.resolver';
import { KindRegistry } from './kind-registry';
import { NewRecordWriter } from './new/new-record-writer';
import { NewRecordsService } from './new/new-records.service';
import { RecordChanges } from './record-changes';
import * as entities from './record.entities';
import { RecordQuery } from './record.query';
import { RecordPassages } from './record-passages';
import { RecordReader } from './record-reader';
import { RecordTextWriter } from './record-text-writer';
import { RecordWriter } from './record-writer';
import { RecordsService } from './records.service';
import { DraftsService } from './drafts.service';
import { RecordStandingService } from './record-standing.service';
import { VersionsQuery } from './versions/versions.query';

@Module({
  imports: [VocabularyModule, TypeOrmModule.forFeature(Object.values(entities))],
  providers: [
    KindRegistry,
    RecordChanges,
    RecordPassages,
    RecordQuery,
    RecordReader,
    RecordTextWriter,
    RecordWriter,
    RecordsService,
    NewRecordsService,
    NewRecordWriter,
    DraftsService,
    RecordStandingService,
    VersionsQuery,
    RecordResolver,
    RecordQueryResolver,
  ],
  exports: [
    DraftsService,
    KindRegistry,
    NewRecordsService,
    RecordChanges,
    RecordPassages,
    RecordReader,
    RecordsService,
    VersionsQuery,
    RecordStandingService,
  ],
})
export class RecordsModule {}
