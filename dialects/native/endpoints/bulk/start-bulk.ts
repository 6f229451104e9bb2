import type { Outside } from '#core/channels/index.ts';
import { changeManyMax } from '#core/conversations/index.ts';
import { runBulk, startBulk as start, type BulkChange } from '#core/desk/index.ts';
import { invalid, nowText } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { toCoreFilter } from '../../parse/conversation-filter.ts';
import { toInstant } from '../../parse/instant.ts';
import { renderBulk } from '../../render/bulk.ts';
import { Bulk, BulkInput } from '../../schemas/bulk.ts';

export const startBulk = (outside: Outside): Operation => operation({
  id: 'bulk.start',
  method: 'POST',
  path: '/native/v1/bulk',
  tag: 'Bulk',
  summary: 'One change of many conversations, named by ids or found by a filter. Up to 500 are done when this answers; of more, GET tells the progress',
  body: BulkInput,
  status: 201,
  response: Bulk,
  async handle({ act, change, database, clock, body }) {
    const { ids, filter, change: { snoozedUntil, priority, ...rest } } = body;
    if ((ids === undefined) === (filter === undefined)) throw invalid('ids', 'either ids or filter must be given', 'names-nobody');
    const what: BulkChange = {
      ...rest, ...(priority !== undefined && { priority: priority as 0 | 1 | 2 | 3 | 4 }), ...(snoozedUntil !== undefined && { snoozedUntil: toInstant('snoozedUntil', snoozedUntil) }),
    };
    const begun = await change(async (tx) => {
      const made = await start(tx, act, ids ? { ids } : { filter: toCoreFilter(filter ?? {}) }, what);
      if (made.state === 'running') await outside.house.enqueue(tx, act, { kind: 'bulk', operationId: made.id });
      return made;
    });
    if (begun.state === 'running' && begun.total > changeManyMax) outside.wake();
    if (begun.state !== 'running' || begun.total > changeManyMax) return renderBulk(begun);
    // The job that was written finds it done; it is there for the case that this process ends here.
    return renderBulk(await runBulk({ database, accountId: act.accountId, operationId: begun.id, now: () => nowText(clock) }) ?? begun);
  },
});
