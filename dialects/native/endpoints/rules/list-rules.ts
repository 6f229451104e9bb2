import { findRules } from '#core/automation/index.ts';
import { operation } from '#http/index.ts';
import { renderRule } from '../../render/automation.ts';
import { Rules } from '../../schemas/automation.ts';

export const listRules = operation({
  id: 'rules.list', method: 'GET', path: '/native/v1/rules', tag: 'Automation', summary: 'Automation rules, in the order in which they run',
  response: Rules,
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findRules(tx, act))).map(renderRule), next: null }),
});
