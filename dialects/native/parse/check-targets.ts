import type { Outside } from '#core/channels/index.ts';
import type { RuleAction } from '../schemas/automation.ts';

/** Before the transaction that saves them: no address of a rule or macro leads inside. */
export async function checkTargets(outside: Pick<Outside, 'checkTarget'>, actions: readonly RuleAction[] | undefined): Promise<void> {
  for (const [at, action] of (actions ?? []).entries()) if (action.kind === 'call-webhook') await outside.checkTarget(`actions.${at}.url`, action.url);
}
