import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockSetup } from '../lock-setup.ts';
import { checkChoice, checkLanguages, checkMenuName, checkMessage } from './check-menu.ts';
import type { MenuInput } from './create-menu.ts';
import { Forest } from './forest.ts';
import { isOfferedIn } from './menu.ts';
import { queuesOfMenus } from './menu-queues.ts';
import { writeLanguages } from './write-languages.ts';
import { writePaths } from './write-paths.ts';

export type MenuChange = Partial<Pick<MenuInput, 'name' | 'isHidden' | 'outputMessage' | 'choice' | 'languages'>>;

/**
 * What a node is called, says and is chosen by; what is not named stays, `languages` are then exactly these. `conflict` where the key is taken, or a
 * queue works in a language that would go.
 */
export async function changeMenu(tx: Tx, act: Act, menuId: number, change: MenuChange): Promise<void> {
  requirePermission(act, 'queues.write');
  await lockSetup(tx);
  const forest = await Forest.load(tx);
  const menu = forest.get(menuId);
  const name = change.name === undefined ? menu.name : checkMenuName('name', change.name);
  const message = change.outputMessage === undefined ? menu.outputMessage : checkMessage('outputMessage', change.outputMessage);
  const choice = change.choice === undefined ? menu.choice : checkChoice(forest, menu, change.choice);
  const languages = change.languages === undefined ? menu.languages : checkLanguages(change.languages);
  const left = (await queuesOfMenus(tx, [menuId])).find(({ lang }) => !isOfferedIn({ languages }, lang));
  if (left) throw new CoreError('conflict', `The queue "${left.name}" works in ${left.lang}: the menu stays offered in it.`, { key: 'language-has-queue', values: { name: left.name, lang: left.lang } });
  await tx.run(sql`
    UPDATE menus SET name = ${name}, output_message = ${message}, choice = ${choice}, is_hidden = ${change.isHidden ?? menu.isHidden}
    WHERE account_id = ${tx.accountId} AND id = ${menuId}`);
  if (change.languages !== undefined) await writeLanguages(tx, menuId, languages);
  if (name !== menu.name) await writePaths(tx);
  await appendEvents(tx, act, [{ type: 'menu.changed', data: { menuId } }]);
  await writeAudit(tx, act, { action: 'menu.changed', targetKind: 'menu', targetId: menuId, detail: { fields: Object.keys(change) } });
}
