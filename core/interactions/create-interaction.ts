import { ensureLineChannel, getChannel } from '#core/channels/index.ts';
import { createContact, findContactByPoint, getContact } from '#core/contacts/index.ts';
import { followLine, openLineConversation } from '#core/conversations/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { invalid, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Interaction } from './interaction.ts';
import { toInteractionRow } from './rows/interaction-rows.ts';
import { lineOf } from './rows/line-of.ts';
import { idsFrom } from './rows/new-part-ids.ts';
import { partWrites } from './rows/part-writes.ts';
import { startInteraction, type InteractionStart } from './start-interaction.ts';

export interface InteractionToCreate extends Omit<InteractionStart, 'id' | 'conversationId' | 'contactId'> {
  /** Who it is; else `phone` tells, else nobody knows. */
  readonly contactId?: number | null;
  /** The customer's number. Whoever has it is the contact; nobody has it: one is made by that name. A number that is none (withheld) is no contact. */
  readonly phone?: string | null;
  /** Of a chat: the conversation that is there already, and whose channel counts then. For commands that have looked whose it is. */
  readonly conversationId?: number;
  /** A channel of kind voice (call) or chat; else that of the number that was dialled, or of the way in. */
  readonly channelId?: number;
}

/**
 * A call or chat begins: contact, channel and conversation are found or made, the record is written while it rings. The value is that of
 * `startInteraction`; what happens next goes through `applyToInteraction` and `saveInteraction`.
 */
export async function createInteraction(tx: Tx, act: Act, input: InteractionToCreate): Promise<Interaction> {
  requirePermission(act, 'work.handle');
  checkTexts(input);
  const contactId = await contactOf(tx, act, input);
  const conversation = input.conversationId !== undefined ? { id: input.conversationId }
    : await openLineConversation(tx, act, { channelId: await channelOf(tx, act, input), contactId, kind: input.kind, subject: '' });
  const { id, first, uuid } = await tx.one(sql<{ id: number; first: number; uuid: string }>`
    SELECT nextval(pg_get_serial_sequence('interactions', 'id')) AS id, nextval('interaction_part_ids') AS first, gen_random_uuid() AS uuid`);
  const { contactId: _contact, phone: _phone, channelId: _channel, conversationId: _conversation, ...start } = input;
  const interaction = startInteraction({ ...start, id, conversationId: conversation.id, contactId }, Date.parse(act.now), idsFrom(first));
  await tx.run(sql`
    WITH made AS (
      INSERT INTO interactions SELECT (jsonb_populate_record(NULL::interactions, ${JSON.stringify({ ...toInteractionRow(interaction), account_id: tx.accountId, uuid })}::jsonb)).* RETURNING id
    )${partWrites(tx.accountId, null, interaction)}
    SELECT id FROM made`);
  await appendEvents(tx, act, [{ type: 'interaction.changed', conversationId: conversation.id, data: { interactionId: id, kind: interaction.kind, from: null, to: interaction.state } }]);
  await followLine(tx, act, conversation.id, lineOf(interaction));
  return interaction;
}

function checkTexts({ lang, supportNumber, outboundNumber, scheduledMs, kind }: InteractionToCreate): void {
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(lang)) throw invalid('lang', 'must be a language such as en or pt-BR', 'account-language');
  for (const [field, value] of [['supportNumber', supportNumber], ['outboundNumber', outboundNumber]] as const) {
    if (value !== undefined && value !== null && !/^\+?[0-9*#]{1,20}$/.test(value)) throw invalid(field, 'must be a number such as +49301234567', 'no-phone');
  }
  if (scheduledMs !== undefined && scheduledMs !== null && (kind === 'chat' || !Number.isSafeInteger(scheduledMs))) throw invalid('scheduledMs', 'only a call can be put off, to an instant', 'interaction-calls-only');
}

async function contactOf(tx: Tx, act: Act, { contactId = null, phone = null }: InteractionToCreate): Promise<number | null> {
  if (contactId !== null) return (await getContact(tx, seesAll(act), contactId)).id;
  if (phone === null || !/^(?:\+|00)[1-9][\d\s()./-]{4,24}$/.test(phone.trim())) return null;
  const known = await findContactByPoint(tx, seesAll(act), 'phone', phone);
  return known ? known.id : (await createContact(tx, seesAll(act), { name: phone.trim(), points: [{ kind: 'phone', value: phone }] })).id;
}

async function channelOf(tx: Tx, act: Act, { kind, channelId, supportNumber, direction, entry }: InteractionToCreate): Promise<number> {
  const wanted = kind === 'call' ? 'voice' : 'chat';
  if (channelId !== undefined) {
    const channel = await getChannel(tx, seesAll(act), channelId);
    if (channel.kind !== wanted) throw invalid('channelId', `must be a channel of kind ${wanted}`, 'wrong-kind');
    return channel.id;
  }
  if (kind === 'chat') return (await ensureLineChannel(tx, act, { kind: 'chat', line: entry, name: `Chat (${entry})` })).id;
  const line = direction === 'in' && supportNumber ? supportNumber : '';
  return (await ensureLineChannel(tx, act, { kind: 'voice', line, name: line === '' ? 'Phone' : line })).id;
}
