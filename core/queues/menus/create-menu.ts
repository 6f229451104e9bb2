import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockSetup } from '../lock-setup.ts';
import { checkChoice, checkLanguages, checkMenuName, checkMessage, checkPlace } from './check-menu.ts';
import { Forest } from './forest.ts';
import { menuKinds, type MenuKind } from './menu.ts';
import { queuesOfMenus } from './menu-queues.ts';
import { writeLanguages } from './write-languages.ts';
import { writeOrder, writePaths } from './write-paths.ts';

export interface MenuInput {
  readonly kind: MenuKind;
  readonly parentId?: number | null;
  readonly name: string;
  /** Before which of its siblings; not named, or beyond the last: at the end. */
  readonly position?: number;
  readonly isHidden?: boolean;
  readonly outputMessage?: string | null;
  readonly choice?: string | null;
  readonly languages?: readonly { readonly lang: string; readonly name?: string | null; readonly outputMessage?: string | null }[];
}

/** A choice more, at the top or below another. `conflict` where the parent leads to queues or the key is taken, `too-large` beyond depth or number. */
export async function createMenu(tx: Tx, act: Act, input: MenuInput): Promise<{ id: number }> {
  requirePermission(act, 'queues.write');
  const { kind, parentId = null, isHidden = false } = input;
  if (!menuKinds.includes(kind)) throw invalid('kind', 'must be ivr, mobile or web', 'not-offered');
  const name = checkMenuName('name', input.name);
  const message = checkMessage('outputMessage', input.outputMessage ?? null);
  const languages = checkLanguages(input.languages ?? []);
  await lockSetup(tx);
  const forest = await Forest.load(tx);
  await checkPlace(forest, { parentId, kind, height: 1 }, async (parent) => (await queuesOfMenus(tx, [parent.id])).length > 0);
  const choice = checkChoice(forest, { id: null, parentId, kind }, input.choice ?? null);
  const siblings = forest.childrenOf(parentId, kind).map((menu) => menu.id);
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO menus (account_id, parent_id, kind, name, position, is_hidden, output_message, choice, created_at)
    VALUES (${tx.accountId}, ${parentId}, ${kind}, ${name}, ${siblings.length}, ${isHidden}, ${message}, ${choice}, ${act.now}) RETURNING id`);
  await writeLanguages(tx, id, languages);
  await writeOrder(tx, siblings.toSpliced(input.position ?? siblings.length, 0, id));
  await writePaths(tx);
  await appendEvents(tx, act, [{ type: 'menu.changed', data: { menuId: id } }]);
  await writeAudit(tx, act, { action: 'menu.created', targetKind: 'menu', targetId: id, detail: { parentId, kind } });
  return { id };
}
