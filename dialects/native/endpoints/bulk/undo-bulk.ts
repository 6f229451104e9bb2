import type { Outside } from '#core/channels/index.ts';
import { changeManyMax } from '#core/conversations/index.ts';
import { runBulk, startBulkUndo } from '#core/desk/index.ts';
import { nowText } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { renderBulk } from '../../render/bulk.ts';
import { Bulk } from '../../schemas/bulk.ts';
import { IdParams } from '../../schemas/shared.ts';

export const undoBulk = (outside: Outside): Operation => operation({
  id: 'bulk.undo',
  method: 'POST',
  path: '/native/v1/bulk/{id}/undo',
  tag: 'Bulk',
  summary: 'Gives the conversations what they had before, but for those that somebody changed since',
  params: IdParams,
  response: Bulk,
  async handle({ act, change, database, clock, params }) {
    const begun = await change(async (tx) => {
      const undoing = await startBulkUndo(tx, act, params.id);
      await outside.house.enqueue(tx, act, { kind: 'bulk', operationId: undoing.id });
      return undoing;
    });
    if (begun.changed > changeManyMax) {
      outside.wake();
      return renderBulk(begun);
    }
    return renderBulk(await runBulk({ database, accountId: act.accountId, operationId: begun.id, now: () => nowText(clock) }) ?? begun);
  },
});
