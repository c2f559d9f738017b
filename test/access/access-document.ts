import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessScope } from '../../src/modules/identity';
import type { Viewer } from '../../src/common/viewer';

/**
 * What docs/access.md says, read as a person reads it. It shares nothing with the policy but the words, so that a rule that
 * is lost in the code is missed here.
 */
export interface DocumentedRule {
  token: string;
  exceptAuthor: boolean;
  /** role as it is called in the code → how far it reaches */
  reaches: Map<string, string[]>;
}

export const DOCUMENT = join(__dirname, '../../docs/access.md');
const ROLES = [
  'ANYONE',
  'SIGNED_IN',
  'CONTRIBUTOR',
  'OFFICER',
  'COORDINATOR',
  'EXPERT',
  'TRANSLATOR',
  'KEEPER',
  'ADMINISTRATOR',
];

export function readDocument(): Map<string, DocumentedRule> {
  const rules = new Map<string, DocumentedRule>();
  for (const line of readFileSync(DOCUMENT, 'utf8').split('\n')) {
    const [operation, , token = '', author, ...cells] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const name = /^`(.+)`$/.exec(operation ?? '')?.[1];
    if (!name) continue;
    const reaches = ROLES.map(
      (role, index) => [role, (cells[index] ?? '').split('; ').filter(Boolean)] as const,
    );
    rules.set(name, { token, exceptAuthor: author === 'no', reaches: new Map(reaches) });
  }
  return rules;
}

/** Whether the document lets this viewer do that to this; an unknown operation is nobody's. */
export function isDocumented(rule: DocumentedRule | undefined, viewer: Viewer, scope: AccessScope): boolean {
  if (!rule) return false;
  const { account } = viewer;
  const isAnyones = (rule.reaches.get('ANYONE') ?? []).length > 0;
  if (!account) return isAnyones;
  // Every token reads.
  const isReading = rule.token === 'READ';
  if (account.token && !isReading && !account.token.scopes.some((one) => one === rule.token)) return false;
  if (rule.exceptAuthor && scope.authorId === account.id) return false;
  if (isAnyones) return true;
  for (const reach of rule.reaches.get('SIGNED_IN') ?? []) {
    if (reach === 'anything' || (reach === 'own' && scope.accountId === account.id)) return true;
  }
  return account.grants.some(({ role, scopeId }) => {
    const isOwners = scopeId !== null && scopeId === scope.ownerId;
    const inNetwork = isOwners || (scopeId !== null && (scope.networkIds ?? []).includes(scopeId));
    const inCity = isOwners || (scopeId !== null && (scope.cityIds ?? []).includes(scopeId));
    const answers: Record<string, boolean> = {
      anything: true,
      'of the owner': isOwners,
      'in the city': inCity,
      'in the network': inNetwork,
      'in the network, as the owner lets': inNetwork && (isOwners || scope.ownerLetsNetwork === true),
      'written by them': scope.authorId === account.id && (inNetwork || inCity),
      'shared with them': (scope.sharedWithIds ?? []).includes(account.id) && (inNetwork || inCity),
      'in any network or city of theirs': inNetwork || inCity,
    };
    return (rule.reaches.get(role) ?? []).some((reach) => answers[reach] ?? false);
  });
}
