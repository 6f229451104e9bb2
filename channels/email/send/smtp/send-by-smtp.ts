import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { sayOfMail, type MailSentence } from '#core/channels/index.ts';
import type { OutgoingOutcome } from '#core/conversations/index.ts';
import type { SmtpServer } from './smtp-server.ts';
import { signIn } from './sign-in.ts';

export interface SmtpTiming {
  /** Connecting, TLS and greeting. */
  readonly connectMs: number;
  /** Silence of the server. RFC 5321 4.5.3.2 wants 5 to 10 minutes for some replies; a process holds a mail for ten in all. */
  readonly silenceMs: number;
  /** The whole session. */
  readonly sessionMs: number;
}

export const usualTiming: SmtpTiming = { connectMs: 20_000, silenceMs: 120_000, sessionMs: 8 * 60_000 };

/** What came of a session. `isServerTrouble`: the server could not be reached, did not let us in, wants to be left alone or fell silent over a mail; the next mail would meet the same. */
export interface SmtpOutcome extends OutgoingOutcome { readonly isServerTrouble: boolean }

export interface SmtpOptions {
  readonly signal?: AbortSignal;
  readonly timing?: SmtpTiming;
  /** The server wants to have the mail: it works. */
  readonly onAccepted?: () => void;
}

export interface SmtpMail { readonly from: string; readonly to: readonly string[]; readonly bytes: Buffer }

/**
 * Gives a mail to a server, in one session. Never throws: what came of it is the result. `unknown` only where the mail had begun to go and
 * no answer came; everything before that is certain to have given nothing away.
 */
export async function sendBySmtp(server: SmtpServer, mail: SmtpMail, { signal, timing = usualTiming, onAccepted = () => {} }: SmtpOptions = {}): Promise<SmtpOutcome> {
  let hasBegun = false;
  const connection = new SMTPConnection({
    host: server.address, port: server.port, secure: server.security === 'tls', ignoreTLS: server.security === 'none', requireTLS: server.security === 'starttls',
    connectionTimeout: timing.connectMs, greetingTimeout: timing.connectMs, socketTimeout: timing.silenceMs, logger: false,
    tls: { minVersion: 'TLSv1.2', ...(server.name === null ? {} : { servername: server.name }) },
  });
  const closed = closing(connection, timing.sessionMs, signal);
  try {
    await Promise.race([new Promise<void>((resolve, reject) => { connection.connect((error) => (error ? reject(error) : resolve())); }), closed.failed]);
    await Promise.race([signIn(connection, server), closed.failed]);
    const source = Readable.from((function* () {
      hasBegun = true;
      onAccepted();
      yield mail.bytes;
    })(), { objectMode: false });
    const info = await Promise.race([new Promise<SendInfo>((resolve, reject) => {
      connection.send({ from: mail.from, to: [...mail.to], size: mail.bytes.byteLength, dsn: { notify: ['FAILURE', 'DELAY'], ret: 'HDRS' } }, source, (error, sent) => (error ? reject(error) : resolve(sent)));
    }), closed.failed]);
    connection.quit();
    return { ...taken(info), isServerTrouble: false };
  } catch (error) {
    connection.close();
    if (signal?.aborted && !hasBegun) return { accepted: [], refused: [], postponed: [], response: null, serverMailId: null, end: 'not-tried', error: null, isServerTrouble: false };
    return { ...failed(error as SmtpError, mail.to, hasBegun, server), isServerTrouble: hasBegun ? hasFallenSilent(error as SmtpError) && !signal?.aborted : isServerTrouble(error as SmtpError) };
  } finally {
    closed.stop();
  }
}

interface SmtpError extends Error { code?: string; responseCode?: number; response?: string; command?: string; recipient?: string; rejectedErrors?: SmtpError[] }
interface SendInfo { readonly accepted: string[]; readonly rejectedErrors?: SmtpError[]; readonly response: string; readonly serverMessageId?: string }

