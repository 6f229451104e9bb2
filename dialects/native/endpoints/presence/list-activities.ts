import { findAgentActivities, getAgentPresence } from '#core/presence/index.ts';
import { operation } from '#http/index.ts';
import { fromTimeCursor, toCursor } from '../../paging.ts';
import { Activities, ActivitiesQuery } from '../../schemas/presence.ts';
import { IdParams } from '../../schemas/shared.ts';

export const listActivities = operation({
  id: 'presence.activities', method: 'GET', path: '/native/v1/agents/{id}/activities', tag: 'Presence', params: IdParams, query: ActivitiesQuery, response: Activities,
  summary: 'The log of an agent, newest first: stays in a status with their seconds, logins, what was offered to him',
  async handle({ act, snapshot, params: { id }, query: { cursor, limit = 25, from, to } }) {
    const before = fromTimeCursor(cursor);
    const rows = await snapshot(async (tx) => {
      await getAgentPresence(tx, act, id);
      return findAgentActivities(tx, act, id, { limit: limit + 1, ...(before && { before }), ...(from !== undefined && { from }), ...(to !== undefined && { to }) });
    });
    const last = rows.length > limit ? rows[limit - 1]! : null;
    return {
      items: rows.slice(0, limit).map(({ id: lineId, activity, mode, statusId, setBy, startedAt, endedAt, seconds, interactionId, kind }) => (
        { id: lineId, activity, mode, statusId, setBy, startedAt: new Date(startedAt).toISOString(), endedAt: endedAt && new Date(endedAt).toISOString(), seconds, interactionId, kind })),
      next: toCursor(last && [last.startedAt, last.id]),
    };
  },
});
