import { hkdfSync } from 'node:crypto';
import type { SecretKey } from '#core/accounts/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';

/** By what receivers of an account's rules check that a call is ours (Standard Webhooks): derived from the server's key, so that nothing is stored. */
export function ruleWebhookSecret(key: SecretKey, accountId: number): string {
  return `whsec_${Buffer.from(hkdfSync('sha256', key.bytes, 'patchbay', `rule webhooks of account ${accountId}`, 32)).toString('base64')}`;
}

/** For the page that shows it. */
export async function getRuleWebhookSecret(act: Act, key: () => Promise<SecretKey>): Promise<string> {
  requirePermission(act, 'settings.write');
  return ruleWebhookSecret(await key(), act.accountId);
}
