import { findRules } from '#core/automation/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { AutomationRuleList, AutomationRulesQuery } from '../../schemas/automation-rule.ts';
import { automationRuleViews } from '../../views/automation-rules.ts';

/** All stand on the first page: an account has 200 at most. */
export const listAutomationRules = accountOperation({
  id: 'automation-rules.list', method: 'GET', path: '/automation_rules', tag: 'Automation Rules', summary: 'Automation rules, in the order in which they run',
  query: AutomationRulesQuery, response: AutomationRuleList,
  handle: ({ act, snapshot, principal, query: { page = 1 } }) => snapshot(async (tx) => {
    const views = await automationRuleViews(tx, act, page > 1 ? [] : await findRules(tx, act), isDeployed(principal));
    return isDeployed(principal) ? { payload: views } : views;
  }),
});
