import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConceptEntity, ConceptLabelEntity, LocaleEntity } from './vocabulary.entities';
import { VocabularyResolver } from './vocabulary.resolver';
import { VocabularyService } from './vocabulary.service';

@Module({
  imports: [TypeOrmModule.forFeature([LocaleEntity, ConceptEntity, ConceptLabelEntity])],
  providers: [VocabularyService, VocabularyResolver],
  exports: [VocabularyService],
})
export class VocabularyModule {}
