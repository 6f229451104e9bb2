import { dryRunRule as dryRun } from '#core/automation/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { renderDryRun } from '../../render/automation.ts';
import { DryRun, DryRunInput } from '../../schemas/automation.ts';

export const dryRunRule = ({ house }: Outside): Operation => operation({
  id: 'rules.dryRun', method: 'POST', path: '/native/v1/rules/dry-run', tag: 'Automation', summary: 'What a rule would have done with what happened in the last days; changes nothing. Conversations count as they are now',
  body: DryRunInput, response: DryRun,
  handle: async ({ act, snapshot, body: { rule, days } }) => renderDryRun(await snapshot((tx) => dryRun(tx, act, rule, { ...(days !== undefined && { days }), visitor: house.visitor ?? null }))),
});
