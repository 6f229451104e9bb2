import { createHash } from 'node:crypto';
import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { instantText } from './find-unsent.ts';
import type { ComposeResult } from './outgoing-mail.ts';

/** The caller's key of a call, and a digest of what it asks for. */
export interface ClientKey { readonly key: string; readonly digest: string }

/** Null without a key. */
export function clientKeyOf({ clientKey, asked, ...input }: { readonly clientKey?: string; readonly asked?: object }): ClientKey | null {
  return clientKey === undefined ? null : { key: clientKey, digest: createHash('sha256').update(JSON.stringify(inOrder(asked ?? input))).digest('hex') };
}

/** The result of an earlier call with this key, for callers that use something up (uploads) before they compose. `conflict` as in composing; null: there was none. */
export async function findSent(tx: Tx, act: Act, call: { readonly clientKey?: string; readonly asked: object }): Promise<ComposeResult | null> {
  requirePermission(act, 'conversations.reply');
  return findByClientKey(tx, act, clientKeyOf(call));
}

/** With the keys of each object sorted: the order in which a caller writes them says nothing. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, inOrder(one)]));
}

/** What an earlier call of the same user with this key did; null: none. `conflict` where that asked for something else. */
export async function findByClientKey(tx: Tx, act: Act, clientKey: ClientKey | null): Promise<ComposeResult | null> {
  if (clientKey === null) return null;
  const found = await tx.maybe(sql<ComposeResult & { digest: string | null }>`
    SELECT k.message_id AS "messageId", m.conversation_id AS "conversationId", o.state AS delivery, ${instantText(sql`o.send_after`)} AS "sendAfter", k.digest
    FROM message_keys k JOIN messages m ON m.account_id = k.account_id AND m.id = k.message_id
      LEFT JOIN outgoing_mails o ON o.account_id = k.account_id AND o.message_id = k.message_id
    WHERE k.account_id = ${tx.accountId} AND k.user_id = ${userOf(act)} AND k.client_key = ${clientKey.key}`);
  if (!found) return null;
  const { digest, ...result } = found;
  if (digest !== null && digest !== clientKey.digest) throw new CoreError('conflict', 'This key was used for another message: give each message a key of its own.', { key: 'client-key-reused', reason: 'key-reused' });
  return result;
}

/** Two calls with one key at the same moment: the later one waits, is run again (`shouldRetry`) and then finds the first one's result. */
export async function keepClientKey(tx: Tx, act: Act, { key, digest }: ClientKey, messageId: number): Promise<void> {
  const kept = await tx.run(sql`
    INSERT INTO message_keys (account_id, user_id, client_key, message_id, digest) VALUES (${tx.accountId}, ${userOf(act)}, ${key}, ${messageId}, ${digest}) ON CONFLICT DO NOTHING`);
  if (kept === 0) throw Object.assign(new Error('the client key was used at the same moment'), { code: '40001' });
}

function userOf({ actor }: Act): number {
  return actor.kind === 'user' ? actor.id ?? 0 : 0;
}
