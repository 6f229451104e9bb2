import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import type { Ports } from '../../ports.ts';
import { renderThread } from '../../render/thread.ts';
import { Thread } from '../../schemas/thread.ts';

export const findBySubjectOrEmail = (ports: Ports): Operation => operation({
  id: 'logs.conversations.get-by-subject-or-email',
  method: 'GET',
  path: '/api/logs/conversations/get-by-subject-or-email',
  tag: 'Logs',
  summary: 'Find conversations from a subject line or an email address, newest first, 200 at most',
  query: Type.Object({ search: Type.Optional(Type.String({ maxLength: 500, description: 'A subject line or an email address.' })) }),
  response: Type.Array(Thread),
  async handle(call) {
    requirePermission(call.act, 'reports.read');
    const found = await call.snapshot((tx) => ports.findConversationsBySubjectOrAddress(tx, call.query.search ?? ''));
    return found.map((row) => renderThread(row, call.principal.zone));
  },
});
