import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RecordsModule } from '../records';
import { MethodResolver } from './graphql/method.resolver';
import { MethodContributor } from './method.contributor';
import { MethodEntity } from './method.entity';

@Module({
  imports: [RecordsModule, TypeOrmModule.forFeature([MethodEntity])],
  providers: [MethodContributor, MethodResolver],
})
export class MethodsModule {}
