import type { Act } from '#core/kernel/index.ts';
import { getChannelSettings } from '#core/channels/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { OutgoingContent } from './outgoing-mail.ts';

/** When the mail may leave: at `sendAt` where that is in the future, else after the undo delay. */
export async function sendAfterOf(tx: Tx, act: Act, channelId: number, { sendAt, undoSeconds }: Pick<OutgoingContent, 'sendAt' | 'undoSeconds'>): Promise<string> {
  const nowMs = Date.parse(act.now);
  const undoMs = 1_000 * (undoSeconds ?? await undoSecondsOf(tx, act, channelId));
  const atMs = sendAt === undefined ? nowMs + undoMs : Math.max(nowMs, Date.parse(sendAt));
  return new Date(atMs).toISOString();
}

async function undoSecondsOf(tx: Tx, act: Act, channelId: number): Promise<number> {
  const reader: Act = { ...act, actor: { ...act.actor, permissions: 'all' } }; // whoever may answer may not be allowed to read channels
  const { undoSeconds } = await getChannelSettings(tx, reader, channelId);
  if (undoSeconds !== null) return undoSeconds;
  return (await tx.one(sql<{ seconds: number }>`SELECT undo_seconds AS seconds FROM accounts WHERE id = ${tx.accountId}`)).seconds;
}
