import { createHash } from 'node:crypto';
import { CoreError, invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { postMessageWithFiles, type PostedFile } from '../post-message-with-files.ts';
import { getContactConversation, type FromOutside } from './contact-conversation.ts';

export interface ContactMessageInput {
  readonly conversationId: number;
  readonly text: string;
  readonly files?: readonly PostedFile[];
  /** What his software calls it: told again under the same key, it is the same message. */
  readonly clientKey?: string;
}

const contactTextMax = 20_000;

/** Writes what the contact says into a conversation of his. Again under the same key: nothing happens (`isNew` false); with something else under it: `conflict`. */
export async function postContactMessage(tx: Tx, act: Act, source: FromOutside, { conversationId, text, files = [], clientKey }: ContactMessageInput): Promise<{ readonly messageId: number; readonly conversationId: number; readonly isNew: boolean }> {
  requirePermission(act, 'conversations.reply');
  if (text.length > contactTextMax) throw invalid('text', `must not be longer than ${contactTextMax} characters`, 'too-long', { max: contactTextMax });
  if (!text.isWellFormed()) throw invalid('text', 'holds characters that cannot be stored', 'bad-characters');
  const digest = createHash('sha256').update(JSON.stringify([text, files.map(({ sha256 }) => sha256)])).digest('hex');
  const before = clientKey === undefined ? null : await findByKey(tx, source, checkKey(clientKey), digest);
  if (before) return { ...before, isNew: false };
  const conversation = await getContactConversation(tx, source, conversationId);
  const posted = await postMessageWithFiles(tx, act, { conversationId: conversation.id, direction: 'incoming', text, files });
  await tx.run(sql`UPDATE conversations SET contact_seen_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${posted.conversationId}`);
  if (clientKey !== undefined) await keepKey(tx, source, clientKey, digest, posted.messageId);
  return { ...posted, isNew: true };
}

/** The message that was sent under this key, and its conversation; null: none was. `conflict` where something else was said under it. */
async function findByKey(tx: Tx, { channelId, sourceId }: FromOutside, clientKey: string, digest: string): Promise<{ messageId: number; conversationId: number } | null> {
  const found = await tx.maybe(sql<{ messageId: number; conversationId: number; digest: string }>`
    SELECT k.message_id AS "messageId", m.conversation_id AS "conversationId", k.digest FROM contact_message_keys k JOIN messages m ON m.account_id = k.account_id AND m.id = k.message_id
    WHERE k.account_id = ${tx.accountId} AND k.channel_id = ${channelId} AND k.source_id = ${sourceId} AND k.client_key = ${clientKey}`);
  if (!found) return null;
  if (found.digest !== digest) throw new CoreError('conflict', 'This key was used for another message: give each message a key of its own.', { key: 'client-key-reused', reason: 'key-reused' });
  return { messageId: found.messageId, conversationId: found.conversationId };
}

/** Two calls with one key at the same moment: the later one waits, is run again (`shouldRetry`) and then finds the first one's message. */
async function keepKey(tx: Tx, { channelId, sourceId }: FromOutside, clientKey: string, digest: string, messageId: number): Promise<void> {
  const kept = await tx.run(sql`
    INSERT INTO contact_message_keys (account_id, channel_id, source_id, client_key, message_id, digest) VALUES (${tx.accountId}, ${channelId}, ${sourceId}, ${clientKey}, ${messageId}, ${digest}) ON CONFLICT DO NOTHING`);
  if (kept === 0) throw Object.assign(new Error('the client key was used at the same moment'), { code: '40001' });
}

function checkKey(clientKey: string): string {
  if (!/^[\x21-\x7e]{1,100}$/.test(clientKey)) throw invalid('clientKey', 'must be 1 to 100 printable characters', 'bad-characters');
  return clientKey;
}

/** Whether his software said something under this key already, and where: asked before a conversation is opened for it. */
export async function findContactMessageByKey(tx: Tx, { channelId, sourceId }: FromOutside, clientKey: string): Promise<{ readonly messageId: number; readonly conversationId: number } | null> {
  return tx.maybe(sql<{ messageId: number; conversationId: number }>`
    SELECT k.message_id AS "messageId", m.conversation_id AS "conversationId" FROM contact_message_keys k JOIN messages m ON m.account_id = k.account_id AND m.id = k.message_id
    WHERE k.account_id = ${tx.accountId} AND k.channel_id = ${channelId} AND k.source_id = ${sourceId} AND k.client_key = ${checkKey(clientKey)}`);
}
