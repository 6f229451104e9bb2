import { sendNow } from '#core/conversations/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const sendMessageNow = (outside: Outside): Operation => operation({
  id: 'outbox.sendNow',
  method: 'POST',
  path: '/native/v1/messages/{id}/send-now',
  tag: 'Messages',
  summary: 'Ends the undo delay, the wait until its time, or the pause before the next try',
  params: IdParams,
  status: 204,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => sendNow(tx, act, params.id));
    outside.wake();
    return null;
  },
});
