import { checkAddress } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { addAgentAddress, ensureAgentWhoReplies } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Waiting at a time, of one person. */
const openMax = 10;

/** An address that somebody says is his or hers, until somebody who may change people has looked at it. */
export interface AddressRequest {
  readonly id: number;
  readonly agentId: number;
  readonly agentName: string;
  readonly address: string;
  readonly createdAt: string;
  /** Whom it may belong to as well: what to look at before one agrees. Mail from it is a customer's until then. */
  readonly contact: { readonly id: number; readonly name: string; readonly conversations: number } | null;
}

/**
 * The acting person asks for a further address. It is of no effect: nobody makes a colleague's or a customer's mail his own. `conflict` at
 * once for an address of a channel, of another agent, or with which another member signs in.
 */
export async function askForAddress(tx: Tx, act: Act, address: string): Promise<{ id: number }> {
  requirePermission(act, 'conversations.reply');
  const agentId = await ownAgent(tx, act);
  const key = checkAddress('address', address);
  const facts = await tx.one(sql<{ holder: number | null; isChannels: boolean; isMembers: boolean; open: number }>`
    SELECT (SELECT agent_id FROM agent_addresses WHERE account_id = ${tx.accountId} AND address = ${key}) AS holder,
      EXISTS (SELECT FROM channel_addresses WHERE account_id = ${tx.accountId} AND address = ${key}) AS "isChannels",
      EXISTS (SELECT FROM users u JOIN memberships m ON m.user_id = u.id AND m.account_id = ${tx.accountId} WHERE u.email_norm = ${key} AND u.id <> ${act.actor.id}) AS "isMembers",
      (SELECT count(*) FROM agent_address_requests WHERE account_id = ${tx.accountId} AND agent_id = ${agentId}) AS open`);
  const conflict = (text: string, problem: 'address-is-yours' | 'agent-address-taken' | 'address-is-channels' | 'address-is-members' | 'address-asked'): CoreError =>
    new CoreError('conflict', text, { key: problem, fields: [{ field: 'address', problem: text, key: problem }] });
  if (facts.holder === agentId) throw conflict('This address is yours already.', 'address-is-yours');
  if (facts.holder !== null) throw conflict('This address is another agent\'s.', 'agent-address-taken');
  if (facts.isChannels) throw conflict('This is a channel\'s address.', 'address-is-channels');
  if (facts.isMembers) throw conflict('Another member signs in with this address.', 'address-is-members');
  if (facts.open >= openMax) throw new CoreError('too-large', `${openMax} of your addresses wait to be agreed to.`, { key: 'too-many-requests-open', values: { max: openMax } });
  const made = await tx.maybe(sql<{ id: number }>`
    INSERT INTO agent_address_requests (account_id, agent_id, address, created_at) VALUES (${tx.accountId}, ${agentId}, ${key}, ${act.now}) ON CONFLICT DO NOTHING RETURNING id`);
  if (!made) throw conflict('You have asked for this address already.', 'address-asked');
  await writeAudit(tx, act, { action: 'agent.address-asked', targetKind: 'agent', targetId: agentId, detail: { address: key } });
  return made;
}

/** What the acting person asked for; others' only with `people.read`. Oldest first. */
export async function findAddressRequests(tx: Tx, act: Act, { own = false }: { own?: boolean } = {}): Promise<AddressRequest[]> {
  if (!own) requirePermission(act, 'people.read');
  return tx.rows(sql<AddressRequest>`
    SELECT r.id, r.agent_id AS "agentId", a.name AS "agentName", r.address, r.created_at AS "createdAt",
      (SELECT jsonb_build_object('id', c.id, 'name', c.name, 'conversations', (SELECT count(*) FROM conversations k WHERE k.account_id = c.account_id AND k.contact_id = c.id AND k.merged_into IS NULL))
        FROM contact_points p JOIN contacts c ON c.account_id = p.account_id AND c.id = p.contact_id AND c.deleted_at IS NULL
        WHERE p.account_id = r.account_id AND p.kind = 'email' AND p.value_norm = r.address) AS contact
    FROM agent_address_requests r JOIN agents a ON a.account_id = r.account_id AND a.id = r.agent_id
    WHERE r.account_id = ${tx.accountId} AND (NOT ${own}::boolean OR r.agent_id = (SELECT g.id FROM agents g WHERE g.account_id = ${tx.accountId} AND g.user_id = ${act.actor.kind === 'user' ? act.actor.id : null}::bigint))
    ORDER BY r.id`);
}

/** The address is the agent's from here on. `conflict` where it has become another agent's meanwhile: the wish stays. */
export async function agreeToAddress(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'people.write');
  const { agentId, address } = await take(tx, id);
  await addAgentAddress(tx, act, agentId, address);
}

/** The wish is gone: refused, or taken back by whoever had it. */
export async function refuseAddress(tx: Tx, act: Act, id: number): Promise<void> {
  const row = await tx.maybe(sql<{ isOwn: boolean }>`
    SELECT a.user_id = ${act.actor.kind === 'user' ? act.actor.id : null}::bigint AS "isOwn" FROM agent_address_requests r JOIN agents a ON a.account_id = r.account_id AND a.id = r.agent_id
    WHERE r.account_id = ${tx.accountId} AND r.id = ${id}`);
  if (!row?.isOwn) requirePermission(act, 'people.write');
  const { agentId, address } = await take(tx, id);
  await writeAudit(tx, act, { action: 'agent.address-refused', targetKind: 'agent', targetId: agentId, detail: { address } });
}

async function take(tx: Tx, id: number): Promise<{ agentId: number; address: string }> {
  const row = await tx.maybe(sql<{ agentId: number; address: string }>`
    DELETE FROM agent_address_requests WHERE account_id = ${tx.accountId} AND id = ${id} RETURNING agent_id AS "agentId", address`);
  if (!row) throw notFound('request for an address');
  return row;
}

async function ownAgent(tx: Tx, act: Act): Promise<number> {
  const { actor } = act;
  if (actor.kind !== 'user' || actor.id === null) throw new CoreError('forbidden', 'Addresses of one\'s own belong to people who are signed in.', { key: 'people-only' });
  const agent = await tx.maybe(sql<{ id: number }>`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND user_id = ${actor.id} AND deactivated_at IS NULL`);
  const agentId = agent?.id ?? await ensureAgentWhoReplies(tx, act, actor.id);
  if (agentId === null) throw new CoreError('forbidden', 'Only who answers customers has addresses to answer from.', { key: 'people-only' });
  return agentId;
}
