import { changeRule as change } from '#core/automation/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { checkTargets } from '../../parse/check-targets.ts';
import { renderRule } from '../../render/automation.ts';
import { Rule, RuleChange } from '../../schemas/automation.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeRule = (outside: Outside): Operation => operation({
  id: 'rules.change', method: 'PATCH', path: '/native/v1/rules/{id}', tag: 'Automation', summary: 'Changes a rule; what is not named stays',
  params: IdParams, body: RuleChange, response: Rule,
  async handle({ act, change: within, params: { id }, body }) {
    requirePermission(act, 'settings.write');
    await checkTargets(outside, body.actions);
    return renderRule(await within((tx) => change(tx, act, id, body)));
  },
});
