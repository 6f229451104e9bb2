import type { Dialect } from '#http/index.ts';
import { bearerDoor } from './auth.ts';
import { findByInternetMessageId } from './endpoints/logs/find-by-internet-message-id.ts';
import { findBySubjectOrEmail } from './endpoints/logs/find-by-subject-or-email.ts';
import { markClosed } from './endpoints/logs/mark-closed.ts';
import { reportConversations } from './endpoints/logs/report-conversations.ts';
import { reportMessages } from './endpoints/logs/report-messages.ts';
import { statBreakdown } from './endpoints/logs/stat-breakdown.ts';
import { listReplyTimeGoals } from './endpoints/settings/list-reply-time-goals.ts';
import { updateReplyTimeGoals } from './endpoints/settings/update-reply-time-goals.ts';
import { errors } from './errors.ts';
import { limitHeaders, limits } from './limits.ts';
import { convertInput } from './parse/convert-input.ts';
import { core, type Ports } from './ports.ts';

/** The published API of timetoreply: logs of conversations and messages, their figures, and the goals they are judged by. */
export function timetoreply(ports: Ports = core): Dialect {
  return {
    name: 'timetoreply',
    title: 'timetoreply API',
    description: 'Conversation and message logs, their statistics, and reply time goals. 30 requests a minute and 900 an hour for each user.',
    prefixes: ['/api/logs', '/api/entities', '/api/tools', '/api/sales'],
    door: bearerDoor(ports),
    limits,
    limitHeaders,
    errors,
    convert: convertInput,
    operations: [
      reportConversations(ports),
      findBySubjectOrEmail(ports),
      findByInternetMessageId(ports),
      markClosed(ports),
      reportMessages(ports),
      statBreakdown(ports),
      listReplyTimeGoals(ports),
      updateReplyTimeGoals(ports),
    ],
  };
}
