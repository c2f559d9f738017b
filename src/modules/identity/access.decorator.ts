import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Request } from 'express';
import { SIGNED_OUT, type Viewer } from '../../common/viewer';
import type { GraphqlContext } from '../../platform/graphql';
import { ACCESS_RULE } from '../../platform/http';
import type { Operation } from './access.table';

export { ACCESS_RULE };

/**
 * Who may call a root or a route. `anyone`: signed out too; what they see is still decided by audiences. `signed-in`: whoever
 * has an account. An operation of the access table: whoever may do it somewhere; *where* is for the service to ask with
 * `requireAccess`, once it knows what is meant.
 */
export type AccessRule = 'anyone' | 'signed-in' | Operation;

/** Every root and every route declares who may call it; one without is refused, and a test finds it. */
export const Access = (rule: AccessRule): MethodDecorator & ClassDecorator => SetMetadata(ACCESS_RULE, rule);

/** A request whose sender the guard has looked up. */
export interface RequestWithViewer extends Request {
  viewer?: Viewer;
}

/** The viewer of this call, in a GraphQL root or a route. */
export const CurrentViewer = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => {
  if (context.getType<string>() === 'graphql') {
    return GqlExecutionContext.create(context).getContext<GraphqlContext>().request.viewer;
  }
  return context.switchToHttp().getRequest<RequestWithViewer>().viewer ?? SIGNED_OUT;
});
