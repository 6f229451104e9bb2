import { getRule as get } from '#core/automation/index.ts';
import { operation } from '#http/index.ts';
import { renderRule } from '../../render/automation.ts';
import { Rule } from '../../schemas/automation.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getRule = operation({
  id: 'rules.get', method: 'GET', path: '/native/v1/rules/{id}', tag: 'Automation', summary: 'One rule',
  params: IdParams, response: Rule,
  handle: async ({ act, snapshot, params: { id } }) => renderRule(await snapshot((tx) => get(tx, act, id))),
});
