import { getRuleWebhookSecret } from '#core/automation/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { WebhookSecret } from '../../schemas/automation.ts';

export const getWebhookSecret = (outside: Outside): Operation => operation({
  id: 'rules.webhookSecret', method: 'GET', path: '/native/v1/rules/webhook-secret', tag: 'Automation', summary: 'By what receivers check that a call of a rule is ours',
  response: WebhookSecret,
  handle: async ({ act }) => ({ secret: await getRuleWebhookSecret(act, outside.key) }),
});
