import type { AccessCall, AccessCase } from './access-case';
import type { Person, World } from './access-world';
import { isDocumented, type DocumentedRule } from './access-document';

/** What the door itself says; who is through it may hear that there is nothing behind. */
const DOORS = new Set(['FORBIDDEN', 'UNAUTHENTICATED', 'SESSION_ENDED']);
const REFUSALS = new Set(['FORBIDDEN', 'UNAUTHENTICATED', 'SESSION_ENDED', 'NOT_FOUND']);

/** Among the failures that a mutation answers with: what is hidden is told as missing. */
const TOLD_AS_MISSING =
  /"code":\s*"((?:FORBIDDEN|NOT_FOUND|(?:RECORD|DRAFT|SUBMISSION|COMMENT|PROPOSAL|COLLECTION)_MISSING|OWN_SUBMISSION)[A-Z_]*)"/;

export interface Outcome {
  cases: number;
  /** calls that ended otherwise than docs/access.md says */
  mismatches: string[];
}

export interface RunOptions {
  /** those who call; left out: everybody */
  persons?: readonly Person[];
  /** one difference is as good as many */
  stopAtFirst?: boolean;
}

/** Makes each call of these cases as each person and compares with the document. */
export async function runCases(
  world: World,
  cases: readonly AccessCase[],
  rules: ReadonlyMap<string, DocumentedRule>,
  { persons = world.persons, stopAtFirst = false }: RunOptions = {},
): Promise<Outcome> {
  const outcome: Outcome = { cases: 0, mismatches: [] };
  for (const one of cases) {
    for (const person of persons) {
      const caller = one.asDouble ? await world.again(person) : person;
      for (const call of await one.calls(world, caller)) {
        const isMeant =
          call.isMeant?.(rules) ??
          (one.operation === 'anyone' || isDocumented(rules.get(one.operation), caller.viewer, call.scope));
        const code = await refusalOf(world, caller, call);
        outcome.cases += 1;
        if ((code === null) !== isMeant) {
          outcome.mismatches.push(
            `${one.root} (${one.operation}) on ${call.target} as ${person.name}: ${code ?? 'let through'}`,
          );
          if (stopAtFirst) return outcome;
        }
      }
    }
  }
  return outcome;
}

/** The code with which a call was refused; null where it was let through. Any other failure is thrown. */
async function refusalOf({ running }: World, person: Person, call: AccessCall): Promise<string | null> {
  if (call.document !== undefined) {
    const answer = await running.send(call.document, call.variables ?? {}, person.headers);
    const code = answer.errors[0]?.extensions.code;
    if (code === undefined) return refusalWithin(answer.data, answer.text, call);
    if (call.isUnknown && !DOORS.has(code)) return null;
    if (REFUSALS.has(code)) return code;
    throw new Error(`${call.document} as ${person.name}: ${answer.text}`);
  }
  const response = await fetch(running.url + String(call.path), {
    redirect: 'manual',
    ...call.init,
    headers: { ...(call.init?.headers as Record<string, string>), ...person.headers },
  });
  const text = await response.text();
  if (!(call.isUnknown ? [401, 403] : [401, 403, 404]).includes(response.status)) return null;
  return /"code":\s*"([A-Z_]+)"/.exec(text)?.[1] ?? String(response.status);
}

function refusalWithin(data: unknown, text: string, call: AccessCall): string | null {
  if (call.isUnknown) return null;
  const [first] = Object.values(data as Record<string, unknown>);
  if (call.isNullRefusal && first === null) return 'null';
  if (call.isEmptyRefusal && Array.isArray(first) && first.length === 0) return 'empty';
  return TOLD_AS_MISSING.exec(text)?.[1] ?? null;
}
