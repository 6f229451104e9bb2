import { changeMacro as change } from '#core/automation/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { checkTargets } from '../../parse/check-targets.ts';
import { renderMacro } from '../../render/automation.ts';
import { Macro, MacroChange } from '../../schemas/automation.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeMacro = (outside: Outside): Operation => operation({
  id: 'macros.change', method: 'PATCH', path: '/native/v1/macros/{id}', tag: 'Macros', summary: 'Changes a macro; what is not named stays. Shared ones need settings.write',
  params: IdParams, body: MacroChange, response: Macro,
  async handle({ act, change: within, params: { id }, body }) {
    requirePermission(act, 'conversations.reply');
    await checkTargets(outside, body.actions);
    return renderMacro(await within((tx) => change(tx, act, id, body)), act.actor.id);
  },
});
