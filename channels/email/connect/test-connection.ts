import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { sayOfMail, type ConnectionInput, type ConnectionKind, type ConnectionReport, type ConnectionStep, type MailSentence } from '#core/channels/index.ts';
import { resolveOutbound, type OutboundAddress, type OutboundRules } from '#http/outbound/index.ts';
import { chooseFolders, roleOf } from '../imap/choose-folders.ts';
import { dialImap } from '../imap/dial-imap.ts';
import { asMailboxError, MailboxError } from '../imap/mailbox-error.ts';
import type { OauthKeeper } from '../imap/oauth-keeper.ts';
import { oauthToken } from '../imap/oauth-token.ts';
import { mailboxTiming, type MailboxTiming } from '../imap/timing.ts';
import { withDeadline } from '../imap/with-deadline.ts';

/** `keeper`: where its secret is stored, if it is. */
export type ConnectionToTest = ConnectionInput & { readonly keeper?: OauthKeeper };

type Passed = (step: string, sentence: MailSentence) => void;

export const testTiming: MailboxTiming = { ...mailboxTiming, connectMs: 10_000, commandMs: 15_000 };

/**
 * Dials a mail server and signs in, step by step: resolve, connect, tls, sign-in, then folders (imap) or send (smtp). Sends and changes nothing.
 * The first step that fails ends it and says what happened and what to do. Never throws for what a server does.
 */
export async function testConnection(
  kind: ConnectionKind, input: ConnectionToTest, outbound: OutboundRules, timing: MailboxTiming = testTiming,
): Promise<ConnectionReport> {
  const steps: ConnectionStep[] = [];
  const passed: Passed = (step, { text, key, values }) => { steps.push({ step, ok: true, text, said: [{ key, values }] }); };
  try {
    const address = await resolveOutbound(input.host, outbound).catch((error: unknown) => { throw asMailboxError(error, 'resolve'); });
    passed('resolve', sayOfMail('host-is', { host: input.host, address: address.address }));
    await reach(address, input.port, timing.connectMs);
    passed('connect', sayOfMail('port-answers', { port: input.port }));
    if (input.security === 'tls') passed('tls', await shakeHands(address, input, timing.connectMs));
    else if (input.security === 'none') passed('tls', sayOfMail('no-encryption'));
    const folders = kind === 'imap' ? await testImap(input, outbound, timing, passed) : await testSmtp(input, address, outbound, timing, passed);
    return { ok: true, steps, ...(folders ? { folders } : {}) };
  } catch (error) {
    const { step, message, said } = asMailboxError(error, 'read');
    const advice = adviceFor(step, kind, input);
    // Half of it in another language would be worse than none.
    const sentences = said === undefined ? {} : { said: [said, ...(advice ? [{ key: advice.key, values: advice.values }] : [])] };
    return { ok: false, steps: [...steps, { step, ok: false, text: advice ? `${message} ${advice.text}` : message, ...sentences }] };
  }
}

async function testImap(input: ConnectionToTest, outbound: OutboundRules, timing: MailboxTiming, passed: Passed): Promise<{ path: string; role: string | null }[]> {
  const client = await dialImap({ ...input, secret: input.secret ?? null }, outbound, timing);
  try {
    if (input.security === 'starttls') passed('tls', sayOfMail('starttls-on'));
    passed('sign-in', sayOfMail('signed-in', { user: input.userName }));
    const listed = await withDeadline(client, timing.commandMs, () => client.list()).catch((error: unknown) => { throw asMailboxError(error, 'folders'); });
    const { folders } = chooseFolders(listed, null);
    if (!folders.some(({ role }) => role === 'inbox')) throw new MailboxError('folders', sayOfMail('no-inbox'));
    const sent = folders.find(({ role }) => role === 'sent');
    passed('folders', sent ? sayOfMail('folders-found', { count: listed.length, sent: sent.path }) : sayOfMail('folders-no-sent', { count: listed.length }));
    return listed.map((one) => ({ path: one.path, role: roleOf(one) === 'other' ? null : roleOf(one) }));
  } finally {
    await withDeadline(client, 2_000, () => client.logout()).catch(() => {});
    client.close();
  }
}

