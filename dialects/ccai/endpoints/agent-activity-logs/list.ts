import { Type } from '@sinclair/typebox';
import { findAgentNames } from '#core/people/index.ts';
import { findActivityPage, findStatuses, type ActivityColumn } from '#core/presence/index.ts';
import { ccaiList } from '../../ccai-operation.ts';
import { activityOrder, activityWords, sortsOf, wordOf } from '../../parse/activities.ts';
import { Ids, InstantRange, NumberRange, Words } from '../../parse/parameters.ts';
import { renderAssignee } from '../../render/menu.ts';
import { renderTime } from '../../render/time.ts';
import { renderUserStatus } from '../../render/user-status.ts';
import { AgentActivityLog } from '../../schemas/agent-activity-log.ts';

const columns = {
  id: 'id', agent_id: 'agentId', started_at: 'startedAt', ended_at: 'endedAt', duration: 'seconds', call_id: 'callId', chat_id: 'chatId', activity: 'activity',
} as const satisfies Record<string, ActivityColumn>;
const names = Object.keys(columns) as (keyof typeof columns)[];

export const listAgentActivityLogs = ccaiList({
  id: 'agent_activity_logs.list', path: '/agent_activity_logs', tag: 'Agent Activity Logs', summary: 'Stays in a status with their durations, logins, and what was offered to agents',
  filters: Type.Object({
    started_at: InstantRange(), ended_at: InstantRange(), duration: NumberRange(), id: Ids(), agent_id: Ids(), whodunnit_id: Ids(), call_id: Ids(), chat_id: Ids(), activity: Words(activityWords),
  }),
  columns: names,
  standard: { column: 'id', direction: 'asc' },
  item: AgentActivityLog,
  async find(tx, { act, query }, { sort, limit, offset }) {
    const { started_at: started, ended_at: ended, duration, id, agent_id: agentIds, whodunnit_id: setBy, call_id: callIds, chat_id: chatIds, activity } = query;
    const page = await findActivityPage(tx, act, {
      sorts: sortsOf(activity), ...(id && { ids: id }), ...(agentIds && { agentIds }), ...(setBy && { setBy }), ...(callIds && { callIds }), ...(chatIds && { chatIds }),
      ...(started?.from && { startedFrom: started.from }), ...(started?.to && { startedTo: started.to }), ...(ended?.from && { endedFrom: ended.from }), ...(ended?.to && { endedTo: ended.to }),
      ...(duration?.from !== undefined && { secondsFrom: duration.from }), ...(duration?.to !== undefined && { secondsTo: duration.to }),
    }, { sort: columns[sort.column], words: activityOrder, direction: sort.direction, limit, offset });
    const statuses = new Map((await findStatuses(tx, act, { withDeleted: true })).map((one) => [one.id, one]));
    const agents = await findAgentNames(tx, act, [...new Set(page.rows.flatMap((row) => row.setBy ?? []))]);
    return {
      total: page.total,
      rows: page.rows.map((row) => {
        const who = row.setBy === null ? undefined : agents.get(row.setBy);
        return {
          id: row.id, agent_id: row.agentId, status: renderUserStatus(statuses.get(row.statusId)!), started_at: renderTime(row.startedAt), ended_at: row.endedAt && renderTime(row.endedAt), duration: row.seconds,
          call_id: row.kind === 'call' ? row.interactionId : null, chat_id: row.kind === 'chat' ? row.interactionId : null, activity: wordOf(row), whodunnit: who === undefined ? null : renderAssignee(who),
        };
      }),
    };
  },
});
