import type { InteractionKind } from '#core/interactions/index.ts';
import { CoreError, notFound, seesAll, type Act } from '#core/kernel/index.ts';
import { findMenus, findQueueOfPath } from '#core/queues/index.ts';
import { noWake, plainAct, type EnterInput, type Entered } from '../engine/index.ts';
import { inStore, runRouting, type Change } from '../run/run-rule.ts';
import { enterQueue } from './enter-queue.ts';
import { readLine } from './line-state.ts';

export interface MenuChoice extends Pick<EnterInput, 'priority' | 'scheduledMs'> {
  readonly kind: InteractionKind;
  readonly interactionId: number;
  readonly menuId: number;
  readonly lang?: string;
  /** It may have been told before: nothing happens where it went on since. */
  readonly isRepeat?: boolean;
}

/**
 * The customer chose a node of the menus. At a leaf that is the queue of its path in the interaction's language (`conflict` where none stands
 * there); elsewhere he goes on choosing: null.
 */
export async function chooseMenu(change: Change, act: Act, { kind, interactionId, menuId, lang, isRepeat = false, ...wish }: MenuChoice): Promise<Entered | null> {
  const queueId = await runRouting(change, act, async (tx) => {
    const [menu] = (await findMenus(tx, seesAll(act), { ids: [menuId] })).menus;
    if (!menu) throw notFound('menu');
    const { interaction } = await readLine(tx, kind, interactionId);
    if (isRepeat && interaction.state !== 'selecting') return { result: null, wake: noWake };
    const queue = menu.pathId === null ? null : await findQueueOfPath(tx, { menuPathId: menu.pathId, lang: lang ?? interaction.lang, kind });
    if (menu.pathId !== null && !queue) throw new CoreError('conflict', 'This choice leads nowhere in this language: no queue stands there.', { key: 'menu-leads-nowhere' });
    const wake = await inStore(tx, act, (store) => plainAct(store, { interactionId, act: { type: 'menu', menuId, menuPathId: menu.pathId } }));
    return { result: queue?.id ?? null, wake };
  });
  return queueId === null ? null : enterQueue(change, act, { interactionId, queueId, ...wish });
}
