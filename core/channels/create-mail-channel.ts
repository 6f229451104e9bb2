import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import type { Channel } from './channel.ts';
import { ensureChannel, type ChannelInput } from './ensure-channel.ts';

/** A mailbox that was not there. `conflict` where the address is a channel's already, its own or an alias. */
export async function createMailChannel(tx: Tx, act: Act, input: Omit<ChannelInput, 'kind'>): Promise<Channel> {
  requirePermission(act, 'channels.write');
  const seeing: Act = { ...act, actor: { ...act.actor, permissions: 'all' } }; // whoever makes it may see it
  const { created, ...channel } = await ensureChannel(tx, seeing, { ...input, kind: 'email' });
  if (!created) throw new CoreError('conflict', 'There is a channel with this address already.', { key: 'channel-address-taken' });
  return channel;
}
