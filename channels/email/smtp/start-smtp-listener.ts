import { hostname } from 'node:os';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { MailRoom } from '../mail-room.ts';
import { defaultParseLimits } from '../parse/parse-limits.ts';
import { readData, type DataBudget } from './read-data.ts';
import { asTemporary, SmtpReply } from './smtp-reply.ts';
import { clientOf } from './client-of.ts';
import { addRecipient, storeEnvelope, type Envelope } from './take-envelope.ts';

export interface SmtpListenerOptions {
  readonly port: number;
  readonly host: string;
  /** For STARTTLS, PEM; absent: it is not offered. */
  readonly tls?: { readonly cert: Buffer | string; readonly key: Buffer | string };
  /** How it names itself; default: the machine's name. */
  readonly name?: string;
  readonly mailBytesMax?: number;
  readonly connectionsMax?: number;
  readonly connectionsPerAddressMax?: number;
  readonly recipientsMax?: number;
  /** Networks of mail servers of ours that hand mail on: `10.0.0.25`, `10.0.0.0/24`. */
  readonly relays?: readonly string[];
  /** Ends a connection that says nothing for so long. */
  readonly silenceMs?: number;
}

export interface SmtpListener {
  readonly port: number;
  readonly stop: () => Promise<void>;
  /** Another certificate, for connections from now on. */
  readonly renew: (tls: { readonly cert: Buffer | string; readonly key: Buffer | string }) => void;
}

const budgetBytes = 256 * 1024 * 1024;
const stopGraceMs = 3_000;
const tellEveryMs = 5_000;

/**
 * Takes mail for the addresses of all channels (RFC 5321): unknown 550, too large 552, database away 451, and 250 only after the commit. It
 * signs nobody in and relays nothing.
 */
export async function startSmtpListener(room: MailRoom, options: SmtpListenerOptions): Promise<SmtpListener> {
  const { tls, connectionsMax = 100, connectionsPerAddressMax = 20, relays = [] } = options;
  const budget: DataBudget = { used: 0, bytesMax: budgetBytes };
  const envelopes = new Map<string, Envelope>(); // by session
  const sessions = openSessions();
  let toldAtMs = -Infinity;
  const tellPutOff = (cause: unknown): void => { // while the database is away all of them say the same
    if (performance.now() - toldAtMs < tellEveryMs) return;
    toldAtMs = performance.now();
    room.warn('mails are put off', { err: cause });
  };
  const answer = async (callback: (error?: Error | null) => void, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      const reply = asTemporary(error);
      if (reply.responseCode < 500 && reply.cause !== undefined) tellPutOff(reply.cause);
      return callback(reply);
    }
    callback();
  };

  // What of its options @types/smtp-server does not know yet.
  const more: object = { rejectOversized: true, maxRecipients: options.recipientsMax ?? 100, maxCommandLength: 4_096 };
  const server = new SMTPServer({
    ...more,
    name: options.name ?? hostname(), banner: 'Patchbay', size: options.mailBytesMax ?? defaultParseLimits.rawBytesMax,
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'], authOptional: true, hideENHANCEDSTATUSCODES: false, disableReverseLookup: true, logger: false, maxClients: connectionsMax,
    socketTimeout: options.silenceMs ?? 60_000, closeTimeout: stopGraceMs, ...(tls ? { cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' as const } : {}),
    onConnect: ({ id, remoteAddress }, callback) => {
      const open = sessions.of(remoteAddress).add(id).size;
      callback(open > connectionsPerAddressMax ? new SmtpReply(421, 'Too many connections from your address') : null);
    },
    onClose: ({ id, remoteAddress }: SMTPServerSession) => {
      envelopes.delete(id);
      sessions.drop(remoteAddress, id);
    },
    onMailFrom: ({ address }, session, callback) => {
      envelopes.set(session.id, { sender: address, ...clientOf(session, relays), accountId: null, channels: new Map() });
      callback();
    },
    onRcptTo: ({ address }, session, callback) => {
      void answer(callback, () => addRecipient(room, envelopes.get(session.id)!, address));
    },
    onData: (stream, session, callback) => {
      void answer((error) => (error ? callback(error) : callback(null, 'OK, stored')), async () => {
        const raw = await readData(stream, budget);
        await storeEnvelope(room, envelopes.get(session.id)!, raw);
      });
    },
  });
  server.on('error', (error) => room.warn('the SMTP listener met an error', { err: error }));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.server.address() as { port: number };
  return {
    port,
    stop: () => new Promise((resolve) => { server.close(() => resolve()); }),
    renew: ({ cert, key }) => server.updateSecureContext({ cert, key, minVersion: 'TLSv1.2' }),
  };
}

/** Session ids by network address. */
function openSessions(): { of(address: string): Set<string>; drop(address: string, id: string): void } {
  const byAddress = new Map<string, Set<string>>();
  return {
    of: (address) => {
      const ids = byAddress.get(address) ?? new Set<string>();
      byAddress.set(address, ids);
      return ids;
    },
    drop: (address, id) => {
      const ids = byAddress.get(address);
      ids?.delete(id);
      if (ids?.size === 0) byAddress.delete(address);
    },
  };
}
