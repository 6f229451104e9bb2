import { findUnsent } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, toCursor } from '../../paging.ts';
import { UnsentPage, UnsentQuery } from '../../schemas/outbox.ts';

export const listUnsent = operation({
  id: 'outbox.list',
  method: 'GET',
  path: '/native/v1/outbox',
  tag: 'Messages',
  summary: 'Mail of ours that waits, is being sent, failed or bounced; newest first',
  query: UnsentQuery,
  response: UnsentPage,
  async handle({ act, snapshot, query }) {
    const limit = query.limit ?? 25;
    const before = fromIdCursor(query.cursor);
    const found = await snapshot((tx) => findUnsent(tx, act, { limit: limit + 1, ...(before !== null && { before }) }));
    const items = found.slice(0, limit).map((mail) => ({ ...mail, recipients: mail.recipients.map((one) => ({ ...one })) }));
    return { items, next: toCursor(found.length > limit ? [items.at(-1)!.messageId] : null) };
  },
});
