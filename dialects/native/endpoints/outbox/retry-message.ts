import { retryOutgoing } from '#core/conversations/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const retryMessage = (outside: Outside): Operation => operation({
  id: 'outbox.retry',
  method: 'POST',
  path: '/native/v1/messages/{id}/retry',
  tag: 'Messages',
  summary: 'Tries a mail again that failed, bounced or waits, to everybody who has not got it',
  params: IdParams,
  status: 204,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => retryOutgoing(tx, act, params.id));
    outside.wake();
    return null;
  },
});
