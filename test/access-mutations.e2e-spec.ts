import { writeFileSync } from 'node:fs';
import type { MutationReport, Mutations } from '../bench/access/report';
import { Role } from '../src/common/viewer';
import { ACCESS_RULE, ACCESS_TABLE, type Operation } from '../src/modules/identity';
import type { Holder, OperationRule } from '../src/modules/identity/access.table';
import type { AccessCase } from './access/access-case';
import { isDocumented, readDocument } from './access/access-document';
import { type RunOptions, runCases } from './access/access-run';
import { buildWorld, type Person, type World } from './access/access-world';
import { ALL_CASES } from './access/all-cases';
import { compareDeclarations, type DeclaredRoot, rootsOfApplication } from './access/declared-roots';
import { comparePolicy } from './access/policy-cases';
import { OIDC_FOR_CASES } from './access/routes.cases';
import { useApplication } from './harness/application';
import { expectLogs } from './harness/expected-logs';
import { describeIf } from './harness/skip';

const LONG = 3_600_000;
/** where what was found is written, for `npm run bench:access` */
const REPORT = process.env['ACCESS_MUTATIONS'];
const OPEN: readonly Holder[] = [
  { role: 'ANYONE', reach: 'anything' },
  { role: 'SIGNED_IN', reach: 'anything' },
];
type Mutable = Record<Operation, { -readonly [key in keyof OperationRule]: OperationRule[key] }>;
const READ = 'READ' as OperationRule['token'];

/**
 * Takes each rule away in turn, in the running application, and looks whether the access test fails: its questions to the
 * policy, its look at what the roots declare, its calls. Minutes long, so it runs when asked for: `npm run bench:access`.
 */
