import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ACCESS_RULE } from '../../src/modules/identity';
import type { AccessCase } from './access-case';

/** Set by `@Query`, `@Mutation` and `@Subscription` on the methods they decorate. */
const ROOT_KIND = 'graphql:resolver_type';
const ROOT_NAME = 'graphql:resolver_name';
const ROOTS = ['Query', 'Mutation', 'Subscription'];

type Handler = (...given: unknown[]) => unknown;

export interface DeclaredRoot {
  /** `Class.method` */
  method: string;
  /** `Query.record`, `GET /health` */
  root: string;
  rule: unknown;
  handler: Handler;
}

/**
 * Roots whose declaration is none of the operations that they are tried by. A service may ask once more behind a root, so a
 * lost declaration need not show in a call; here it does.
 */
export function compareDeclarations(
  roots: readonly DeclaredRoot[],
  cases: readonly AccessCase[],
): { cases: number; mismatches: string[] } {
  const mismatches = roots.flatMap(({ root, rule }) => {
    const tried = cases
      .filter((one) => one.root === root)
      .map(({ operation, declares }) => declares ?? operation);
    const declared = rule === 'signed-in' ? 'site.signedIn' : rule;
    return tried.some((operation) => operation === declared)
      ? []
      : [`${root} declares ${String(rule)}, and is tried as ${tried.join(', ') || 'nothing'}`];
  });
  return { cases: roots.length, mismatches };
}

/** GraphQL roots and routes of these instances, with what they declare of access. */
export function rootsOf(instances: readonly object[]): DeclaredRoot[] {
  const reflector = new Reflector();
  const scanner = new MetadataScanner();
  return instances.flatMap((instance) => {
    const prototype = Object.getPrototypeOf(instance) as Record<string, Handler>;
    return scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler = prototype[method];
      const root = handler && (graphqlRoot(handler, method) ?? route(handler, instance));
      if (!handler || !root) return [];
      const rule: unknown = reflector.getAllAndOverride(ACCESS_RULE, [handler, instance.constructor]);
      return [{ method: `${instance.constructor.name}.${method}`, root, rule, handler }];
    });
  });
}

export function rootsOfApplication(app: NestExpressApplication): DeclaredRoot[] {
  const discovery = new DiscoveryService(app.get(ModulesContainer, { strict: false }));
  const instances = [...discovery.getProviders(), ...discovery.getControllers()]
    .map(({ instance }) => instance as unknown)
    .filter((instance): instance is object => typeof instance === 'object' && instance !== null);
  const roots = rootsOf([...new Set(instances)]);
  return roots;
}

function graphqlRoot(handler: Handler, method: string): string | undefined {
  const kind: unknown = Reflect.getMetadata(ROOT_KIND, handler);
  if (typeof kind !== 'string' || !ROOTS.includes(kind)) return undefined;
  const name: unknown = Reflect.getMetadata(ROOT_NAME, handler);
  return `${kind}.${typeof name === 'string' ? name : method}`;
}

function route(handler: Handler, instance: object): string | undefined {
  const verb: unknown = Reflect.getMetadata(METHOD_METADATA, handler);
  if (typeof verb !== 'number') return undefined;
  const [base] = [Reflect.getMetadata(PATH_METADATA, instance.constructor) as unknown].flat();
  const paths = [Reflect.getMetadata(PATH_METADATA, handler) as unknown].flat();
  const last = String(paths.at(-1) ?? '').replace(/^\*path$/, '*');
  const path = `/${[String(base ?? ''), last]
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter(Boolean)
    .join('/')}`;
  return `${RequestMethod[verb]} ${path}`;
}
