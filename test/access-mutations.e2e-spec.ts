import { Role } from '../src/common/viewer';
import { ACCESS_RULE, ACCESS_TABLE, type Operation } from '../src/modules/identity';
import type { Holder, OperationRule } from '../src/modules/identity/access.table';
import { isDocumented, readDocument } from './access/access-document';
import { runCases } from './access/access-run';
import { buildWorld, type World } from './access/access-world';
import { ALL_CASES } from './access/all-cases';
import { rootsOfApplication } from './access/declared-roots';
import { comparePolicy } from './access/policy-cases';
import { OIDC_FOR_CASES } from './access/routes.cases';
import { useApplication } from './harness/application';
import { describeIf } from './harness/skip';

const LONG = 3_600_000;
const OPEN: readonly Holder[] = [
  { role: 'ANYONE', reach: 'anything' },
  { role: 'SIGNED_IN', reach: 'anything' },
];
type Mutable = Record<Operation, { -readonly [key in keyof OperationRule]: OperationRule[key] }>;

/**
 * Takes each rule away in turn, in the running application, and looks whether the access test notices. Minutes long, so it
 * runs when asked for: `npm run bench:access`.
 */
describeIf(
  process.env['ACCESS_MUTATIONS'] === '1',
  'npm run bench:access runs it',
  'each rule that is taken away',
  () => {
    const running = useApplication({ OIDC_PROVIDERS: OIDC_FOR_CASES });
    const table = ACCESS_TABLE as unknown as Mutable;
    const operations = Object.keys(ACCESS_TABLE) as Operation[];
    const rules = readDocument();
    let world: World;

    beforeAll(async () => {
      world = await buildWorld(running());
    }, LONG);

    /** Whether the policy's part of the test notices, while `change` is in force. */
    function isNoticed(operation: Operation, change: Partial<OperationRule>): boolean {
      const before = table[operation];
      table[operation] = { ...before, ...change };
      const { mismatches } = comparePolicy(world, rules, [operation]);
      table[operation] = before;
      return mismatches.length > 0;
    }

    it('is missed: who may', () => {
      const unnoticed: string[] = [];
      let count = 0;
      for (const operation of operations) {
        const holders = table[operation].holders;
        for (const [index, { role, reach }] of holders.entries()) {
          count += 1;
          const rest = holders.filter((_, other) => other !== index);
          if (!isNoticed(operation, { holders: rest })) unnoticed.push(`${operation}: ${role} ${reach}`);
        }
      }
      expect(unnoticed).toEqual([]);
      process.stdout.write(`mutations: ${count} of ${count} holders missed\n`);
    });

    it('is missed: who may not', () => {
      const unnoticed: string[] = [];
      let count = 0;
      for (const operation of operations) {
        const { holders, token, exceptAuthor } = table[operation];
        const changes: Partial<OperationRule>[] = [
          ...(holders.some(({ role }) => role === 'ANYONE') ? [] : [{ holders: OPEN }]),
          ...(token === null ? [{ token: 'READ' as OperationRule['token'] }] : [{ token: null }]),
        ];
        for (const change of changes) {
          count += 1;
          // Who is signed out may do it, too: a token has nothing to add.
          if (!isNoticed(operation, change)) unnoticed.push(`${operation}: ${JSON.stringify(change)}`);
        }
        if (exceptAuthor) {
          count += 1;
          const before = table[operation];
          const { exceptAuthor: left, ...rest } = before;
          table[operation] = rest;
          if (comparePolicy(world, rules, [operation]).mismatches.length === 0)
            unnoticed.push(`${operation}: ${left}`);
          table[operation] = before;
        }
      }
      expect(unnoticed).toEqual([]);
      process.stdout.write(`mutations: ${count} of ${count} restrictions missed\n`);
    });

    it(
      'is missed where a root no longer declares it',
      async () => {
        const unnoticed: string[] = [];
        let second = 0;
        // Without a session of one's own there is nothing that such a root could be done to.
        let own = 0;
        const roots = rootsOfApplication(running().app).filter(({ rule }) => isRestricting(rule));
        for (const { root, rule, handler } of roots) {
          const declared = Reflect.getOwnMetadata(ACCESS_RULE, handler) as unknown;
          Reflect.defineMetadata(ACCESS_RULE, 'anyone', handler);
          const mismatches = await outcomeOf(
            world,
            ALL_CASES.filter((one) => one.root === root),
          );
          if (declared === undefined) Reflect.deleteMetadata(ACCESS_RULE, handler);
          else Reflect.defineMetadata(ACCESS_RULE, declared, handler);
          if (mismatches.length > 0) continue;
          // Where the service asks again, the rule of the root is the first of two doors, and what is behind stays shut.
          if (await isAskedAgain(root, rule)) second += 1;
          else if (rule === 'account.secure') own += 1;
          else unnoticed.push(root);
        }
        expect(unnoticed).toEqual([]);
        process.stdout.write(
          `mutations: of ${roots.length} declarations ${roots.length - second - own} missed, ${second} held by the ` +
            `service's own question, ${own} of a session of one's own\n`,
        );
      },
      LONG,
    );

    it(
      'is missed by calls, too, where the whole operation is open',
      async () => {
        const unnoticed: string[] = [];
        const called = operations.filter((operation) => ALL_CASES.some((one) => one.operation === operation));
        const restricted = called.filter((operation) => !isOpen(operation));
        for (const operation of restricted) {
          const before = table[operation];
          table[operation] = { ...before, holders: OPEN };
          const mismatches = await outcomeOf(
            world,
            ALL_CASES.filter((one) => one.operation === operation),
          );
          table[operation] = before;
          if (mismatches.length === 0 && operation !== 'account.secure') unnoticed.push(operation);
        }
        expect(unnoticed).toEqual([]);
        process.stdout.write(
          `mutations: ${restricted.length} of ${restricted.length} opened operations missed by calls\n`,
        );
      },
      LONG,
    );

    /** With the root open and the table open as well nothing is left but what the service asks: both doors are needed. */
    async function isAskedAgain(root: string, rule: unknown): Promise<boolean> {
      const operation = rule as Operation;
      const before = table[operation];
      if (!before) return rule === 'signed-in';
      table[operation] = { ...before, holders: OPEN };
      const mismatches = await outcomeOf(
        world,
        ALL_CASES.filter((one) => one.root === root),
      );
      table[operation] = before;
      return mismatches.length > 0;
    }

    function isOpen(operation: string): boolean {
      return isDocumented(rules.get(operation), { audiences: [], account: null }, {});
    }

    function isRestricting(rule: unknown): boolean {
      return rule === 'signed-in' || (typeof rule === 'string' && rule !== 'anyone' && !isOpen(rule));
    }

    it('was looked for as every role', () => {
      const roles = new Set(world.persons.map(({ role }) => role));
      expect([...roles].sort()).toEqual([null, ...Object.values(Role)].sort());
    });
  },
);

/** A failure other than a refusal is noticed as well: something ran that should not have. */
async function outcomeOf(world: World, cases: typeof ALL_CASES): Promise<string[]> {
  try {
    return (await runCases(world, cases, readDocument())).mismatches;
  } catch (error) {
    return [String(error)];
  }
}
