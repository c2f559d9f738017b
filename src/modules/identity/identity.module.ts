import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { VIEWER_SOURCE } from '../../platform/graphql';
import { AccessGuard } from './access.guard';
import { AccountsService } from './accounts.service';
import { CredentialsService } from './credentials.service';
import { AccountResolver } from './graphql/account.resolver';
import { CredentialsResolver } from './graphql/credentials.resolver';
import { RolesResolver } from './graphql/roles.resolver';
import { SignInResolver } from './graphql/sign-in.resolver';
import { InvitationsService } from './invitations.service';
import { LettersService } from './links/letters.service';
import { PasswordLinks } from './links/password-links';
import { LinksService } from './links/links.service';
import { MeQuery } from './me.query';
import { OidcAccountsService } from './oidc/oidc-accounts.service';
import { OidcController } from './oidc/oidc.controller';
import { OidcService } from './oidc/oidc.service';
import { PasswordsService } from './passwords/passwords.service';
import { RolesService } from './roles.service';
import { SessionsService } from './sessions.service';
import { SecondFactorService } from './sign-in/second-factor.service';
import { SignInService } from './sign-in/sign-in.service';
import { ThrottleService } from './sign-in/throttle.service';
import { TokensService } from './tokens.service';
import { ViewerQuery } from './viewer.query';
import { RequestViewerSource } from './viewer.source';

const SERVICES = [
  AccountsService,
  CredentialsService,
  InvitationsService,
  LettersService,
  LinksService,
  MeQuery,
  OidcAccountsService,
  OidcService,
  PasswordLinks,
  PasswordsService,
  RolesService,
  SecondFactorService,
  SessionsService,
  SignInService,
  ThrottleService,
  TokensService,
  ViewerQuery,
];

/** Who somebody is and what they may do. */
@Global()
@Module({
  controllers: [OidcController],
  providers: [
    ...SERVICES,
    AccountResolver,
    CredentialsResolver,
    RolesResolver,
    SignInResolver,
    { provide: VIEWER_SOURCE, useClass: RequestViewerSource },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [
    AccountsService,
    PasswordLinks,
    PasswordsService,
    RolesService,
    SessionsService,
    ViewerQuery,
    VIEWER_SOURCE,
  ],
})
export class IdentityModule {}
