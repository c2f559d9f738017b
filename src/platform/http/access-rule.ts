import { SetMetadata } from '@nestjs/common';

/** Where a root or a route says who may call it; `modules/identity` reads it. */
export const ACCESS_RULE = 'crosstown:access';

/** A route of the house itself, which everybody may call: pages, health. */
export const OpenToAnyone = (): MethodDecorator & ClassDecorator => SetMetadata(ACCESS_RULE, 'anyone');
