import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface TakenMail { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer; readonly user: string | null; readonly isSecure: boolean }

/** How it behaves from now on; absent: it takes everything. */
export interface PeerBehaviour {
  /** The answer to this recipient; null: taken. */
  readonly recipient?: (address: string) => { code: number; text: string } | null;
  readonly sender?: { code: number; text: string };
  /** What happens when the mail is there whole: an answer, or the connection drops with the mail kept (`drop-kept`) or not, or nothing at all. */
  readonly data?: { code: number; text: string } | 'drop-kept' | 'drop' | 'hang';
  readonly isRecipientDropped?: boolean;
}

export interface SmtpPeer {
  readonly port: number;
  readonly mails: TakenMail[];
  /** Sessions that were opened. */
  sessions: number;
  behave(behaviour: PeerBehaviour): void;
  close(): Promise<void>;
}

export interface PeerOptions {
  /** Who may sign in; absent: nobody has to. */
  readonly user?: { readonly name: string; readonly password?: string; readonly accessToken?: string };
  readonly port?: number;
  /** From the first byte, or offered by STARTTLS. Absent: plain text only. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer; readonly from: 'start' | 'starttls' };
}

export async function startSmtpPeer({ user, port = 0, tls }: PeerOptions = {}): Promise<SmtpPeer> {
  let behaviour: PeerBehaviour = {};
  const mails: TakenMail[] = [];
  const server = new SMTPServer({
    authOptional: user === undefined, allowInsecureAuth: true, disabledCommands: [...(user === undefined ? ['AUTH'] : []), ...(tls?.from === 'starttls' ? [] : ['STARTTLS'])],
    ...(tls && { cert: tls.cert, key: tls.key, secure: tls.from === 'start' }), authMethods: ['PLAIN', 'XOAUTH2'],
    logger: false, closeTimeout: 100, disableReverseLookup: true,
    onConnect: (_session, done) => { peer.sessions += 1; done(); },
    onAuth: (auth, _session, done) => {
      const isRight = auth.username === user?.name && (auth.method === 'XOAUTH2' ? auth.accessToken === user?.accessToken : auth.password === user?.password);
      if (isRight) done(null, { user: auth.username });
      else done(refusal(535, '5.7.8 wrong user or password'));
    },
    onMailFrom: (_address, _session, done) => { done(behaviour.sender ? refusal(behaviour.sender.code, behaviour.sender.text) : null); },
    onRcptTo: ({ address }, session, done) => {
      if (behaviour.isRecipientDropped) return drop(session);
      const answer = behaviour.recipient?.(address);
      done(answer ? refusal(answer.code, answer.text) : null);
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { data } = behaviour;
        if (data === undefined || data === 'drop-kept') mails.push(taken(session, Buffer.concat(chunks)));
        if (data === 'drop' || data === 'drop-kept') return drop(session);
        if (data === 'hang') return;
        done(data === undefined ? null : refusal(data.code, data.text));
      });
    },
  });
  server.on('error', () => {}); // connections that tests cut
  const connections = (server as unknown as { connections: Set<{ id: string; _socket: { destroy(): void } }> }).connections;
  const drop = (session: SMTPServerSession): void => { for (const connection of connections) if (connection.id === session.id) connection._socket.destroy(); };
  await new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve); });
  const peer: SmtpPeer = {
    port: (server.server.address() as AddressInfo).port, mails, sessions: 0,
    behave: (next) => { behaviour = next; },
    close: () => new Promise<void>((resolve) => {
      for (const connection of connections) connection._socket.destroy();
      server.close(() => resolve());
    }),
  };
  return peer;
}

function taken(session: SMTPServerSession, raw: Buffer): TakenMail {
  const { mailFrom, rcptTo } = session.envelope;
  return { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map((recipient) => recipient.address), raw, user: session.user ?? null, isSecure: session.secure };
}

function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
