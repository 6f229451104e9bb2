import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSecretKey } from '#core/accounts/index.ts';
import { setConnection } from '#core/channels/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp, type Consumer } from '#core/events/index.ts';
import { openFileStore, recordFiles } from '#core/files/index.ts';
import { systemAct, testClock, type Act } from '#core/kernel/index.ts';
import { finishJob, takeJobs } from '#jobs/index.ts';
import type { Tx } from '#storage/index.ts';
import { deskNow, openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { startSmtpPeer, type PeerOptions, type SmtpPeer } from '#testkit/smtp-peer/start-smtp-peer.ts';
import { toReceivedMail } from '../../take-in/to-received-mail.ts';
import { createParsePool } from '../../parse/create-parse-pool.ts';
import { autoReplyReactor } from '../auto-reply-reactor.ts';
import { mailOutReactor } from '../mail-out-reactor.ts';
import type { SendContext } from '../send-context.ts';
import { mailQueue } from '../enqueue-tries.ts';
import { sendMailHandler } from '../send-mail.ts';

/** A desk whose mailboxes send through a peer, with a clock that the test turns. */
export interface SendingDesk {
  readonly desk: Desk;
  readonly context: SendContext;
  readonly clock: ReturnType<typeof testClock>;
  readonly peer: SmtpPeer;
  readonly now: () => Act;
  within<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Reactors and every job that is due, until nothing is left to do now. Returns how many tries there were. */
  drain(): Promise<number>;
  /** Takes bytes into a mailbox as its server would hand them over now. Returns their message. */
  receive(raw: Uint8Array | string, channel?: { readonly id: number; readonly isList: boolean }, origin?: Act['origin']): Promise<number>;
  connect(channelId: number, port?: number): Promise<void>;
  close(): Promise<void>;
}

export async function openSendingDesk({ isConnected = true, peerOptions = {} }: { isConnected?: boolean; peerOptions?: PeerOptions } = {}): Promise<SendingDesk> {
  const desk = await openDesk();
  const clock = testClock(deskNow);
  const peer = await startSmtpPeer(peerOptions);
  const dir = await mkdtemp(join(tmpdir(), 'mail-out-'));
  const key = parseSecretKey(randomBytes(32).toString('base64'), 'test');
  const pool = createParsePool({ threads: 1 });
  const context: SendContext = {
    database: desk.database, files: openFileStore({ dir }), clock, key: async () => key, pool, relay: null,
    resolveHost: async (host) => ({ address: host, servername: null }), accessToken: async (secret) => `token-of-${secret}`,
    timing: { connectMs: 2_000, silenceMs: 1_000, sessionMs: 5_000 },
  };
  const within: SendingDesk['within'] = (work) => desk.database.withAccount(desk.accountId, work);
  const now = (): Act => systemAct(desk.accountId, new Date(clock.nowMs()).toISOString(), 'test');
  const connect = (channelId: number, port = peer.port): Promise<void> => within((tx) => setConnection(tx, now(), key, channelId, 'smtp',
    { host: '127.0.0.1', port, security: 'none', auth: peerOptions.user ? (peerOptions.user.accessToken === undefined ? 'password' : 'oauth') : 'none', userName: peerOptions.user?.name ?? '', secret: peerOptions.user?.password ?? 'x' }));
  if (isConnected) for (const channel of [desk.help, desk.sales]) await connect(channel.id);
  return {
    desk, context, clock, peer, now, within, connect,
    drain: () => drainMail(context, [mailOutReactor, autoReplyReactor, mailOutReactor]),
    receive: async (raw, channel = desk.help, origin = 'live') => {
      const bytes = Buffer.from(raw);
      const outcome = await pool.parse(Uint8Array.from(bytes));
      if (!outcome.ok) throw new Error(outcome.safeText);
      const stored = await context.files.putMany(desk.accountId, outcome.mail.attachments.map((file) => file.content));
      const mail = toReceivedMail(outcome.mail, outcome.safeHtml, outcome.remoteImages, {
        copyKey: `imap:INBOX:1:${randomBytes(6).readUIntBE(0, 6)}`, folder: 'INBOX', copyFlags: [], raw: bytes, at: now().now, atSource: 'internaldate', flags: [],
      });
      const { messageOf } = await within(async (tx) => {
        await recordFiles(tx, now(), stored);
        return receiveMails(tx, { ...now(), origin }, channel, [mail]);
      });
      return messageOf.get(mail.copyKey)!;
    },
    close: async () => {
      await Promise.all([peer.close(), pool.close(), desk.close()]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export async function drainMail(context: SendContext, consumers: readonly Consumer[]): Promise<number> {
  const handle = sendMailHandler(context);
  for (let tries = 0; ;) {
    for (const consumer of consumers) await catchUp(context.database, [consumer]);
    const jobs = await takeJobs(context.database, { queue: mailQueue, limit: 20, leaseMs: 60_000, nowMs: context.clock.nowMs() });
    if (jobs.length === 0) return tries;
    for (const job of jobs) {
      await handle(job, { signal: new AbortController().signal });
      await context.database.withoutAccount((tx) => finishJob(tx, job));
      tries += 1;
    }
  }
}
