import { createMacro as create } from '#core/automation/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { checkTargets } from '../../parse/check-targets.ts';
import { renderMacro } from '../../render/automation.ts';
import { Macro, NewMacro } from '../../schemas/automation.ts';

export const createMacro = (outside: Outside): Operation => operation({
  id: 'macros.create', method: 'POST', path: '/native/v1/macros', tag: 'Macros', summary: 'A macro of your own. Sharing it, and actions that reach beyond a conversation, need settings.write',
  status: 201, body: NewMacro, response: Macro,
  async handle({ act, change, body }) {
    requirePermission(act, 'conversations.reply');
    await checkTargets(outside, body.actions);
    return renderMacro(await change((tx) => create(tx, act, body)), act.actor.id);
  },
});
