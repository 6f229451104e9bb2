import { takeBackVouchForMessage as takeBack } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const takeBackVouchForMessage = operation({
  id: 'messages.unvouch',
  method: 'DELETE',
  path: '/native/v1/messages/{id}/vouch',
  tag: 'Messages',
  summary: 'Takes back that somebody said of a mail that it is ours: it is a customer\'s again, marked. Audited',
  params: IdParams,
  status: 204,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => takeBack(tx, act, params.id));
    return null;
  },
});
