import { findMacros } from '#core/automation/index.ts';
import { operation } from '#http/index.ts';
import { renderMacro } from '../../render/automation.ts';
import { Macros } from '../../schemas/automation.ts';

export const listMacros = operation({
  id: 'macros.list', method: 'GET', path: '/native/v1/macros', tag: 'Macros', summary: 'Your own macros and the shared ones, by name',
  response: Macros,
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findMacros(tx, act))).map((macro) => renderMacro(macro, act.actor.id)), next: null }),
});
