import type { Outside } from '#core/channels/index.ts';
import type { CrmSecret } from '#core/crm/index.ts';
import { invalid } from '#core/kernel/index.ts';

/** A system of this kind that is signed in to, and the secret whole: one of the sets of names it takes, and nothing beside it. */
export function crmSecret({ crm }: Outside, kind: string, given: Readonly<Record<string, string>>): CrmSecret {
  checkCrmKind(crm, kind);
  const sets = crm.kinds.find((one) => one.kind === kind)!.secrets;
  const names = Object.keys(given).toSorted();
  if (!sets.some((set) => set.toSorted().join(' ') === names.join(' '))) throw invalid('secret', `must hold ${sets.map((set) => set.join(', ')).join(' or ')}`, 'crm-secret-wanted');
  return { ...given };
}

export function checkCrmKind({ kinds }: Outside['crm'], kind: string): void {
  if (!kinds.some((one) => one.kind === kind && one.secrets.length > 0)) throw invalid('kind', 'is no system that this server knows', 'crm-kind');
}
