import { appendEvents } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { discoverAgents } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { moveConversation } from '../move-conversation.ts';
import { loadOurSide } from '../our-side.ts';
import type { CopyToInsert } from './insert-mails.ts';
import type { SenderVerdict } from './sender-check.ts';

interface Unproved { id: number; conversationId: number; at: string; address: string | null; name: string; isAutomatic: boolean }

/**
 * A further copy may prove what the first one did not: a colleague's mail that came in by its copy, unsigned, is found in his folder of sent mail.
 * From then on it is ours. Returns the conversations that change.
 */
export async function takeProof(tx: Tx, act: Act, copies: readonly CopyToInsert[]): Promise<number[]> {
  return proveMessages(tx, act, copies.flatMap(({ messageId, mail: { verdict, sender } }) => (verdict && verdict.proof !== 'none' ? [{ messageId, verdict, of: sender.address }] : [])));
}

/** A proof of a message that had none. `of`: the writer whom it proves. */
export interface LateProof { readonly messageId: number; readonly verdict: SenderVerdict; readonly of: string }

/** Makes what these prove ours. Returns the conversations that change, for the caller to refresh. */
export async function proveMessages(tx: Tx, act: Act, proofs: readonly LateProof[]): Promise<number[]> {
  if (proofs.length === 0) return [];
  const unproved = await tx.rows(sql<Unproved>`
    SELECT m.id, m.conversation_id AS "conversationId", m.at, a.address, m.sender_name AS name, m.is_automatic AS "isAutomatic"
    FROM messages m LEFT JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id
    WHERE m.account_id = ${tx.accountId} AND m.id = ANY(${proofs.map(({ messageId }) => messageId)}::bigint[]) AND m.sender_proof = 'none' AND m.direction IN ('incoming', 'outgoing') ORDER BY m.id`);
  // Copies with the same words may name another writer, in fields that are no words (X-Original-From, Reply-To): the proof is of the one that this copy names.
  const verdictOf = ({ id, address }: Unproved) => proofs.find(({ messageId, of }) => messageId === id && of === (address ?? ''))?.verdict;
  const held = unproved.filter((mail) => verdictOf(mail) !== undefined);
  if (held.length === 0) return [];
  const ours = await loadOurSide(tx);
  const own = held.filter(({ address, at }) => address !== null && ours.isInternal(address, Date.parse(at)));
  const agents = await discoverAgents(tx, act, own.filter(({ isAutomatic }) => !isAutomatic).map(({ address, name }) => ({ address: address!, name })));
  const rows = held.map((mail) => {
    const { proof, check } = verdictOf(mail)!;
    return { id: mail.id, proof, check, is_ours: own.includes(mail), agent: mail.isAutomatic ? null : agents.get(mail.address ?? '') ?? null };
  });
  await tx.run(sql`
    UPDATE messages m SET sender_proof = r.proof, sender_check = coalesce(nullif(r."check", 'null'), m.sender_check), is_unproved_ours = false,
      direction = CASE WHEN r.is_ours THEN 'outgoing' ELSE m.direction END, agent_id = CASE WHEN r.is_ours THEN r.agent ELSE m.agent_id END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id bigint, proof text, "check" jsonb, is_ours boolean, agent bigint)
    WHERE m.account_id = ${tx.accountId} AND m.id = r.id`);
  await appendEvents(tx, act, held.map((mail) => ({ type: 'message.proved' as const, conversationId: mail.conversationId, messageId: mail.id, data: { isOurs: own.includes(mail) } })));
  const changed = new Set(own.map((mail) => mail.conversationId));
  for (const { id, conversationId } of own) changed.add(await rejoin(tx, act, id, conversationId));
  return [...changed];
}

/**
 * Without proof it opened a conversation of its own. Where nobody has written or acted there, it goes silently and reversibly to where an answer of ours belongs: the
 * conversation of its thread with whom it was written to. Returns where it is.
 */
async function rejoin(tx: Tx, act: Act, messageId: number, from: number): Promise<number> {
  const place = await tx.maybe(sql<{ into: number }>`
    SELECT c.id AS into FROM messages m
      JOIN conversation_threads ct ON ct.account_id = m.account_id AND ct.thread_id = m.thread_id AND ct.conversation_id <> m.conversation_id
      JOIN conversations c ON c.account_id = ct.account_id AND c.id = ct.conversation_id AND c.merged_into IS NULL AND c.life IN ('open', 'snoozed', 'resolved')
      JOIN message_parties p ON p.account_id = m.account_id AND p.message_id = m.id AND p.role IN ('to', 'cc', 'bcc') AND p.address_id = c.counterpart_id
    WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId} ORDER BY p.ordinal, c.id LIMIT 1`);
  if (!place) return from;
  const { into } = place;
  const locked = await tx.rows(sql<{ id: number; isAlone: boolean }>`
    SELECT c.id, c.merged_into IS NULL AND (c.id = ${into} OR (c.acted_at IS NULL AND c.life = 'open'
        AND (SELECT count(*) FROM messages m WHERE m.account_id = c.account_id AND m.conversation_id = c.id) = 1)) AS "isAlone"
    FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.id IN (${from}, ${into}) ORDER BY c.id FOR UPDATE`);
  if (locked.length < 2 || !locked.every(({ isAlone }) => isAlone)) return from;
  await moveConversation(tx, { from, into, because: 'header', now: act.now });
  await appendEvents(tx, act, [{ type: 'conversation.merged', conversationId: into, data: { from, silent: true } }]);
  return into;
}
