import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { SIGNED_OUT, type Viewer } from '../../common/viewer';
import { VIEWER_SOURCE, type ViewerSource } from '../../platform/graphql';
import { AccessGuard } from './access.guard';

/** Until accounts exist every reader is signed out and sees what is public. */
const signedOutOnly: ViewerSource = {
  viewerOf: (): Promise<Viewer> => Promise.resolve(SIGNED_OUT),
};

@Global()
@Module({
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: VIEWER_SOURCE, useValue: signedOutOnly },
  ],
  exports: [VIEWER_SOURCE],
})
export class IdentityModule {}
