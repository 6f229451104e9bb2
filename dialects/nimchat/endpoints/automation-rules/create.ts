import type { Outside } from '#core/channels/index.ts';
import { createRule, type RuleInput } from '#core/automation/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { ruleChangeOf, urlsOf } from '../../parse/automation-rule.ts';
import { AutomationRule, AutomationRuleInput } from '../../schemas/automation-rule.ts';
import { automationRuleViews } from '../../views/automation-rules.ts';

export const createAutomationRule = (outside: Outside): Operation => accountOperation({
  id: 'automation-rules.create', method: 'POST', path: '/automation_rules', tag: 'Automation Rules', summary: 'A new automation rule',
  body: AutomationRuleInput, response: AutomationRule,
  async handle({ act, change, principal, body }) {
    requirePermission(act, 'settings.write');
    for (const url of urlsOf(body.actions)) await outside.checkTarget('actions', url);
    return change(async (tx) => {
      const rule = await createRule(tx, act, { conditions: [], ...await ruleChangeOf(tx, act, body) } as RuleInput);
      return (await automationRuleViews(tx, act, [rule], isDeployed(principal)))[0]!;
    });
  },
});
