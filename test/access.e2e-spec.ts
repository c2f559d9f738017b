import { readFileSync } from 'node:fs';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext, Query, Resolver } from '@nestjs/graphql';
import { accessDocument } from '../src/modules/identity';
import { AccessGuard } from '../src/modules/identity/access.guard';
import { VIEWER_SOURCE, type ViewerSource } from '../src/platform/graphql';
import { DOCUMENT, readDocument } from './access/access-document';
import { runCases } from './access/access-run';
import { buildWorld, type World } from './access/access-world';
import { ALL_CASES } from './access/all-cases';
import { compareDeclarations, rootsOf, rootsOfApplication } from './access/declared-roots';
import { crawl } from './access/hidden-crawl';
import { OIDC_FOR_CASES } from './access/routes.cases';
import { comparePolicy } from './access/policy-cases';
import { useApplication } from './harness/application';
import { expectLogs } from './harness/expected-logs';

const LONG = 600_000;

@Resolver()
class UndeclaredResolver {
  @Query(() => String)
  secret(): string {
    return 'secret';
  }
}

describe('access', () => {
  // Of the provider that does not answer.
  expectLogs(/^OIDC_UNAVAILABLE/);
  const running = useApplication({ OIDC_PROVIDERS: OIDC_FOR_CASES });
  let world: World;

  beforeAll(async () => {
    world = await buildWorld(running());
  }, LONG);

  it('is declared by every root and route', async () => {
    const roots = rootsOfApplication(running().app);
    // Every root of the schema is among those looked at, so none escapes.
    const { __schema } = await running().query<{
      __schema: Record<'queryType' | 'mutationType', { fields: { name: string }[] } | null>;
    }>('{ __schema { queryType { fields { name } } mutationType { fields { name } } } }');
    const inSchema = [
      ...(__schema.queryType?.fields ?? []).map(({ name }) => `Query.${name}`),
      ...(__schema.mutationType?.fields ?? []).map(({ name }) => `Mutation.${name}`),
    ];
    expect(inSchema.length).toBeGreaterThan(30);
    const declared = new Set(roots.map(({ root }) => root));
    expect(inSchema.filter((name) => !declared.has(name))).toEqual([]);
    expect(roots.filter(({ rule }) => rule === undefined).map(({ method }) => method)).toEqual([]);
  });

  it('is declared by every root as it is tried', () => {
    expect(compareDeclarations(rootsOfApplication(running().app), ALL_CASES).mismatches).toEqual([]);
  });

  it('is seen to be missing where a root declares none', () => {
    expect(rootsOf([new UndeclaredResolver()])).toEqual([
      expect.objectContaining({ root: 'Query.secret', rule: undefined }),
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

  it('is written down in docs/access.md as it is', () => {
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(accessDocument());
  });

  it('is decided by the policy as the document says', () => {
    const { cases, mismatches } = comparePolicy(world, readDocument());
    expect(mismatches).toEqual([]);
    expect(cases).toBeGreaterThan(50_000);
    process.stdout.write(
      `access: ${cases} questions to the policy (operation, role, scope, session or token)\n`,
    );
  });

  it('is tried on every root and route', () => {
    const tried = new Set(ALL_CASES.map(({ root }) => root));
    const roots = rootsOfApplication(running().app).map(({ root }) => root);
    // A new root says how it is called in test/access/<part>.cases.ts.
    expect([...new Set(roots)].filter((root) => !tried.has(root))).toEqual([]);
    expect([...tried].filter((root) => !roots.includes(root))).toEqual([]);
  });

  it(
    'is as the document says on every root and route, as each role, here and elsewhere',
    async () => {
      const { cases, mismatches } = await runCases(world, ALL_CASES, readDocument());
      expect(mismatches).toEqual([]);
      process.stdout.write(
        `access: ${cases} calls of ${new Set(ALL_CASES.map(({ root }) => root)).size} roots\n`,
      );
    },
    LONG,
  );

  it(
    'holds on every field that leads from one record to another',
    async () => {
      let count = 0;
      const wrong: string[] = [];
      for (const person of world.persons) {
        const { cases, mismatches } = await crawl(world, person);
        count += cases;
        wrong.push(...mismatches);
      }
      expect(wrong).toEqual([]);
      process.stdout.write(`access: ${count} fields of records followed\n`);
    },
    LONG,
  );
});
