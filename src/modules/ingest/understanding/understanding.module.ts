import { Module } from '@nestjs/common';
import { VocabularyModule } from '../../vocabulary';
import { UnderstandingContextQuery } from './understanding-context.query';
import { UnderstandingService } from './understanding.service';

@Module({
  imports: [VocabularyModule],
  providers: [UnderstandingContextQuery, UnderstandingService],
  exports: [UnderstandingService],
})
export class UnderstandingModule {}
