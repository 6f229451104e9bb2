import { findRules, orderRules as order } from '#core/automation/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderRule } from '../../render/automation.ts';
import { RuleOrder, Rules } from '../../schemas/automation.ts';

export const orderRules = operation({
  id: 'rules.order', method: 'PUT', path: '/native/v1/rules/order', tag: 'Automation', summary: 'The order in which rules run; all must be named',
  body: RuleOrder, response: Rules,
  handle: ({ act, change, body }) => change(async (tx) => {
    await order(tx, act, body.ids);
    return { items: (await findRules(tx, readingBack(act))).map(renderRule), next: null };
  }),
});
