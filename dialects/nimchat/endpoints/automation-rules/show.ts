import { getRule } from '#core/automation/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { AutomationRuleAnswer } from '../../schemas/automation-rule.ts';
import { automationRuleViews } from '../../views/automation-rules.ts';

export const showAutomationRule = accountOperation({
  id: 'automation-rules.show', method: 'GET', path: '/automation_rules/{id}', tag: 'Automation Rules', summary: 'One automation rule',
  response: AutomationRuleAnswer,
  handle: ({ act, snapshot, principal, params: { id } }) => snapshot(async (tx) => {
    const view = (await automationRuleViews(tx, act, [await getRule(tx, act, id)], isDeployed(principal)))[0]!;
    return isDeployed(principal) ? { payload: view } : view;
  }),
});
