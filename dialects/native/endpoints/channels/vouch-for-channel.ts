import { unprovedSince } from '#core/desk/index.ts';
import { vouchForChannel as vouch } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { Vouched } from '../../schemas/channels.ts';
import { IdParams } from '../../schemas/shared.ts';

export const vouchForChannel = operation({
  id: 'channels.vouch',
  method: 'POST',
  path: '/native/v1/channels/{id}/vouch',
  tag: 'Channels',
  summary: 'Says that the mails that `health.unprovedOurs` counts are ours, at most 500 a call: from then on they count as our answers. Audited',
  params: IdParams,
  response: Vouched,
  handle: ({ act, change, params }) => change((tx) => vouch(tx, act, params.id, { since: unprovedSince(act.now) })),
});
