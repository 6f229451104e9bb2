import { appendEvents } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** A visitor opened the chat of a site. Written down only where a webhook wants to know it, so that looking leaves nothing else behind. For the door of the site, which has checked who comes and brakes. */
export async function noteWidgetOpened(tx: Tx, act: Act, { channelId, contactId }: { readonly channelId: number; readonly contactId: number | null }): Promise<void> {
  requirePermission(act, 'conversations.reply');
  const { isWanted } = await tx.one(sql<{ isWanted: boolean }>`
    SELECT EXISTS (SELECT FROM webhooks w WHERE w.account_id = ${tx.accountId} AND w.deleted_at IS NULL AND w.disabled_at IS NULL AND 'widget.opened' = ANY(w.topics) AND (w.channel_id IS NULL OR w.channel_id = ${channelId}))
      AS "isWanted"`);
  if (isWanted) await appendEvents(tx, act, [{ type: 'widget.opened', data: { channelId, ...(contactId !== null && { contactId }) } }]);
}
