import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import type { Ports } from '../../ports.ts';
import { noThread, renderThread } from '../../render/thread.ts';
import { NoThread, Thread } from '../../schemas/thread.ts';

export const findByInternetMessageId = (ports: Ports): Operation => operation({
  id: 'logs.conversations.get-by-internet-message-id',
  method: 'GET',
  path: '/api/logs/conversations/get-by-internet-message-id',
  tag: 'Logs',
  summary: 'Find an entire conversation from a single message ID',
  query: Type.Object({ internet_message_id: Type.String({ maxLength: 998, description: 'With or without angle brackets.' }) }),
  response: Type.Union([Thread, NoThread]),
  async handle(call) {
    requirePermission(call.act, 'reports.read');
    const found = await call.snapshot((tx) => ports.findConversationByMailId(tx, call.query.internet_message_id));
    return found ? renderThread(found, call.principal.zone) : noThread;
  },
});
