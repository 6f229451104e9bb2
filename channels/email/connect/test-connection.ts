import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createTransport } from 'nodemailer';
import type { ConnectionInput, ConnectionKind, ConnectionReport, ConnectionStep } from '#core/channels/index.ts';
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

export const testTiming: MailboxTiming = { ...mailboxTiming, connectMs: 10_000, commandMs: 15_000 };

/**
 * Dials a mail server and signs in, step by step: resolve, connect, tls, sign-in, then folders (imap) or send (smtp). Sends and changes nothing.
 * The first step that fails ends it and says what happened and what to do. Never throws for what a server does.
 */
export async function testConnection(
  kind: ConnectionKind, input: ConnectionToTest, outbound: OutboundRules, timing: MailboxTiming = testTiming,
): Promise<ConnectionReport> {
  const steps: ConnectionStep[] = [];
  const passed = (step: string, text: string): void => { steps.push({ step, ok: true, text }); };
  try {
    const address = await resolveOutbound(input.host, outbound).catch((error: unknown) => { throw asMailboxError(error, 'resolve'); });
    passed('resolve', `${input.host} is ${address.address}.`);
    await reach(address, input.port, timing.connectMs);
    passed('connect', `Port ${input.port} answers.`);
    if (input.security === 'tls') passed('tls', await shakeHands(address, input, timing.connectMs));
    else if (input.security === 'none') passed('tls', 'No encryption is wanted: password and mail travel in the clear. This is for a server on the same machine.');
    const folders = kind === 'imap' ? await testImap(input, outbound, timing, passed) : await testSmtp(input, address, outbound, timing, passed);
    return { ok: true, steps, ...(folders ? { folders } : {}) };
  } catch (error) {
    const { step, message } = asMailboxError(error, 'read');
    return { ok: false, steps: [...steps, { step, ok: false, text: `${message} ${adviceFor(step, kind, input)}`.trim() }] };
  }
}

async function testImap(input: ConnectionToTest, outbound: OutboundRules, timing: MailboxTiming, passed: (step: string, text: string) => void): Promise<{ path: string; role: string | null }[]> {
  const client = await dialImap({ ...input, secret: input.secret ?? null }, outbound, timing);
  try {
    if (input.security === 'starttls') passed('tls', 'The connection is encrypted by STARTTLS.');
    passed('sign-in', `Signed in as ${input.userName}.`);
    const listed = await withDeadline(client, timing.commandMs, () => client.list()).catch((error: unknown) => { throw asMailboxError(error, 'folders'); });
    const { folders } = chooseFolders(listed, null);
    if (!folders.some(({ role }) => role === 'inbox')) throw new MailboxError('folders', 'The server shows no inbox.');
    const sent = folders.find(({ role }) => role === 'sent');
    passed('folders', `${listed.length} folders. Read are INBOX and ${sent ? sent.path : 'no folder of sent mail: the server marks none, so name it if answers written elsewhere shall count'}.`);
    return listed.map((one) => ({ path: one.path, role: roleOf(one) === 'other' ? null : roleOf(one) }));
  } finally {
    await withDeadline(client, 2_000, () => client.logout()).catch(() => {});
    client.close();
  }
}

async function testSmtp(input: ConnectionToTest, { address, servername }: OutboundAddress, outbound: OutboundRules, timing: MailboxTiming, passed: (step: string, text: string) => void): Promise<null> {
  const auth = await smtpAuth(input, outbound);
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
  if (input.security === 'starttls') passed('tls', 'The connection is encrypted by STARTTLS.');
  passed('sign-in', auth ? `Signed in as ${input.userName}.` : 'The server asks for no sign-in.');
  passed('send', 'The server takes mail.');
  return null;
}

async function smtpAuth({ auth, userName, secret, keeper }: ConnectionToTest, outbound: OutboundRules): Promise<{ user: string; pass: string } | { type: 'OAuth2'; user: string; accessToken: string } | null> {
  if (auth === 'none') return null;
  if (auth === 'oauth') return { type: 'OAuth2', user: userName, accessToken: await oauthToken(secret ?? null, outbound, Date.now(), keeper) };
  if (typeof secret !== 'string') throw new MailboxError('sign-in', 'No password is set.');
  return { user: userName, pass: secret };
}

/** nodemailer names the stage by its codes. */
function asSmtpError(error: unknown): MailboxError {
  const { code = '', response, message = '' } = error as { code?: string; response?: string; message?: string };
  if (code === 'EAUTH') return asMailboxError({ authenticationFailed: true, responseText: response }, 'sign-in');
  if (code === 'ETLS' || /certificate|STARTTLS|SSL routines/i.test(message)) return new MailboxError('tls', `TLS could not be begun: ${message.slice(0, 300)}`, error);
  return new MailboxError(code === 'ECONNECTION' || code === 'ETIMEDOUT' ? 'connect' : 'sign-in', `The server did not go on: ${(response ?? message).slice(0, 300)}`, error);
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

async function shakeHands({ address, servername }: OutboundAddress, { host, port }: ConnectionInput, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host: address, port, minVersion: 'TLSv1.2', ...(servername === null ? {} : { servername }) });
    const end = (error: MailboxError | null, text = ''): void => {
      socket.destroy();
      if (error) reject(error);
      else resolve(text);
    };
    socket.setTimeout(timeoutMs, () => end(new MailboxError('tls', `Port ${port} took the connection and does not begin TLS. Is it a port of STARTTLS?`)));
    socket.once('secureConnect', () => end(null, `The certificate of ${host} is good (${socket.getProtocol() ?? 'TLS'}).`));
    socket.once('error', (error: NodeJS.ErrnoException) => end(new MailboxError('tls', tlsText(error, host), error)));
  });
}

function tlsText(error: NodeJS.ErrnoException, host: string): string {
  const { code = '' } = error;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `The certificate is for another name than ${host}.`;
  if (code === 'CERT_HAS_EXPIRED') return 'The certificate has run out.';
  if (/SELF_SIGNED|UNABLE_TO/.test(code)) return 'The certificate is signed by nobody whom this machine trusts.';
  if (/WRONG_VERSION|ECONNRESET|EPROTO|PACKET_LENGTH/.test(code)) return 'The port does not speak TLS from the first byte.';
  return `TLS fails (${code || error.message.slice(0, 100)}).`;
}

/** What to do where a step failed and the message does not say it already. */
function adviceFor(step: string, kind: ConnectionKind, { security }: ConnectionInput): string {
  const [tls, starttls] = kind === 'imap' ? [993, 143] : [465, 587];
  switch (step) {
    case 'resolve': return 'Check the spelling of the host.';
    case 'connect': return `Check host and port: usual are ${tls} (TLS) and ${starttls} (STARTTLS). A firewall may be between.`;
    case 'tls': return security === 'tls' ? `Use the name that the certificate has; for STARTTLS take port ${starttls}.` : `For TLS from the first byte take port ${tls}.`;
    default: return '';
  }
}
