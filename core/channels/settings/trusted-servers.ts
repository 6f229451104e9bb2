import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { getChannelSettings } from './change-channel-settings.ts';

/** Names of servers whose Authentication-Results every one of these channels trusts, lower case. */
export async function findTrustedServers(tx: Tx, act: Act, channelIds: readonly number[]): Promise<string[]> {
  const lists: (readonly string[])[] = [];
  for (const id of channelIds) lists.push((await getChannelSettings(tx, act, id)).trustedServers);
  return (lists[0] ?? []).filter((name) => lists.every((list) => list.includes(name)));
}
