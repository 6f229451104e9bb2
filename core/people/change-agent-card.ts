import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** What stands on an agent's card beside the name; null: nothing. */
export interface AgentCardFields {
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly lastName: string | null;
  /** As the administrator gives it: for workforce management and payroll. No two agents have the same. */
  readonly agentNumber: string | null;
  readonly location: string | null;
  /** http or https. */
  readonly avatarUrl: string | null;
}

export async function getAgentCard(tx: Tx, act: Act, agentId: number): Promise<AgentCardFields> {
  requirePermission(act, 'people.read');
  const card = await tx.maybe(sql<AgentCardFields>`
    SELECT first_name AS "firstName", middle_name AS "middleName", last_name AS "lastName", agent_number AS "agentNumber", location, avatar_url AS "avatarUrl"
    FROM agents WHERE account_id = ${tx.accountId} AND id = ${agentId}`);
  if (!card) throw notFound('agent');
  return card;
}

/** What is not named stays. `conflict` where another agent has the number. */
export async function changeAgentCard(tx: Tx, act: Act, agentId: number, change: Partial<AgentCardFields>): Promise<void> {
  requirePermission(act, 'people.write');
  const present = await getAgentCard(tx, { ...act, actor: { ...act.actor, permissions: 'all' } }, agentId);
  const { firstName, middleName, lastName, agentNumber, location, avatarUrl } = { ...present, ...checked(change) };
  if (agentNumber !== null && agentNumber !== present.agentNumber) {
    const other = await tx.maybe(sql<object>`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND agent_number = ${agentNumber} AND id <> ${agentId}`);
    if (other) throw numberTaken();
  }
  try {
    await tx.run(sql`
      UPDATE agents SET first_name = ${firstName}, middle_name = ${middleName}, last_name = ${lastName}, agent_number = ${agentNumber}, location = ${location}, avatar_url = ${avatarUrl}
      WHERE account_id = ${tx.accountId} AND id = ${agentId}`);
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint === 'agents_by_number') throw numberTaken(error); // two at once
    throw error;
  }
  await appendEvents(tx, act, [{ type: 'agent.changed', data: { agentId, addressesChanged: false } }]);
  await writeAudit(tx, act, { action: 'agent.changed', targetKind: 'agent', targetId: agentId, detail: { fields: Object.keys(change) } });
}

function checked(change: Partial<AgentCardFields>): Partial<AgentCardFields> {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  if (typeof change.avatarUrl === 'string' && !/^https?:\/\/[^\s<>"]{1,1000}$/i.test(change.avatarUrl)) throw invalid('avatarUrl', 'must be an address that begins with http:// or https://', 'no-link');
  return Object.fromEntries(given.map(([field, value]) => [field, value === null || field === 'avatarUrl' ? value : checkName(field, value)]));
}

function numberTaken(cause?: unknown): CoreError {
  return new CoreError('conflict', 'Another agent has this number.', { key: 'agent-number-taken', fields: [{ field: 'agentNumber', problem: 'is another agent\'s', key: 'agent-number-taken' }], ...(cause === undefined ? {} : { cause }) });
}
