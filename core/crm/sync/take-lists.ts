import type { CrmCursor } from '../source.ts';
import { dropList, findListToMake, isTooLarge, makeGroup } from '../lists/make-groups.ts';
import { storeLists, storeMembers } from '../lists/store-lists.ts';
import type { CrmRunStep } from '../connection.ts';
import type { StorePage, Taking } from './take-step.ts';

/** Which lists there are; of a connection that takes none (any more) one is forgotten with its group. */
export async function takeLists({ act, connection: { id: connectionId, takesLists, runStartedAt }, source }: Taking, { cursor }: CrmRunStep): Promise<StorePage> {
  if (!source.lists || !takesLists) return async (tx) => ({ next: await dropList(tx, act, connectionId), counts: {} });
  const { rows, next } = await source.lists.page(cursor);
  return async (tx) => ({ next, counts: { removed: await storeLists(tx, { connectionId, runAt: runStartedAt! }, rows, { isLast: next === null }) } });
}

interface Place { readonly list: string; readonly walks: boolean; readonly after: CrmCursor }

/** Who is in the lists: list by list, page by page; each is made a group as soon as it is whole. A list whose members did not change is not asked for, unless everything is. */
export async function takeMembers({ act, connection: { id: connectionId, takesLists, runStartedAt }, source }: Taking, { cursor, since }: CrmRunStep): Promise<StorePage> {
  const { lists } = source;
  if (!lists || !takesLists) return async () => ({ next: null, counts: {} });
  const runAt = runStartedAt!;
  const at = cursor as Place | null;
  const page = at?.walks ? await lists.members(at.list, at.after) : null;
  return async (tx) => {
    const goOn = async (): Promise<Place | null> => {
      const found = await findListToMake(tx, connectionId, { allBefore: since === null ? runAt : null });
      return found && { list: found.id, walks: found.mustWalk, after: null };
    };
    if (at === null) return { next: await goOn(), counts: {} };
    if (page) await storeMembers(tx, { connectionId, runAt }, at.list, page.rows);
    const isOver = page === null || page.next === null || await isTooLarge(tx, connectionId, at.list, runAt);
    if (!isOver) return { next: { ...at, after: page.next } satisfies Place, counts: { read: page.rows.length } };
    await makeGroup(tx, act, connectionId, at.list, { walkedAt: at.walks ? runAt : null });
    return { next: await goOn(), counts: { read: page?.rows.length ?? 0 } };
  };
}
