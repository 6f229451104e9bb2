import { getAccount } from '#core/accounts/index.ts';
import { findAgentCards, type AgentCard } from '#core/desk/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Call, Tx } from '#http/index.ts';
import { loadKept, type Kept } from '../kept.ts';

export interface AccountName { readonly id: number; readonly name: string }

export async function accountOf({ database, principal }: Pick<Call, 'database' | 'principal'>): Promise<AccountName> {
  const account = await getAccount(database, principal.accountId);
  return { id: principal.accountId, name: account?.name ?? '' };
}

/** Active agents by id as this API lists them: these, or all. Needs people.read. */
export async function agentsOf(tx: Tx, act: Act, ids?: readonly number[]) {
  const cards = (await findAgentCards(tx, act, ids)).filter((card) => !card.isDeactivated);
  const kept = await loadKept(tx, 'agent', cards.map(({ id }) => id));
  return cards.map((card) => renderAgent(card, kept.get(card.id) ?? {}, tx.accountId));
}

export function renderAgent(card: AgentCard, kept: Kept['agent'], accountId: number) {
  return {
    ...personOf(card, accountId),
    // Nobody watches presence yet: what was set, else offline.
    availability_status: kept.availability ?? 'offline', auto_offline: kept.autoOffline ?? true, custom_attributes: {},
  };
}

export function renderUser(card: AgentCard, account: AccountName) {
  return { ...personOf(card, account.id), custom_attributes: {}, accounts: card.role === null ? [] : [{ id: account.id, name: account.name, role: roleOf(card) }] };
}

function personOf(card: AgentCard, accountId: number) {
  return {
    id: card.id, uid: card.email, name: card.name, available_name: card.name, display_name: card.name, email: card.email, account_id: accountId, role: roleOf(card), confirmed: card.hasPassword,
  };
}

function roleOf({ role }: AgentCard): 'agent' | 'administrator' {
  return role === 'owner' || role === 'administrator' ? 'administrator' : 'agent';
}
