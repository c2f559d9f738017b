import { Module } from '@nestjs/common';
import { VocabularyModule } from '../../vocabulary';
import { CategoryMappings } from './category-mappings.service';
import { UnderstandingContextQuery } from './understanding-context.query';
import { UnderstandingService } from './understanding.service';

@Module({
  imports: [VocabularyModule],
  providers: [CategoryMappings, UnderstandingContextQuery, UnderstandingService],
  exports: [CategoryMappings, UnderstandingService],
})
export class UnderstandingModule {}
