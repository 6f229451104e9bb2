import { operation, type Operation } from '#http/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import type { Ports } from '../../ports.ts';
import { renderGoals } from '../../render/goals.ts';
import { ReplyTimeGoals } from '../../schemas/reply-time-goals.ts';

export const listReplyTimeGoals = (ports: Ports): Operation => operation({
  id: 'settings.reply-time-goals.list',
  method: 'GET',
  path: '/api/tools/settings/reply-time-goals',
  tag: 'Reply Time Goals',
  summary: 'Get the reply time goals in force, in seconds',
  response: ReplyTimeGoals,
  async handle(call) {
    requirePermission(call.act, 'settings.read');
    return renderGoals(await call.snapshot((tx) => ports.getReplyGoals(tx)));
  },
});
