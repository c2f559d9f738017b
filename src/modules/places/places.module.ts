import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RecordsModule } from '../records';
import { VocabularyModule } from '../vocabulary';
import { BudgetResolver, MembershipResolver } from './graphql/membership.resolver';
import { CityResolver, NetworkResolver, OrganisationResolver } from './graphql/place.resolvers';
import { RecordPlacesResolver } from './graphql/record-places.resolver';
import {
  InvitationPlaceResolver,
  OfferedInvitationPlaceResolver,
  RoleGrantPlaceResolver,
} from './graphql/role-place.resolvers';
import { MembershipQuery } from './membership.query';
import { NetworkContributor } from './network.contributor';
import { CityContributor, OrganisationContributor } from './place.contributors';
import * as entities from './place.entities';

@Module({
  imports: [RecordsModule, VocabularyModule, TypeOrmModule.forFeature(Object.values(entities))],
  providers: [
    MembershipQuery,
    CityContributor,
    OrganisationContributor,
    NetworkContributor,
    CityResolver,
    OrganisationResolver,
    NetworkResolver,
    MembershipResolver,
    BudgetResolver,
    RecordPlacesResolver,
    RoleGrantPlaceResolver,
    InvitationPlaceResolver,
    OfferedInvitationPlaceResolver,
  ],
})
export class PlacesModule {}
