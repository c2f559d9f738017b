import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RecordsModule } from '../records';
import { VocabularyModule } from '../vocabulary';
import { ActionContributor } from './action.contributor';
import { ActionQuery } from './action.query';
import { ActionResolver, IndicatorResolver, MilestoneResolver } from './graphql/action.resolvers';
import { PlanObjectiveResolver, PlanResolver, PlanSectionResolver } from './graphql/plan.resolvers';
import { MilestoneQuery } from './milestone.query';
import { PlanContributor } from './plan.contributor';
import * as entities from './plan.entities';

@Module({
  imports: [RecordsModule, VocabularyModule, TypeOrmModule.forFeature(Object.values(entities))],
  providers: [
    PlanContributor,
    ActionContributor,
    ActionQuery,
    MilestoneQuery,
    PlanResolver,
    PlanObjectiveResolver,
    PlanSectionResolver,
    ActionResolver,
    MilestoneResolver,
    IndicatorResolver,
  ],
})
export class PlansModule {}
