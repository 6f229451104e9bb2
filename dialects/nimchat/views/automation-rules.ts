import type { Rule } from '#core/automation/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import { findAttributeDefinitions, findLabels } from '#core/labels/index.ts';
import type { Tx } from '#http/index.ts';
import { renderAutomationRule } from '../render/automation-rule.ts';

/** Rules as they are shown; whoever may see them may see the labels and attributes they name. */
export async function automationRuleViews(tx: Tx, act: Act, rules: readonly Rule[], isDeployed: boolean) {
  const [labels, definitions] = [await findLabels(tx, seesAll(act)), await findAttributeDefinitions(tx, seesAll(act))];
  const around = { accountId: act.accountId, labels: new Map(labels.map(({ id, name }) => [id, name])), definitions: new Map(definitions.map((each) => [each.id, each])), isDeployed };
  return rules.map((rule) => renderAutomationRule(rule, around));
}
