/** Rules of one sort that were taken away one by one, and who noticed. */
export interface Mutations {
  what: string;
  count: number;
  /** names of those at which the access test's questions to the policy, or its look at the declarations, failed */
  noticed: string[];
  /** names of those at which its calls of roots and routes failed, besides */
  calls: string[];
}

export interface MutationReport {
  mutations: Mutations[];
  /** put to the policy in one run of the access test */
  questions: number;
  /** operations of the table that no root has yet, so that there is nothing to call */
  withoutRoot: string[];
  /** names of rules of the table that no call noticed, though there is one */
  secondDoor: string[];
  seconds: number;
}

/** The figures as bench/RESULTS.md has them. */
export function asMarkdown(report: MutationReport): string {
  const { mutations, questions, withoutRoot, secondDoor, seconds } = report;
  return [
    'Each rule of the access table, and each declaration of a root or route, is taken away in turn in the running',
    `application, and the access test looks again: ${questions} questions to the policy, and calls of what the rule is about.`,
    '',
    '| taken away | rules | the access test fails | its calls fail, too |',
    '| --- | ---: | ---: | ---: |',
    ...mutations.map(
      ({ what, count, noticed, calls }) => `| ${what} | ${count} | ${noticed.length} | ${calls.length} |`,
    ),
    '',
    `${seconds.toFixed(0)} seconds in all.`,
    ...list('No root asks for these operations yet, so there is nothing to call', withoutRoot),
    ...list('A second door stays shut, so that no call shows that the first is open', secondDoor),
    '',
    'Behind a root that declares nothing any more, the service asks for the same operation; where it does, the calls do',
    'not fail, and the test fails on the declaration.',
    '',
  ].join('\n');
}

function list(what: string, names: readonly string[]): string[] {
  return names.length > 0 ? ['', `${what}: ${names.map((name) => `\`${name}\``).join(', ')}.`] : [];
}