describeIf(REPORT !== undefined, 'npm run bench:access runs it', 'each rule that is taken away', () => {
  // Of the provider that does not answer, and of what runs where nothing should.
  expectLogs(/^OIDC_UNAVAILABLE/, /^Request .* failed/);
  const running = useApplication({ OIDC_PROVIDERS: OIDC_FOR_CASES });
  const table = ACCESS_TABLE as unknown as Mutable;
  const operations = Object.keys(ACCESS_TABLE) as Operation[];
  const rules = readDocument();
  const found: Mutations[] = [];
  const began = Date.now();
  let world: World;

  beforeAll(async () => {
    world = await buildWorld(running());
  }, LONG);

  afterAll(() => {
    const missed = new Set(found.flatMap(({ calls }) => calls));
    const names = [...new Set(found.flatMap(({ noticed }) => noticed))];
    const unseen = names.filter((name) => !missed.has(name));
    const isCalled = (name: string): boolean =>
      ALL_CASES.some(({ operation }) => operation === name.split(/[: ]/)[0]);
    const report: MutationReport = {
      mutations: found,
      questions: comparePolicy(world, rules).cases,
      withoutRoot: operations.filter((operation) => !isCalled(operation)),
      secondDoor: unseen.filter(isCalled),
      seconds: (Date.now() - began) / 1_000,
    };
    writeFileSync(String(REPORT), JSON.stringify(report));
  });

  it(
    'is missed: who may',
    async () => {
      const mutations = begin('a holder is taken off an operation');
      for (const operation of operations) {
        const { holders } = table[operation];
        for (const [index, holder] of holders.entries()) {
          const rest = holders.filter((_, other) => other !== index);
          await take(
            mutations,
            operation,
            { holders: rest },
            `${operation}: ${holder.role} ${holder.reach}`,
            {
              persons: world.persons.filter((person) => isOf(person, holder)),
            },
          );
        }
      }
      close(mutations);
    },
    LONG,
  );

  it(
    'is missed: who may not',
    async () => {
      const mutations = begin('everybody may do an operation');
      for (const operation of operations.filter((one) => !isOpen(one))) {
        await take(
          mutations,
          operation,
          { holders: OPEN, token: READ, exceptAuthor: undefined },
          `${operation} (opened)`,
        );
      }
      close(mutations);
    },
    LONG,
  );

  it(
    'is missed: what a token is good for',
    async () => {
      const mutations = begin('a token to anything does');
      // What every token does has nothing to lose.
      for (const operation of operations.filter((one) => table[one].token !== READ)) {
        await take(mutations, operation, { token: READ }, `${operation} (token)`, {
          persons: world.persons.filter(({ viewer }) => viewer.account?.token),
        });
      }
      close(mutations);
    },
    LONG,
  );

  it(
    'is missed: that nobody does it to their own',
    async () => {
      const mutations = begin('authors may, too');
      for (const operation of operations.filter((one) => table[one].exceptAuthor)) {
        await take(mutations, operation, { exceptAuthor: undefined }, `${operation} (author)`);
      }
      close(mutations);
    },
    LONG,
  );

  it(
    'is missed: what a root declares',
    async () => {
      const mutations = begin('a root declares nothing');
      const roots = rootsOfApplication(running().app);
      for (const one of roots.filter(({ rule }) => isRestricting(rule))) {
        await withRule(one, async () => {
          mutations.count += 1;
          if (compareDeclarations(rootsOfApplication(running().app), ALL_CASES).mismatches.length > 0) {
            mutations.noticed.push(one.root);
          }
          const cases = ALL_CASES.filter(({ root }) => root === one.root);
          if (await isNoticedByCalls(cases)) mutations.calls.push(one.root);
        });
      }
      close(mutations);
    },
    LONG,
  );

  it('was looked for as every role', () => {
    const roles = new Set(world.persons.map(({ role }) => role));
    expect([...roles].sort()).toEqual([null, ...Object.values(Role)].sort());
  });

  /** Looks for the change with both parts of the test, and takes it back. */
  async function take(
    mutations: Mutations,
    operation: Operation,
    change: { [key in keyof OperationRule]?: OperationRule[key] | undefined },
    name: string,
    options: RunOptions = {},
  ): Promise<void> {
    const before = table[operation];
    table[operation] = { ...before, ...change } as OperationRule;
    try {
      mutations.count += 1;
      if (comparePolicy(world, rules, [operation]).mismatches.length > 0) mutations.noticed.push(name);
      const cases = ALL_CASES.filter((one) => one.operation === operation);
      if (await isNoticedByCalls(cases, options)) mutations.calls.push(name);
    } finally {
      table[operation] = before;
    }
  }

  /** A failure other than a refusal is noticed as well: something ran that should not have. */
  async function isNoticedByCalls(cases: readonly AccessCase[], options: RunOptions = {}): Promise<boolean> {
    try {
      const outcome = await runCases(world, cases, rules, { ...options, stopAtFirst: true });
      return outcome.mismatches.length > 0;
    } catch {
      return true;
    }
  }

  /** Every single one has to be noticed. */
  function close(mutations: Mutations): void {
    found.push(mutations);
    const { what, count, noticed, calls } = mutations;
    process.stdout.write(`${what}: ${noticed.length} of ${count} missed, ${calls.length} by calls, too\n`);
    expect(mutations.count).toBeGreaterThan(0);
    expect(mutations.noticed).toHaveLength(mutations.count);
  }

  async function withRule({ handler }: DeclaredRoot, work: () => Promise<void>): Promise<void> {
    const declared = Reflect.getOwnMetadata(ACCESS_RULE, handler) as unknown;
    Reflect.defineMetadata(ACCESS_RULE, 'anyone', handler);
    try {
      await work();
    } finally {
      if (declared === undefined) Reflect.deleteMetadata(ACCESS_RULE, handler);
      else Reflect.defineMetadata(ACCESS_RULE, declared, handler);
    }
  }

  function isOpen(operation: string): boolean {
    return isDocumented(rules.get(operation), { audiences: [], account: null }, {});
  }

  function isRestricting(rule: unknown): boolean {
    return rule === 'signed-in' || (typeof rule === 'string' && rule !== 'anyone' && !isOpen(rule));
  }
});

const begin = (what: string): Mutations => ({ what, count: 0, noticed: [], calls: [] });

/** Those whom a line of the table is about. */
function isOf({ role, accountId }: Person, holder: Holder): boolean {
  if (holder.role === 'ANYONE') return accountId === null;
  return holder.role === 'SIGNED_IN' ? accountId !== null : role === holder.role;
}
