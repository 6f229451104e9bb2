import type { Outside } from '#core/channels/index.ts';
import { findMessages } from '#core/desk/index.ts';
import { draftAnswer as draft, openDraftHelper } from '#core/integrations/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { Draft } from '../../schemas/bots.ts';
import { IdParams } from '../../schemas/shared.ts';

export const draftAnswer = (outside: Outside): Operation => operation({
  id: 'conversations.draftAnswer',
  method: 'POST',
  path: '/native/v1/conversations/{id}/draft-answer',
  tag: 'Conversations',
  summary: 'Asks the connected draft helper for an answer; text only, nothing is sent. 409 where none is connected',
  params: IdParams,
  response: Draft,
  ignoresRequestKey: true, // why there is no draft must be kept, though the answer is a refusal
  async handle({ act, change, snapshot, params: { id } }) {
    const key = await outside.key();
    const { helper, lines } = await snapshot(async (tx) => {
      const messages = await findMessages(tx, act, id, { limit: 20 });
      const found = await openDraftHelper(tx, act, key);
      if (!found) throw new CoreError('conflict', 'No draft helper is connected.', { key: 'no-draft-helper' });
      return { helper: found, lines: messages.filter(({ direction, deletedAt }) => deletedAt === null && (direction === 'incoming' || direction === 'outgoing')).map(({ direction, text }) => ({ isOurs: direction === 'outgoing', text })) };
    });
    return { text: await draft(change, act, (url, request) => outside.callOut(url, request), helper, lines) };
  },
});
