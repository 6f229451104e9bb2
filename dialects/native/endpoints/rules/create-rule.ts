import { createRule as create } from '#core/automation/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { checkTargets } from '../../parse/check-targets.ts';
import { renderRule } from '../../render/automation.ts';
import { NewRule, Rule } from '../../schemas/automation.ts';

export const createRule = (outside: Outside): Operation => operation({
  id: 'rules.create', method: 'POST', path: '/native/v1/rules', tag: 'Automation', summary: 'A rule at the end of the order. It counts what happens from now on',
  status: 201, body: NewRule, response: Rule,
  async handle({ act, change, body }) {
    requirePermission(act, 'settings.write');
    await checkTargets(outside, body.actions);
    return renderRule(await change((tx) => create(tx, act, body)));
  },
});
