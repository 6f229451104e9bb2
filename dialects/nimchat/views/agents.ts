import { getAccount } from '#core/accounts/index.ts';
import { findAgentCards, type AgentCard } from '#core/desk/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { findAvailability, type AgentAvailability } from '#core/presence/index.ts';
import type { Call, Tx } from '#http/index.ts';

export interface AccountName { readonly id: number; readonly name: string }

export async function accountOf({ database, principal }: Pick<Call, 'database' | 'principal'>): Promise<AccountName> {
  const account = await getAccount(database, principal.accountId);
  return { id: principal.accountId, name: account?.name ?? '' };
}

/** Active agents by id as this API lists them: these, or all. Needs people.read. */
export async function agentsOf(tx: Tx, act: Act, ids?: readonly number[]) {
  const cards = (await findAgentCards(tx, act, ids)).filter((card) => !card.isDeactivated);
  const availability = await findAvailability(tx, act, cards.map(({ id }) => id));
  return cards.map((card) => renderAgent(card, availability.get(card.id)!, tx.accountId));
}

export function renderAgent(card: AgentCard, { availability, autoOffline }: AgentAvailability, accountId: number) {
  return {
    ...personOf(card, accountId),
    availability_status: availability, auto_offline: autoOffline, custom_attributes: {},
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
