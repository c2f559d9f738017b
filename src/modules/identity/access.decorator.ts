import { SetMetadata } from '@nestjs/common';

/** Who may call a root. `anyone`: signed out too; what they see is still decided by audiences. */
export type AccessRule = 'anyone';

export const ACCESS_RULE = 'crosstown:access';

/** Every root of the API declares who may call it; a root without is refused, and a test finds it. */
export const Access = (rule: AccessRule): MethodDecorator & ClassDecorator => SetMetadata(ACCESS_RULE, rule);
