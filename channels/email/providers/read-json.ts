import { sayOfMail } from '#core/channels/index.ts';
import type { OutboundAnswer } from '#http/outbound/index.ts';
import { clean, MailboxError, type MailboxStep } from '../imap/mailbox-error.ts';

export type JsonMap = Readonly<Record<string, unknown>>;

/** A JSON object out of a good answer. `MailboxError` for any other status, with the service's own code where it names one, and for what is no object. */
export function readJson(answer: OutboundAnswer, service: string, step: MailboxStep = 'read'): JsonMap {
  const body = parseMap(answer.body.toString('utf8'));
  if (answer.status < 200 || answer.status >= 300) throw refused(answer, service, step);
  if (body === null || answer.isCut) throw new MailboxError(step, sayOfMail('service-nonsense', { service }));
  return body;
}

/** What a service that refuses says: a status and a short code, never text of its choice at length. */
export function refused(answer: OutboundAnswer, service: string, step: MailboxStep = 'read'): MailboxError {
  const isSignIn = step === 'sign-in' || answer.status === 401 || answer.status === 403;
  return new MailboxError(isSignIn ? 'sign-in' : step, sayOfMail(isSignIn ? 'service-refuses' : 'service-failed', { service, code: codeOf(answer) }));
}

function codeOf({ status, body }: OutboundAnswer): string {
  const code = errorCode(parseMap(body.toString('utf8').slice(0, 64 * 1024)));
  return `${status}${code === '' ? '' : `, ${code}`}`;
}

/** `error` is a code (RFC 6749 5.2) or holds one (`code`, `status`). */
function errorCode(body: JsonMap | null): string {
  const error = body?.['error'];
  const text = typeof error === 'string' ? error : isMap(error) ? [error['status'], error['code']].find((one) => typeof one === 'string') : '';
  return typeof text === 'string' && /^[\w.-]{1,80}$/.test(text) ? clean(text) : '';
}

export function parseMap(text: string): JsonMap | null {
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : null;
  } catch {
    return null;
  }
}

export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The maps of a list; what else is in it is left out. */
export function mapsOf(value: unknown): JsonMap[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
