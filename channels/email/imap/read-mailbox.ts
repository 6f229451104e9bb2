import type { ImapFlow } from 'imapflow';
import { findConnections, getChannel, mailboxOptions, noteFolderFailure, noteMailboxConnected, openConnection, sayOfMail, type MailboxOptions } from '#core/channels/index.ts';
import { trustedServersOf } from '../connect/providers.ts';
import type { MailRoom } from '../mail-room.ts';
import type { TargetChannel } from '../take-in/store-mails.ts';
import { chooseFolders, type WantedFolder } from './choose-folders.ts';
import { dialImap, type ImapTarget } from './dial-imap.ts';
import { asMailboxError, clean, MailboxError } from './mailbox-error.ts';
import { oauthKeeper } from './oauth-keeper.ts';
import { actOf, type Gate, type Reader, type ReaderMemory } from './reader.ts';
import { syncFolder } from './sync-folder.ts';
import type { MailboxTiming } from './timing.ts';
import { withDeadline } from './with-deadline.ts';

export interface ReadMailboxInput {
  readonly room: MailRoom;
  readonly accountId: number;
  readonly channelId: number;
  readonly timing: MailboxTiming;
  readonly memory: ReaderMemory;
  readonly gate: Gate;
  /** Ends the reading: what is being stored is finished. */
  readonly signal: AbortSignal;
}

/** Reads a mailbox over one connection until the signal ends it. Throws `MailboxError` where it cannot go on. */
export async function readMailbox(input: ReadMailboxInput): Promise<void> {
  const { room, accountId, channelId, timing, signal } = input;
  const { channel, target, options, providersServers } = await openMailbox(room, accountId, channelId);
  const client = await dialImap(target, room.outbound, timing);
  const close = (): void => client.close(); // what is being stored needs no connection
  signal.addEventListener('abort', close);
  const news = watchInbox(client);
  try {
    if (signal.aborted) return;
    await room.database.withAccount(accountId, (tx) => noteMailboxConnected(tx, actOf(input), channelId));
    const reader: Reader = { ...input, client, channel, options, providersServers, isEnding: () => signal.aborted, hasNews: () => news.has() };
    const folders = await listFolders(reader);
    let isFull = true;
    while (!signal.aborted) {
      news.forget();
      const isAgain = await passOver(reader, isFull ? folders : folders.slice(0, 1));
      if (signal.aborted) return;
      if (!isAgain) input.memory.failures = 0;
      if (isAgain) continue;
      isFull = await waitForNews(reader, folders[0]!, news) === 'poll';
    }
  } catch (error) {
    if (!signal.aborted) throw asMailboxError(error, 'read');
  } finally {
    signal.removeEventListener('abort', close);
    if (client.usable) await withDeadline(client, 2_000, () => client.logout()).catch(() => {});
    client.close();
  }
}

async function openMailbox(room: MailRoom, accountId: number, channelId: number): Promise<{ channel: TargetChannel; target: ImapTarget; options: MailboxOptions; providersServers: readonly string[] }> {
  const key = await room.key();
  const act = actOf({ room, accountId });
  return room.database.withAccount(accountId, async (tx) => {
    const connection = await openConnection(tx, act, key, channelId, 'imap');
    if (!connection) throw new MailboxError('connect', sayOfMail('no-connection-set'));
    const [{ options }] = await findConnections(tx, act, [channelId]).then((all) => all.filter(({ kind }) => kind === 'imap')) as [{ options: Record<string, unknown> }];
    return { channel: await getChannel(tx, act, channelId), target: { ...connection, keeper: oauthKeeper(room, act, channelId, 'imap') }, options: mailboxOptions(options), providersServers: trustedServersOf(connection.host) };
  });
}

async function listFolders({ client, timing, options, ...rest }: Reader): Promise<WantedFolder[]> {
  const listed = await withDeadline(client, timing.commandMs, () => client.list());
  const { folders, missing } = chooseFolders(listed, options.folders);
  if (missing.length > 0) rest.room.warn('folders of a mailbox are not there', { accountId: rest.accountId, channelId: rest.channel.id, missing: missing.length });
  if (folders.length === 0) throw new MailboxError('folders', options.folders === null ? sayOfMail('no-inbox') : sayOfMail('folders-missing', { folders: missing.join(', ').slice(0, 200) }));
  return folders;
}

/** One look at each of the folders. True where there is more to do at once. A folder that the server refuses is noted and keeps no other one waiting. */
async function passOver(reader: Reader, folders: readonly WantedFolder[]): Promise<boolean> {
  let isAgain = false;
  let hasFailed = false;
  for (const folder of folders) {
    if (reader.isEnding()) return false;
    try {
      const pass = await syncFolder(reader, folder);
      if (pass === 'again') isAgain = true;
      if (pass === 'left') hasFailed = true;
    } catch (error) {
      const { responseStatus } = error as { responseStatus?: string };
      if (responseStatus !== 'NO' || folder.role === 'inbox' || !reader.client.usable) throw error;
      hasFailed = true;
      const { responseText } = error as { responseText?: string };
      const { text, key, values } = responseText ? sayOfMail('folder-refused-saying', { said: clean(responseText).replace(/\.$/, '') }) : sayOfMail('folder-refused');
      await reader.room.database.withAccount(reader.accountId, (tx) => noteFolderFailure(tx, actOf(reader), reader.channel.id, folder.path, { text, said: { key, values } }));
    }
  }
  if (!hasFailed) reader.memory.isCareful = false;
  return isAgain;
}

interface News { has(): boolean; forget(): void; wait(): Promise<void> }

/** The server tells that a folder has grown. */
function watchInbox(client: ImapFlow): News {
  let isThere = false;
  let tell: () => void = () => {};
  client.on('exists', ({ count, prevCount }) => {
    if (count <= prevCount) return;
    isThere = true;
    tell();
  });
  return {
    has: () => isThere,
    forget: () => { isThere = false; },
    wait: () => (isThere ? Promise.resolve() : new Promise((resolve) => { tell = resolve; })),
  };
}

/** Listens to the inbox by IDLE until it has news, the time of the next poll has come, or the end is wanted. */
async function waitForNews({ client, timing, isEnding }: Reader, inbox: WantedFolder, news: News): Promise<'news' | 'poll'> {
  if (client.mailbox === false || client.mailbox.path !== inbox.path) await withDeadline(client, timing.commandMs, () => client.mailboxOpen(inbox.path, { readOnly: true }));
  if (isEnding()) return 'poll';
  const { promise: polled, resolve: poll } = Promise.withResolvers<'poll'>();
  const timer = setTimeout(() => poll('poll'), timing.pollMs);
  const idled = client.idle().then(() => polled, (error: unknown) => { throw asMailboxError(error, 'read'); });
  idled.catch(() => {}); // ends by an error where the connection does
  const { promise: closed, reject } = Promise.withResolvers<never>();
  closed.catch(() => {});
  const onClose = (): void => reject(new MailboxError('read', sayOfMail('server-closed')));
  client.once('close', onClose);
  try {
    return await Promise.race([news.wait().then(() => 'news' as const), polled, idled, closed]);
  } finally {
    clearTimeout(timer);
    client.off('close', onClose);
  }
}
