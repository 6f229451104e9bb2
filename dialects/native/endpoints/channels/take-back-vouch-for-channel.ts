import { takeBackVouchForChannel as takeBack } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { Vouched } from '../../schemas/channels.ts';
import { IdParams } from '../../schemas/shared.ts';

export const takeBackVouchForChannel = operation({
  id: 'channels.unvouch',
  method: 'DELETE',
  path: '/native/v1/channels/{id}/vouch',
  tag: 'Channels',
  summary: 'Takes back what `health.vouchedOurs` counts, at most 200 a call: these mails are customers\' again, marked. Audited',
  params: IdParams,
  response: Vouched,
  handle: ({ act, change, params }) => change((tx) => takeBack(tx, act, params.id)),
});
