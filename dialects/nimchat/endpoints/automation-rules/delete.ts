import { deleteRule } from '#core/automation/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Nothing } from '../../schemas/wire.ts';

export const deleteAutomationRule = accountOperation({
  id: 'automation-rules.delete', method: 'DELETE', path: '/automation_rules/{id}', tag: 'Automation Rules', summary: 'Remove an automation rule',
  response: Nothing,
  handle: ({ act, change, params: { id } }) => change(async (tx) => { await deleteRule(tx, act, id); return null; }),
});
