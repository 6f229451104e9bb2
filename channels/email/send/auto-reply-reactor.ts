import { considerAutoReply } from '#core/conversations/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';

/** Reactor: what came in gets the automatic reply of its channel, or a line that says why not. Its cursor makes the mails of an account take turns. */
export const autoReplyReactor: Consumer = { name: 'auto-replies', kind: 'reactor', batchMax: 50, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type !== 'message.stored' || event.data['direction'] !== 'incoming') continue;
    await considerAutoReply(tx, systemAct(tx.accountId, event.storedAt, 'channel:email'), event.messageId!);
  }
}
