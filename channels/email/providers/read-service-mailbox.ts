import {
  getChannel, noteMailboxConnected, openMailboxAccess, openMailboxCursor, openCompanyAccess, openMailDirectory, moveMailboxCursor, sayOfMail, type MailboxAccess, type MailboxCursor,
} from '#core/channels/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import { asMailboxError, MailboxError } from '../imap/mailbox-error.ts';
import type { ReadMailboxInput } from '../imap/read-mailbox.ts';
import { actOf } from '../imap/reader.ts';
import type { TargetChannel } from '../take-in/store-mails.ts';
import { accessKeeper } from './access-keeper.ts';
import { mailProviderOf } from './all-providers.ts';
import { CursorGone, type DirectoryKey, type MailProvider, type RemoteMailbox, type ServiceFolder } from './mail-provider.ts';
import { openServiceClient } from './service-client.ts';
import { serviceUrls } from './service-urls.ts';
import { sinceOf, takeRemoteMails } from './take-remote-mails.ts';

/** A mailbox that is being read. */
export interface ServiceReader extends ReadMailboxInput {
  readonly channel: TargetChannel;
  readonly access: MailboxAccess;
  readonly mailbox: RemoteMailbox;
}

interface Opened { readonly channel: TargetChannel; readonly access: MailboxAccess; readonly secret: string | null; readonly directory: DirectoryKey | null; readonly service: MailProvider }

/** Reads a mailbox through its service until the signal ends it: everything new, folder by folder, then again each minute. Throws `MailboxError` where it cannot go on. */
export async function readServiceMailbox(input: ReadMailboxInput): Promise<void> {
  const { room, accountId, channelId, timing, signal } = input;
  const { channel, access, secret, directory, service } = await openAccess(input);
  const client = openServiceClient({ outbound: room.outbound, urls: room.services ?? serviceUrls, nowMs: () => room.clock.nowMs(), signal });
  try {
    const reader: ServiceReader = { ...input, channel, access, mailbox: service.open(client, { access, secret, directory, since: sinceOf(access), keeper: accessKeeper(room, actOf(input), channelId) }) };
    let isKnown = false;
    while (!signal.aborted) {
      let isComplete = true;
      for (const folder of reader.mailbox.folders) {
        if (!await passOver(reader, folder)) isComplete = false;
        if (signal.aborted) return;
        if (!isKnown) await room.database.withAccount(accountId, (tx) => noteMailboxConnected(tx, actOf(input), channelId));
        isKnown = true;
      }
      input.memory.failures = 0;
      if (isComplete) await pause(timing.pollMs * (0.9 + Math.random() / 5), signal);
    }
  } catch (error) {
    if (!signal.aborted) throw asMailboxError(error, 'read');
  } finally {
    await client.close();
  }
}

async function openAccess({ room, accountId, channelId }: ReadMailboxInput): Promise<Opened> {
  const key = await room.key();
  const act = actOf({ room, accountId });
  return room.database.withAccount(accountId, async (tx) => {
    const opened = await openMailboxAccess(tx, act, key, channelId);
    if (!opened) throw new MailboxError('connect', sayOfMail('no-connection-set'));
    const { secret, ...access } = opened;
    const service = mailProviderOf(access.protocol);
    // A mailbox in its owner's name needs what the company is known as, too.
    const open = secret === null ? openCompanyAccess : openMailDirectory;
    const directory = secret !== null && access.settings['consent'] === undefined ? null : await open(tx, act, key, access.protocol).catch((error: unknown) => {
      if (error instanceof CoreError && error.code === 'conflict') throw new MailboxError('sign-in', sayOfMail('service-no-directory', { service: access.protocol }), error);
      throw error;
    });
    return { channel: await getChannel(tx, act, channelId), access, secret, directory, service };
  });
}

/** One page of a folder, its mails stored before its mark moves. True where nothing more waits in it. */
async function passOver(reader: ServiceReader, folder: ServiceFolder): Promise<boolean> {
  const { room, accountId, channel, access, mailbox } = reader;
  const act = actOf(reader);
  const known = await room.database.withAccount(accountId, (tx) => openMailboxCursor(tx, act, channel.id, { folder: folder.name, role: folder.role, protocol: access.protocol }));
  try {
    const page = await mailbox.changes(folder.name, known.cursor);
    await takeRemoteMails(reader, known, page);
    return page.isComplete;
  } catch (error) {
    if (!(error instanceof CursorGone) || known.cursor === null) throw error instanceof CursorGone ? new MailboxError('read', sayOfMail('service-nonsense', { service: access.protocol }), error) : error;
    await forgetCursor(reader, known);
    return true; // after the usual pause: a service that forgets every mark at once is not asked without end
  }
}

/** The service knows the mark no more: everything is looked at again, and what is held is not stored again. */
async function forgetCursor(reader: ServiceReader, { folder, cursor }: MailboxCursor): Promise<void> {
  const { room, accountId, channel } = reader;
  await room.database.withAccount(accountId, (tx) => moveMailboxCursor(tx, actOf(reader), channel.id, folder, { from: cursor, to: null, isComplete: false, isResync: true }));
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
