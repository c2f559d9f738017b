import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { VIEWER_SOURCE } from '../../platform/graphql';
import { AccessGuard } from './access.guard';
import { AccountsService } from './accounts.service';
import { SessionsService } from './sessions.service';
import { ViewerQuery } from './viewer.query';
import { RequestViewerSource } from './viewer.source';

@Global()
@Module({
  providers: [
    AccountsService,
    SessionsService,
    ViewerQuery,
    { provide: VIEWER_SOURCE, useClass: RequestViewerSource },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccountsService, SessionsService, ViewerQuery, VIEWER_SOURCE],
})
export class IdentityModule {}
