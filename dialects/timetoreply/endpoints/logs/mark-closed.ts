import { operation, type Operation } from '#http/index.ts';
import type { Ports } from '../../ports.ts';
import { MarkClosedInput, MarkedClosed } from '../../schemas/mark-closed.ts';

export const markClosed = (ports: Ports): Operation => operation({
  id: 'logs.conversations.mark-closed',
  method: 'POST',
  path: '/api/logs/conversations/mark-closed',
  tag: 'Logs',
  summary: 'Mark conversations as closed; ids that do not exist are passed over',
  body: MarkClosedInput,
  response: MarkedClosed,
  async handle({ act, change, body }) {
    const ids = [...new Set(body.ids)].toSorted((a, b) => a - b);
    const closed = await change((tx) => ports.closeConversations(tx, act, ids));
    return { ids: closed.toSorted((a, b) => a - b) };
  },
});
