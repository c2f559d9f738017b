import type { ExecutionContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { GqlExecutionContext, Query, Resolver } from '@nestjs/graphql';
import { ACCESS_RULE } from '../src/modules/identity';
import { AccessGuard } from '../src/modules/identity/access.guard';
import { VIEWER_SOURCE, type ViewerSource } from '../src/platform/graphql';
import { useApplication } from './harness/application';

/** Set by `@Query`, `@Mutation` and `@Subscription` on the methods they decorate. */
const ROOT_KIND = 'graphql:resolver_type';
const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** Roots of these instances as `Class.method`, with what they declare of access. */
function rootsOf(instances: readonly object[]): { name: string; root: string; rule: unknown }[] {
  const reflector = new Reflector();
  const scanner = new MetadataScanner();
  return instances.flatMap((instance) => {
    const prototype = Object.getPrototypeOf(instance) as Record<string, (...given: unknown[]) => unknown>;
    return scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler = prototype[method];
      if (!handler) return [];
      const root: unknown = Reflect.getMetadata(ROOT_KIND, handler);
      if (typeof root !== 'string' || !ROOTS.includes(root)) return [];
      const rule: unknown = reflector.getAllAndOverride(ACCESS_RULE, [handler, instance.constructor]);
      return [{ name: `${instance.constructor.name}.${method}`, root, rule }];
    });
  });
}

@Resolver()
class UndeclaredResolver {
  @Query(() => String)
  secret(): string {
    return 'secret';
  }
}

describe('access', () => {
  const running = useApplication();

  it('is declared by every root of the API', async () => {
    const discovery = new DiscoveryService(running().app.get(ModulesContainer, { strict: false }));
    const instances = discovery
      .getProviders()
      .map(({ instance }) => instance as unknown)
      .filter((instance): instance is object => typeof instance === 'object' && instance !== null);
    const roots = rootsOf(instances);
    // Every root of the schema is among those looked at, so none escapes.
    const { __schema } = await running().query<{
      __schema: Record<'queryType' | 'mutationType', { fields: { name: string }[] } | null>;
    }>('{ __schema { queryType { fields { name } } mutationType { fields { name } } } }');
    const inSchema = [...(__schema.queryType?.fields ?? []), ...(__schema.mutationType?.fields ?? [])];
    expect(inSchema.length).toBeGreaterThan(10);
    expect(roots).toHaveLength(inSchema.length);
    expect(roots.filter(({ rule }) => rule === undefined).map(({ name }) => name)).toEqual([]);
  });

  it('is seen to be missing where a root declares none', () => {
    expect(rootsOf([new UndeclaredResolver()])).toEqual([
      { name: 'UndeclaredResolver.secret', root: 'Query', rule: undefined },
    ]);
  });

  it('is refused by the guard where a root declares none', async () => {
    const resolver = new UndeclaredResolver();
    const handler = (UndeclaredResolver.prototype as { secret: () => string }).secret;
    const context = {
      getType: () => 'graphql',
      getClass: () => UndeclaredResolver,
      getHandler: () => handler,
      getArgs: () => [undefined, {}, {}, {}],
    } as unknown as ExecutionContext;
    expect(GqlExecutionContext.create(context).getRoot()).toBeUndefined();
    const viewers = running().app.get<ViewerSource>(VIEWER_SOURCE, { strict: false });
    await expect(new AccessGuard(new Reflector(), viewers).canActivate(context)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      status: 403,
    });
    expect(resolver.secret()).toBe('secret');
  });
});
