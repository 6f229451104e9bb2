import { CoreError, invalid, notFound } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { Forest } from '../menus/forest.ts';
import { isOfferedIn } from '../menus/menu.ts';
import type { QueueKind } from '../queue.ts';

/** Where a queue stands: the leaf that leads to it, its group, its calendar. */
export interface QueuePlace { readonly menuId: number | null; readonly queueGroupId: number | null; readonly calendarId: number | null }

/** The path of the leaf; null: no menu leads to it. `conflict` where the node is no leaf, or leads to such a queue already. */
export async function checkQueuePlace(tx: Tx, place: QueuePlace, { id, kind, lang }: { readonly id: number | null; readonly kind: QueueKind; readonly lang: string }): Promise<number | null> {
  if (place.queueGroupId !== null && !await tx.maybe(sql<object>`SELECT id FROM queue_groups WHERE account_id = ${tx.accountId} AND id = ${place.queueGroupId} AND deleted_at IS NULL`)) throw notFound('queue group');
  if (place.calendarId !== null && !await tx.maybe(sql<object>`SELECT id FROM calendars WHERE account_id = ${tx.accountId} AND id = ${place.calendarId}`)) throw notFound('calendar');
  if (place.menuId === null) return null;
  const menu = (await Forest.load(tx)).get(place.menuId);
  if (menu.pathId === null) throw new CoreError('conflict', `"${menu.name}" has choices below it: a queue belongs to one of those.`, { key: 'menu-no-leaf', values: { name: menu.name } });
  if (menu.kind === 'ivr' && kind === 'chat') throw invalid('menuId', 'is a phone menu, which leads to calls only', 'phone-menu-has-calls');
  if (!isOfferedIn(menu, lang)) throw invalid('lang', `must be one in which "${menu.name}" is offered`, 'menu-not-in-language', { name: menu.name });
  const other = await tx.maybe(sql<{ name: string }>`
    SELECT name FROM queues WHERE account_id = ${tx.accountId} AND menu_path_id = ${menu.pathId} AND lang = ${lang} AND kind = ${kind} AND deleted_at IS NULL AND id IS DISTINCT FROM ${id}::bigint`);
  if (other) throw new CoreError('conflict', `"${menu.name}" leads to the queue "${other.name}" in this language already.`, { key: 'queue-there', values: { menu: menu.name, name: other.name } });
  return menu.pathId;
}
