import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { CodedError } from '../../common/errors';
import { ACCESS_RULE, type AccessRule } from './access.decorator';

/** Refuses a GraphQL root that does not say who may call it. Fields of types are reached through roots alone. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType<string>() !== 'graphql') return true;
    const parent = GqlExecutionContext.create(context).getRoot<unknown>();
    if (parent !== undefined && parent !== null) return true;
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (rule === 'anyone') return true;
    throw new CodedError('FORBIDDEN', 'error.forbidden', {}, 403);
  }
}
