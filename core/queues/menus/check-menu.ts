import { checkName } from '#core/accounts/index.ts';
import { CoreError, invalid } from '#core/kernel/index.ts';
import { checkLang } from '../check-lang.ts';
import { checkText } from '../check-text.ts';
import type { Forest } from './forest.ts';
import { menuChildrenMax, menuDepthMax, type Menu, type MenuKind, type MenuLanguage } from './menu.ts';

/** A name of a node: a path is names joined by /, so none holds one. */
export function checkMenuName(field: string, name: string): string {
  const checked = checkName(field, name, 100);
  if (checked.includes('/')) throw invalid(field, 'must not hold /: paths are written with it', 'no-slash');
  return checked;
}

export function checkMessage(field: string, text: string | null): string | null {
  return checkText(field, text, 2_000);
}

/** Each language once. */
export function checkLanguages(languages: readonly { readonly lang: string; readonly name?: string | null; readonly outputMessage?: string | null }[]): MenuLanguage[] {
  if (languages.length > 50) throw invalid('languages', 'must be at most 50', 'too-many-items', { max: 50 });
  const checked = languages.map((one, at) => ({
    lang: checkLang(`languages.${at}.lang`, one.lang),
    name: (one.name ?? '').trim() === '' ? null : checkMenuName(`languages.${at}.name`, one.name ?? ''),
    outputMessage: checkMessage(`languages.${at}.outputMessage`, one.outputMessage ?? null),
  }));
  const twice = checked.findIndex((one, at) => checked.slice(0, at).some(({ lang }) => lang === one.lang));
  if (twice >= 0) throw invalid(`languages.${twice}.lang`, 'stands there twice', 'there-twice');
  return checked;
}

/** The key of a phone, unique among the nodes beside it. Only ivr menus have keys. */
export function checkChoice(forest: Forest, { id, parentId, kind }: { id: number | null; parentId: number | null; kind: MenuKind }, choice: string | null): string | null {
  if (choice === null) return null;
  if (kind !== 'ivr') throw invalid('choice', 'is for phone menus only', 'keys-for-phones');
  if (!/^[0-9*#]$/.test(choice)) throw invalid('choice', 'must be one of 0-9, * and #', 'no-phone-key');
  const other = forest.childrenOf(parentId, kind).find((menu) => menu.id !== id && menu.choice === choice);
  if (other) throw new CoreError('conflict', `The key ${choice} chooses "${other.name}" already.`, { key: 'choice-taken', values: { choice, name: other.name } });
  return choice;
}

/** Whether a branch of `height` may come to stand below `parentId`: depth, number of nodes, and no queues in the parent, which would be a leaf no longer. */
export async function checkPlace(forest: Forest, { parentId, kind, height }: { parentId: number | null; kind: MenuKind; height: number }, hasQueues: (menu: Menu) => Promise<boolean>): Promise<void> {
  if (forest.childrenOf(parentId, kind).length >= menuChildrenMax) throw new CoreError('too-large', `At most ${menuChildrenMax} choices stand beside each other.`, { key: 'menu-full', values: { max: menuChildrenMax } });
  if (parentId === null) return;
  const parent = forest.get(parentId);
  if (parent.kind !== kind) throw new CoreError('conflict', 'A menu stays among those of its kind.', { key: 'menu-other-kind' });
  if (forest.above(parent).length + 1 + height > menuDepthMax) throw new CoreError('too-large', `A menu is at most ${menuDepthMax} levels deep.`, { key: 'menu-too-deep', values: { max: menuDepthMax } });
  if (await hasQueues(parent)) throw new CoreError('conflict', `"${parent.name}" leads to queues: give them another menu first, then it can have choices below it.`, { key: 'menu-has-queues', values: { name: parent.name } });
}
