import { changeRule } from '#core/automation/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { ruleChangeOf, urlsOf } from '../../parse/automation-rule.ts';
import { AutomationRuleAnswer, AutomationRuleChange } from '../../schemas/automation-rule.ts';
import { automationRuleViews } from '../../views/automation-rules.ts';

export const updateAutomationRule = (outside: Outside): Operation => accountOperation({
  id: 'automation-rules.update', method: 'PATCH', path: '/automation_rules/{id}', tag: 'Automation Rules', summary: 'Change an automation rule; what is not given stays',
  body: AutomationRuleChange, response: AutomationRuleAnswer,
  async handle({ act, change, principal, params: { id }, body }) {
    requirePermission(act, 'settings.write');
    for (const url of urlsOf(body.actions)) await outside.checkTarget('actions', url);
    return change(async (tx) => {
      const rule = await changeRule(tx, act, id, await ruleChangeOf(tx, act, body));
      const view = (await automationRuleViews(tx, act, [rule], isDeployed(principal)))[0]!;
      return isDeployed(principal) ? { payload: view } : view;
    });
  },
});
