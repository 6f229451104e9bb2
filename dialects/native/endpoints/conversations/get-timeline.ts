import { getTimeline as readTimeline } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { fromTimeCursor, toCursor } from '../../paging.ts';
import { renderEntry } from '../../render/timeline.ts';
import { Timeline, TimelineQuery } from '../../schemas/message.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getTimeline = operation({
  id: 'conversations.timeline',
  method: 'GET',
  path: '/native/v1/conversations/{id}/timeline',
  tag: 'Conversations',
  summary: 'Messages, notes and what was done between them: the newest page, oldest first; `next` asks for what was before',
  params: IdParams,
  query: TimelineQuery,
  response: Timeline,
  async handle({ act, snapshot, params, query }) {
    const { entries, earlier, position } = await snapshot((tx) => readTimeline(tx, act, params.id, { before: fromTimeCursor(query.cursor), limit: query.limit ?? 50 }));
    return { items: entries.map(renderEntry), next: toCursor(earlier && [earlier.at, earlier.id]), position };
  },
});
