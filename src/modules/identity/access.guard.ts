import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { CodedError } from '../../common/errors';
import type { Viewer } from '../../common/viewer';
import { type GraphqlContext, VIEWER_SOURCE, type ViewerSource } from '../../platform/graphql';
import { ACCESS_RULE, type AccessRule, type RequestWithViewer } from './access.decorator';
import { maySomewhere, refusal } from './access.policy';

/** Refuses a root or a route that does not say who may call it, and whoever is not among those. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(VIEWER_SOURCE) private readonly viewers: ViewerSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const isGraphql = context.getType<string>() === 'graphql';
    // Fields of types are reached through roots alone.
    if (isGraphql && hasParent(context)) return true;
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (rule === undefined) throw new CodedError('FORBIDDEN', 'error.forbidden', {}, 403);
    // Pages and health are answered without asking who it is; pages ask for themselves.
    if (!isGraphql && rule === 'anyone') return true;
    const viewer = isGraphql ? graphqlViewer(context) : await this.httpViewer(context);
    if (!isAllowed(viewer, rule)) throw refusal(viewer);
    return true;
  }

  private async httpViewer(context: ExecutionContext): Promise<Viewer> {
    const request = context.switchToHttp().getRequest<RequestWithViewer>();
    request.viewer = await this.viewers.viewerOf(request);
    return request.viewer;
  }
}

function hasParent(context: ExecutionContext): boolean {
  const parent = GqlExecutionContext.create(context).getRoot<unknown>();
  return parent !== undefined && parent !== null;
}

function graphqlViewer(context: ExecutionContext): Viewer {
  return GqlExecutionContext.create(context).getContext<GraphqlContext>().request.viewer;
}

function isAllowed(viewer: Viewer, rule: AccessRule): boolean {
  if (rule === 'anyone') return true;
  return maySomewhere(viewer, rule === 'signed-in' ? 'site.signedIn' : rule);
}
