import type { Outside } from '#core/channels/index.ts';
import { findMessages } from '#core/desk/index.ts';
import { draftAnswer, openDraftHelper } from '#core/integrations/index.ts';
import { notFound, seesAll } from '#core/kernel/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { HookAnswer, HookEvent } from '../../schemas/integration.ts';
import { cardOf } from '../../views/conversations.ts';

/** Of the deployed product: an agent asks for a draft. What the model says is text and nothing is sent. */
export const processHookEvent = (outside: Outside): Operation => accountOperation({
  id: 'integrations.hooks.process-event', method: 'POST', path: '/integrations/hooks/{hook_id}/process_event', tag: 'Integrations', summary: 'Ask the draft helper for an answer to a conversation',
  body: HookEvent, response: HookAnswer,
  async handle({ act, change, snapshot, params: { hook_id: hookId }, body: { event } }) {
    const key = await outside.key();
    const { helper, lines } = await snapshot(async (tx) => {
      const found = await openDraftHelper(tx, act, key);
      if (found?.id !== hookId) throw notFound('integration');
      const { conversation } = await cardOf(tx, act, event.data.conversation_display_id);
      const messages = await findMessages(tx, seesAll(act), conversation.id, { limit: 20 });
      return { helper: found, lines: messages.filter(({ direction, deletedAt }) => deletedAt === null && (direction === 'incoming' || direction === 'outgoing')).map(({ direction, text }) => ({ isOurs: direction === 'outgoing', text })) };
    });
    return { message: await draftAnswer(change, act, (url, request) => outside.callOut(url, request), helper, lines) };
  },
});
