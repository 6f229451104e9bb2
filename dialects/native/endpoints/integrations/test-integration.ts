import type { Outside } from '#core/channels/index.ts';
import { draftAnswer, getIntegration, openDraftHelper } from '#core/integrations/index.ts';
import { CoreError, notFound, requirePermission, seesAll } from '#core/kernel/index.ts';
import { createTestDelivery, getWebhookDelivery } from '#core/webhooks/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { IntegrationTest } from '../../schemas/integrations.ts';
import { IdParams } from '../../schemas/shared.ts';

const answerMax = 1_000;

export const testIntegration = (outside: Outside): Operation => operation({
  id: 'integrations.test',
  method: 'POST',
  path: '/native/v1/integrations/{id}/test',
  tag: 'Integrations',
  summary: 'Calls it now with a sample, and says what came of it; no customer sees anything',
  params: IdParams,
  response: IntegrationTest,
  ignoresRequestKey: true, // what is sent must be committed before
  async handle({ act, change, snapshot, params: { id } }) {
    requirePermission(act, 'settings.write');
    const key = await outside.key();
    const { webhookId, helper } = await snapshot(async (tx) => {
      const found = await getIntegration(tx, act, id);
      return { webhookId: found.webhookId, helper: found.app === 'draft-helper' ? await openDraftHelper(tx, seesAll(act), key) : null };
    });
    if (webhookId !== null) {
      const deliveryId = await change((tx) => createTestDelivery(tx, act, webhookId));
      await outside.deliverWebhook(act, deliveryId);
      const { state, lastError, tries } = await snapshot((tx) => getWebhookDelivery(tx, act, webhookId, deliveryId));
      const last = tries.at(-1);
      return { isGood: state === 'delivered', status: last?.status ?? null, durationMs: last?.durationMs ?? null, errorText: state === 'delivered' ? null : lastError, answer: last?.answer?.slice(0, answerMax).toWellFormed() ?? null };
    }
    if (helper === null) throw notFound('integration');
    const none = { status: null, durationMs: null };
    try {
      const text = await draftAnswer(change, seesAll(act), (url, request) => outside.callOut(url, request), helper, [{ isOurs: false, text: 'Hello' }]);
      return { ...none, isGood: true, errorText: null, answer: text.slice(0, answerMax).toWellFormed() };
    } catch (error) {
      if (!(error instanceof CoreError) || error.code !== 'unavailable') throw error;
      return { ...none, isGood: false, errorText: error.safeText, answer: null };
    }
  },
});
