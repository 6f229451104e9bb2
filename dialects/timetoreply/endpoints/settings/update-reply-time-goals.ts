import { operation, type Operation } from '#http/index.ts';
import { parseGoals } from '../../parse/goals.ts';
import type { Ports } from '../../ports.ts';
import { renderGoals } from '../../render/goals.ts';
import { ReplyTimeGoals, ReplyTimeGoalsInput } from '../../schemas/reply-time-goals.ts';

export const updateReplyTimeGoals = (ports: Ports): Operation => operation({
  id: 'settings.reply-time-goals.update',
  method: 'PATCH',
  path: '/api/tools/settings/reply-time-goals',
  tag: 'Reply Time Goals',
  summary: 'Update the reply time goals, in seconds; bands that are not given stay',
  body: ReplyTimeGoalsInput,
  response: ReplyTimeGoals,
  async handle({ act, change, body }) {
    return renderGoals(await change((tx) => ports.changeReplyGoals(tx, act, (before) => parseGoals(body, before))));
  },
});
