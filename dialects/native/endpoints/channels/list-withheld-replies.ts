import { getChannel } from '#core/channels/index.ts';
import { findAutoReplies } from '#core/conversations/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, pageQuery, toCursor } from '../../paging.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { WithheldReplies } from '../../schemas/channels.ts';
import { Closed, IdParams } from '../../schemas/shared.ts';

export const listWithheldReplies = operation({
  id: 'channels.listWithheldReplies',
  method: 'GET',
  path: '/native/v1/channels/{id}/withheld-replies',
  tag: 'Channels',
  summary: 'Mails of the last 90 days that got no automatic reply, and why, newest first',
  params: IdParams,
  query: Closed(pageQuery),
  response: WithheldReplies,
  async handle({ act, snapshot, params: { id }, query: { cursor, limit = 25 } }) {
    requirePermission(act, 'channels.read');
    const before = fromIdCursor(cursor);
    const rows = await snapshot(async (tx) => {
      await getChannel(tx, readingBack(act), id);
      return findAutoReplies(tx, act, { channelId: id, withheld: true, limit: limit + 1, ...(before === null ? {} : { before }) });
    });
    const page = rows.slice(0, limit);
    return {
      items: page.map((row) => ({ id: row.id, conversationId: row.conversationId, messageId: row.messageId, address: row.address, because: row.withheldBecause!, at: row.at })),
      next: rows.length > limit ? toCursor([page.at(-1)!.id]) : null,
    };
  },
});