/** Ends the session after its time, when it is told to, or with the error of the connection. */
function closing(connection: SMTPConnection, sessionMs: number, signal: AbortSignal | undefined): { failed: Promise<never>; stop: () => void } {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});
  const timer = setTimeout(() => end('the server took too long'), sessionMs);
  const end = (why: string): void => {
    reject(new Error(why));
    connection.close();
  };
  const aborted = (): void => end('the server of ours is being stopped');
  signal?.addEventListener('abort', aborted, { once: true });
  connection.on('error', reject); // after `send` has begun it comes here too
  return { failed: promise, stop: () => { clearTimeout(timer); signal?.removeEventListener('abort', aborted); } };
}

function taken(info: SendInfo): OutgoingOutcome {
  const { refused, postponed } = split(info.rejectedErrors ?? []);
  const others = [...refused, ...postponed];
  return {
    accepted: info.accepted, refused, postponed, end: 'taken', response: oneLine(info.response), serverMailId: info.serverMessageId?.replaceAll(/[<>\s]/g, '') || null,
    error: others.length === 0 ? null : others.map((one) => `${one.address}: ${one.detail}`).join('; ').slice(0, 1_000),
  };
}

function failed(error: SmtpError, to: readonly string[], hasBegun: boolean, server: SmtpServer): OutgoingOutcome {
  const none = { accepted: [], refused: [], postponed: [], response: null, serverMailId: null };
  const words = oneLine(error.response ?? error.message);
  if (error.rejectedErrors && error.rejectedErrors.length > 0) {
    const { refused, postponed } = split(error.rejectedErrors);
    return { ...none, refused, postponed, end: 'nothing-left', error: words };
  }
  const { responseCode } = error;
  if (hasBegun && responseCode === undefined) return { ...none, end: 'unknown', ...sentence(sayOfMail('smtp-broke-off', { server: server.label, said: words })) };
  if (error.command === 'STARTTLS' || (error.code === 'ETLS' && error.command === undefined)) return { ...none, end: 'nothing-left', ...sentence(sayOfMail('smtp-no-starttls', { server: server.label, said: words })) };
  const isForGood = responseCode !== undefined && responseCode >= 500 && (error.command === 'MAIL FROM' || error.command === 'DATA') && !needsSignIn.has(responseCode);
  if (isForGood) return { ...none, refused: to.map((address) => ({ address, detail: words })), end: 'nothing-left', error: words };
  // The server said how large a mail may be, and this one is larger.
  if (error.code === 'EMESSAGE' && responseCode === undefined) return { ...none, refused: to.map((address) => ({ address, detail: words })), end: 'nothing-left', error: words };
  return { ...none, end: 'nothing-left', error: error.command === undefined || error.command === 'CONN' ? `${server.label}: ${words}` : words };
}

function sentence({ text, key, values }: MailSentence): Pick<OutgoingOutcome, 'error' | 'said'> {
  return { error: text, said: { key, values } };
}

/** No answer to a mail that had begun to go: cut off, or nothing for too long. The next mail may well meet the same. */
function hasFallenSilent({ responseCode, rejectedErrors }: SmtpError): boolean {
  return responseCode === undefined && !(rejectedErrors && rejectedErrors.length > 0);
}

function isServerTrouble({ responseCode, command = '', rejectedErrors, code }: SmtpError): boolean {
  if (rejectedErrors && rejectedErrors.length > 0) return false;
  if (responseCode === undefined) return code !== 'EMESSAGE' && code !== 'EENVELOPE';
  return responseCode === 421 || needsSignIn.has(responseCode) || !aboutTheMail.has(command);
}

/** Refusals of these are about the mail, of all others about us or the server. */
const aboutTheMail: ReadonlySet<string> = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** "Sign in first", "wrong password": the settings are wrong, not the mail. */
const needsSignIn = new Set([530, 534, 535, 538]);

function split(errors: readonly SmtpError[]): Pick<OutgoingOutcome, 'refused' | 'postponed'> {
  const rows = errors.map((error) => ({ address: error.recipient ?? '', detail: oneLine(error.response ?? error.message), isForGood: (error.responseCode ?? 400) >= 500 }));
  const of = (isForGood: boolean): { address: string; detail: string }[] => rows.filter((row) => row.isForGood === isForGood).map(({ address, detail }) => ({ address, detail }));
  return { refused: of(true), postponed: of(false) };
}

/** A server's words are a stranger's: one line, bounded, storable. */
function oneLine(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim().slice(0, 500);
}
