import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RecordsModule } from '../records';
import { DocumentFilesController } from './document-files.controller';
import { DocumentEntity, DocumentPassageEntity, DocumentRecordEntity } from './document.entity';
import { DocumentsService } from './documents.service';
import { DocumentPassagesSource } from './passages/document-passages.source';
import { TusEdge } from './uploads/tus-edge';
import { UploadJobs } from './uploads/upload-jobs';
import { UploadTargets } from './uploads/upload-target';
import { UploadsController } from './uploads/uploads.controller';
import { UploadsService } from './uploads/uploads.service';

/** Files that were handed in: how they come, where they lie, what they say, who gets them. */
@Module({
  imports: [
    RecordsModule,
    TypeOrmModule.forFeature([DocumentEntity, DocumentPassageEntity, DocumentRecordEntity]),
  ],
  controllers: [UploadsController, DocumentFilesController],
  providers: [DocumentsService, DocumentPassagesSource, UploadsService, UploadTargets, TusEdge, UploadJobs],
  exports: [DocumentsService, UploadsService],
})
export class DocumentsModule {}
