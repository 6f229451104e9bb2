import { createParsePool } from '#channels/email/parse/create-parse-pool.ts';
import { mailOutReactor } from '#channels/email/send/mail-out-reactor.ts';
import type { SendContext } from '#channels/email/send/send-context.ts';
import { drainMail } from '#channels/email/send/testing/mail-room.ts';
import { startSmtpPeer, type PeerOptions } from '#testkit/smtp-peer/start-smtp-peer.ts';
import type { Nimchat } from './open-nimchat.ts';

/** A mail server that takes what the desk sends, and the work that hands it over. `isRelay`: for every mailbox; else a mailbox must name it (127.0.0.1 and `peer.port`). */
export async function openPostOffice(api: Nimchat, { isRelay = false, ...options }: PeerOptions & { isRelay?: boolean } = {}) {
  const peer = await startSmtpPeer(options);
  const pool = createParsePool({ threads: 1 });
  const context: SendContext = {
    database: api.desk.database, files: api.outside.files, clock: api.clock, key: api.outside.key, pool,
    relay: isRelay ? { host: '127.0.0.1', port: peer.port, security: 'none', user: null, password: null } : null,
    resolveHost: async (host) => ({ address: host, servername: null }), accessToken: async () => { throw new Error('nobody signs in by OAuth here'); },
    timing: { connectMs: 2_000, silenceMs: 1_000, sessionMs: 5_000 },
  };
  return {
    peer,
    /** Everything that is due; how many tries there were. */
    drain: () => drainMail(context, [mailOutReactor]),
    close: async () => { await Promise.all([peer.close(), pool.close()]); },
  };
}

export type PostOffice = Awaited<ReturnType<typeof openPostOffice>>;
