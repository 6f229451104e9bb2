import { vouchForMessage as vouch } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const vouchForMessage = operation({
  id: 'messages.vouch',
  method: 'POST',
  path: '/native/v1/messages/{id}/vouch',
  tag: 'Messages',
  summary: 'Says that a mail with `isUnprovedOurs` is ours: from then on it counts as our answer. Audited',
  params: IdParams,
  status: 204,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => vouch(tx, act, params.id));
    return null;
  },
});
