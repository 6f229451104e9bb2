import { CoreError } from '#core/kernel/index.ts';
import { OutboundRefused } from '#http/outbound/index.ts';

export type MailboxStep = 'resolve' | 'connect' | 'tls' | 'sign-in' | 'folders' | 'read' | 'store';

/** A mailbox cannot be read. `message` may be shown to an administrator. */
export class MailboxError extends Error {
  readonly step: MailboxStep;

  constructor(step: MailboxStep, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'MailboxError';
    this.step = step;
  }
}

/** What the errors of sockets, TLS, imapflow and the database mean for a person. `step`: where it happened, unless the error knows better. */
export function asMailboxError(error: unknown, step: MailboxStep): MailboxError {
  if (error instanceof MailboxError) return error;
  if (error instanceof OutboundRefused) return new MailboxError('resolve', error.message, error);
  if (error instanceof CoreError) return new MailboxError('store', error.safeText, error);
  const { code = '', authenticationFailed, responseText, message } = error as { code?: string; authenticationFailed?: boolean; responseText?: string; message?: string };
  if (authenticationFailed) return new MailboxError('sign-in', `The server refuses the sign-in${said(responseText)}. Is the password right? Many providers want an app password or OAuth.`, error);
  const known = explanations[code];
  if (known) return new MailboxError(known.step ?? step, known.text, error);
  if (/^(?:CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|ERR_TLS|ERR_SSL)/.test(code)) return new MailboxError('tls', `The server's certificate or TLS is not accepted (${code}).`, error);
  if (/^\d{2}[0-9A-Z]{3}$/.test(code)) return new MailboxError('store', `The database refused a statement (SQLSTATE ${code}).`, error);
  return new MailboxError(step, `${clean(message ?? String(error))}${said(responseText)}${code === '' ? '' : ` (${code})`}`, error);
}

const closed = { text: 'The server ended the connection.' };
const explanations: Readonly<Record<string, { text: string; step?: MailboxStep }>> = {
  ECONNREFUSED: { step: 'connect', text: 'Nothing listens at that host and port.' },
  EHOSTUNREACH: { step: 'connect', text: 'The host cannot be reached from here.' },
  ENETUNREACH: { step: 'connect', text: 'The network of the host cannot be reached from here.' },
  ETIMEDOUT: { step: 'connect', text: 'The host does not answer.' },
  CONNECT_TIMEOUT: { step: 'connect', text: 'The host does not answer.' },
  GREETING_TIMEOUT: { step: 'connect', text: 'The server took the connection and said nothing. Is the port one of TLS from the first byte, or none of mail at all?' },
  UPGRADE_TIMEOUT: { step: 'tls', text: 'The server did not finish STARTTLS.' },
  ETIMEOUT: { text: 'The server said nothing for too long.' },
  ECONNRESET: closed, EPIPE: closed, NoConnection: closed, EConnectionClosed: closed, ClosedAfterConnectText: closed,
  ClosedAfterConnectTLS: { step: 'tls', text: 'The server ended the connection while TLS began. Is the port one of STARTTLS or plain text?' },
  LiteralTooLarge: { text: 'The server sent more than it was asked for.' },
  ResponseTooLarge: { text: 'The server sent more than it was asked for.' },
  LineTooLarge: { text: 'The server sent a line without end.' },
};

function said(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `; it says: ${clean(text).replace(/\.$/, '')}`;
}

/** Text of a server, on one line and short. */
function clean(text: string): string {
  return text.toWellFormed().replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').slice(0, 300);
}
