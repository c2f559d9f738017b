import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RecordsModule } from '../records';
import { VocabularyModule } from '../vocabulary';
import { EvidenceResolver, PartnerResolver, PracticeResolver } from './graphql/practice.resolvers';
import { PracticeContributor } from './practice.contributor';
import { PracticeEntity } from './practice.entity';

@Module({
  imports: [RecordsModule, VocabularyModule, TypeOrmModule.forFeature([PracticeEntity])],
  providers: [PracticeContributor, PracticeResolver, EvidenceResolver, PartnerResolver],
})
export class PracticesModule {}
