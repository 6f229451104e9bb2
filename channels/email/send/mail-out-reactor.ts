import { wakeWithoutServer } from '#core/conversations/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { enqueueTries, enqueueTry } from './enqueue-tries.ts';
import { letGo } from './server-brake.ts';

/**
 * Reactor: a mail that is held or queued gets the job of its next try; a channel that changed (it may have got a mail server, or was
 * enabled) wakes the mails that wait for one or for it. What is not live sends nothing.
 */
export const mailOutReactor: Consumer = { name: 'mail-out', kind: 'reactor', batchMax: 500, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const now = events.at(-1)!.storedAt;
  const act = systemAct(tx.accountId, now, 'channel:email');
  const waiting = events.filter(({ type, data }) => type === 'message.delivery' && (data['state'] === 'held' || data['state'] === 'queued')).map((event) => event.messageId!);
  if (waiting.length > 0) await enqueueTries(tx, act, [...new Set(waiting)]);
  const channels = new Set(events.filter(({ type }) => type === 'channel.changed').map(({ data }) => data['channelId'] as number));
  for (const channelId of channels) {
    const due = [...await letGo(tx, act, `channel:${channelId}`), ...await wakeWithoutServer(tx, act, channelId)];
    for (const { messageId, at } of due) await enqueueTry(tx, messageId, at);
  }
}