async function testSmtp(input: ConnectionToTest, { address, servername }: OutboundAddress, outbound: OutboundRules, timing: MailboxTiming, passed: Passed): Promise<null> {
  const auth = await smtpAuth(input, outbound);
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host: address, port: input.port, secure: input.security === 'tls', requireTLS: input.security === 'starttls', ignoreTLS: input.security === 'none', ...(auth ? { auth } : {}),
    tls: { minVersion: 'TLSv1.2', ...(servername === null ? {} : { servername }) }, connectionTimeout: timing.connectMs, greetingTimeout: timing.connectMs, socketTimeout: timing.commandMs,
    disableFileAccess: true, disableUrlAccess: true,
  });
  try {
    await transport.verify();
  } catch (error) {
    throw asSmtpError(error);
  } finally {
    transport.close();
  }
  if (input.security === 'starttls') passed('tls', sayOfMail('starttls-on'));
  passed('sign-in', auth ? sayOfMail('signed-in', { user: input.userName }) : sayOfMail('no-sign-in'));
  passed('send', sayOfMail('takes-mail'));
  return null;
}

async function smtpAuth({ auth, userName, secret, keeper }: ConnectionToTest, outbound: OutboundRules): Promise<{ user: string; pass: string } | { type: 'OAuth2'; user: string; accessToken: string } | null> {
  if (auth === 'none') return null;
  if (auth === 'oauth') return { type: 'OAuth2', user: userName, accessToken: await oauthToken(secret ?? null, outbound, Date.now(), keeper) };
  if (typeof secret !== 'string') throw new MailboxError('sign-in', sayOfMail('no-password'));
  return { user: userName, pass: secret };
}

/** nodemailer names the stage by its codes. */
function asSmtpError(error: unknown): MailboxError {
  const { code = '', response, message = '' } = error as { code?: string; response?: string; message?: string };
  if (code === 'EAUTH') return asMailboxError({ authenticationFailed: true, responseText: response }, 'sign-in');
  if (code === 'ETLS' || /certificate|STARTTLS|SSL routines/i.test(message)) return new MailboxError('tls', sayOfMail('tls-not-begun', { said: message.slice(0, 300) }), error);
  return new MailboxError(code === 'ECONNECTION' || code === 'ETIMEDOUT' ? 'connect' : 'sign-in', sayOfMail('server-stopped', { said: (response ?? message).slice(0, 300) }), error);
}

async function reach({ address }: OutboundAddress, port: number, timeoutMs: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const socket = connectTcp({ host: address, port });
    const end = (error?: unknown): void => {
      socket.destroy();
      if (error === undefined) resolve();
      else reject(asMailboxError(error, 'connect'));
    };
    socket.setTimeout(timeoutMs, () => end({ code: 'ETIMEDOUT' }));
    socket.once('connect', () => end());
    socket.once('error', end);
  });
}

async function shakeHands({ address, servername }: OutboundAddress, { host, port }: ConnectionInput, timeoutMs: number): Promise<MailSentence> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host: address, port, minVersion: 'TLSv1.2', ...(servername === null ? {} : { servername }) });
    const end = (error: MailboxError | null): void => {
      const protocol = socket.getProtocol() ?? 'TLS';
      socket.destroy();
      if (error) reject(error);
      else resolve(sayOfMail('certificate-good', { host, protocol }));
    };
    socket.setTimeout(timeoutMs, () => end(new MailboxError('tls', sayOfMail('tls-port-silent', { port }))));
    socket.once('secureConnect', () => end(null));
    socket.once('error', (error: NodeJS.ErrnoException) => end(new MailboxError('tls', tlsText(error, host), error)));
  });
}

function tlsText(error: NodeJS.ErrnoException, host: string): MailSentence {
  const { code = '' } = error;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return sayOfMail('certificate-name', { host });
  if (code === 'CERT_HAS_EXPIRED') return sayOfMail('certificate-expired');
  if (/SELF_SIGNED|UNABLE_TO/.test(code)) return sayOfMail('certificate-untrusted');
  if (/WRONG_VERSION|ECONNRESET|EPROTO|PACKET_LENGTH/.test(code)) return sayOfMail('no-tls-port');
  return sayOfMail('tls-fails', { code: code || error.message.slice(0, 100) });
}

/** What to do where a step failed and the message does not say it already. */
function adviceFor(step: string, kind: ConnectionKind, { security }: ConnectionInput): MailSentence | null {
  const [tls, starttls] = kind === 'imap' ? [993, 143] as const : [465, 587] as const;
  switch (step) {
    case 'resolve': return sayOfMail('check-host');
    case 'connect': return sayOfMail('check-port', { tls, starttls });
    case 'tls': return security === 'tls' ? sayOfMail('check-tls-name', { starttls }) : sayOfMail('check-tls-port', { tls });
    default: return null;
  }
}
