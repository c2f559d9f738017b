import { type DynamicModule, Module } from '@nestjs/common';
import { DemoModule } from './demo';
import { ContactsModule } from './modules/contacts';
import { DocumentsModule } from './modules/documents';
import { EventsModule } from './modules/events';
import { IdentityModule } from './modules/identity';
import { IngestModule } from './modules/ingest';
import { MethodsModule } from './modules/methods';
import { PlacesModule } from './modules/places';
import { PlansModule } from './modules/plans';
import { PracticesModule } from './modules/practices';
import { RecordsModule } from './modules/records';
import { ReviewModule } from './modules/review';
import { SearchModule } from './modules/search';
import { TranslationModule } from './modules/translation';
import { VocabularyModule } from './modules/vocabulary';
import { AddressesModule } from './platform/addresses';
import { AuditModule } from './platform/audit';
import { type Config, ConfigModule } from './platform/config';
import { DatabaseModule } from './platform/database';
import { GraphqlModule } from './platform/graphql';
import { HealthModule } from './platform/health';
import { I18nModule } from './platform/i18n';
import { JobsModule } from './platform/jobs';
import { MailModule } from './platform/mail';
import { StorageModule } from './platform/storage';
import { WebModule } from './platform/web';

/** The whole application on one database. */
@Module({})
export class AppModule {
  static forRoot(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        AddressesModule,
        I18nModule,
        DatabaseModule.forRoot(config, databaseUrl),
        JobsModule.forRoot(databaseUrl),
        AuditModule,
        MailModule,
        GraphqlModule,
        HealthModule,
        IdentityModule,
        VocabularyModule,
        RecordsModule,
        StorageModule,
        DocumentsModule,
        PlacesModule,
        PracticesModule,
        PlansModule,
        EventsModule,
        MethodsModule,
        ContactsModule,
        SearchModule,
        TranslationModule,
        ReviewModule,
        IngestModule,
        DemoModule,
        // Answers every address that nobody else does, so it comes last.
        WebModule,
      ],
    };
  }
}
