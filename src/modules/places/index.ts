export { CityType, NetworkType, OrganisationType } from './graphql/place.types';
export * from './places.module';
