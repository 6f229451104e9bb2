import { sayOfMail, type MailSentence, type MailSentenceKey, type SaidOfMail } from '#core/channels/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import { OutboundRefused } from '#http/outbound/index.ts';

export type MailboxStep = 'resolve' | 'connect' | 'tls' | 'sign-in' | 'folders' | 'read' | 'store';

/** Words that are no sentence of ours: a server's or the system's, made short and safe by whoever passes them on. */
export interface ForeignWords { readonly foreign: string }

/** A mailbox cannot be read. `message` may be shown to an administrator. */
export class MailboxError extends Error {
  readonly step: MailboxStep;
  /** Which sentence the message is; undefined: words of a server or of the system. */
  readonly said: SaidOfMail | undefined;

  /** The server asked not to be called before. */
  readonly retryAfterMs: number | undefined;

  constructor(step: MailboxStep, says: MailSentence | ForeignWords, cause?: unknown, retryAfterMs?: number) {
    super('foreign' in says ? says.foreign : says.text, cause === undefined ? undefined : { cause });
    this.said = 'foreign' in says ? undefined : { key: says.key, values: says.values };
    this.name = 'MailboxError';
    this.step = step;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What the errors of sockets, TLS, imapflow and the database mean for a person. `step`: where it happened, unless the error knows better. */
export function asMailboxError(error: unknown, step: MailboxStep): MailboxError {
  if (error instanceof MailboxError) return error;
  if (error instanceof OutboundRefused) return new MailboxError('resolve', error.host === null ? { foreign: error.message } : sayOfMail(error.code === 'unknown-host' ? 'host-unknown' : 'host-inside', { host: error.host }), error);
  if (error instanceof CoreError) return new MailboxError('store', { foreign: error.safeText }, error);
  const { code = '', authenticationFailed, responseText, message } = error as { code?: string; authenticationFailed?: boolean; responseText?: string; message?: string };
  if (authenticationFailed) return new MailboxError('sign-in', responseText ? sayOfMail('sign-in-refused-saying', { said: clean(responseText).replace(/\.$/, '') }) : sayOfMail('sign-in-refused'), error);
  const known = explanations[code];
  if (known) return new MailboxError(known.step ?? step, sayOfMail(known.says), error);
  if (/^(?:CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|ERR_TLS|ERR_SSL)/.test(code)) return new MailboxError('tls', sayOfMail('certificate-refused', { code }), error);
  if (/^\d{2}[0-9A-Z]{3}$/.test(code)) return new MailboxError('store', sayOfMail('database-refused', { code }), error);
  return new MailboxError(step, { foreign: `${clean(message ?? String(error))}${said(responseText)}${code === '' ? '' : ` (${code})`}` }, error);
}

const closed = { says: 'server-closed' } as const;
const explanations: Readonly<Record<string, { says: MailSentenceKey; step?: MailboxStep }>> = {
  ECONNREFUSED: { step: 'connect', says: 'nothing-listens' },
  EHOSTUNREACH: { step: 'connect', says: 'host-unreachable' },
  ENETUNREACH: { step: 'connect', says: 'network-unreachable' },
  ETIMEDOUT: { step: 'connect', says: 'host-silent' },
  CONNECT_TIMEOUT: { step: 'connect', says: 'host-silent' },
  GREETING_TIMEOUT: { step: 'connect', says: 'greeting-silent' },
  UPGRADE_TIMEOUT: { step: 'tls', says: 'starttls-unfinished' },
  ETIMEOUT: { says: 'server-silent' },
  ECONNRESET: closed, EPIPE: closed, NoConnection: closed, EConnectionClosed: closed, ClosedAfterConnectText: closed,
  ClosedAfterConnectTLS: { step: 'tls', says: 'closed-in-tls' },
  LiteralTooLarge: { says: 'sent-too-much' },
  ResponseTooLarge: { says: 'sent-too-much' },
  LineTooLarge: { says: 'endless-line' },
};

function said(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `; it says: ${clean(text).replace(/\.$/, '')}`;
}

/** Text of a server, on one line and short. */
export function clean(text: string): string {
  return text.toWellFormed().replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').slice(0, 300);
}
