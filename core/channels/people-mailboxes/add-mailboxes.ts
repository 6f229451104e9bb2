import type { SecretKey } from '#core/accounts/index.ts';
import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { countMailboxes, mailboxesMax, makeMailbox } from './make-mailbox.ts';
import { openCompanyAccess } from './mail-directories.ts';
import { setMailboxAccess } from './mailbox-access.ts';
import type { ServiceProtocol } from './mailbox-protocol.ts';

/** A person of the company's mail service. */
export interface PersonToAdd { readonly address: string; readonly name: string; /** As the service knows the person; absent: by the address. */ readonly remoteUser?: string }

/** At once: one transaction makes them all. */
export const addMailboxesMax = 500;

/**
 * Makes the mailboxes of these people, to be read with the company's access to its mail service: all or none. Those that are there already and read so stay as they are.
 * `conflict` where the company's access is not set up.
 */
export async function addMailboxes(tx: Tx, act: Act, key: SecretKey, protocol: ServiceProtocol, people: readonly PersonToAdd[]): Promise<{ readonly addresses: string[]; readonly total: number }> {
  requirePermission(act, 'channels.write');
  requirePermission(act, 'people.write');
  if (people.length > addMailboxesMax) throw new CoreError('too-large', `At most ${addMailboxesMax} mailboxes can be added at once.`, { key: 'too-many-items', values: { max: addMailboxesMax } });
  await openCompanyAccess(tx, act, key, protocol);
  const seen = new Map(people.map((person) => [person.address.trim().toLowerCase(), person]));
  // In order, so that two who add the same cannot lock each other.
  for (const [, { address, name, remoteUser }] of [...seen].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { channelId } = await makeMailbox(tx, act, { address, name });
    await setMailboxAccess(tx, act, key, channelId, { protocol, remoteUser: remoteUser ?? address.trim() });
  }
  return { addresses: [...seen.values()].map(({ address }) => address.trim()), total: await countMailboxes(tx) };
}

export { mailboxesMax };
