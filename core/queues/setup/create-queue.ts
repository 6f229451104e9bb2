import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockSetup } from '../lock-setup.ts';
import type { QueueKind } from '../queue.ts';
import { checkActions } from './check-actions.ts';
import { checkQueuePlace, type QueuePlace } from './check-place.ts';
import { checkRules, usualRules, type RuleSettings } from './check-rules.ts';
import { queueValues } from './write-queue.ts';

export interface QueueInput extends Partial<QueuePlace>, Partial<Omit<RuleSettings, 'name'>> { readonly kind: QueueKind; readonly name: string }

/** A queue; what is not named is as usual (`usualRules`). One per leaf, language and kind. */
export async function createQueue(tx: Tx, act: Act, { kind, menuId = null, queueGroupId = null, calendarId = null, ...input }: QueueInput): Promise<{ id: number }> {
  requirePermission(act, 'queues.write');
  if (kind !== 'call' && kind !== 'chat') throw invalid('kind', 'must be call or chat', 'not-offered');
  const rules = checkRules(kind, { ...usualRules, ...input });
  await lockSetup(tx);
  const menuPathId = await checkQueuePlace(tx, { menuId, queueGroupId, calendarId }, { id: null, kind, lang: rules.lang });
  const values = queueValues({ ...rules, menuPathId, queueGroupId, calendarId });
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO queues (account_id, kind, created_at, ${sql.join(values.map(([column]) => sql.ref(column)))})
    VALUES (${tx.accountId}, ${kind}, ${act.now}, ${sql.join(values.map(([, value]) => value))}) RETURNING id`);
  await checkActions(tx, [id]);
  await appendEvents(tx, act, [{ type: 'queue.changed', data: { queueId: id } }]);
  await writeAudit(tx, act, { action: 'queue.created', targetKind: 'queue', targetId: id, detail: { kind, menuId } });
  return { id };
}
