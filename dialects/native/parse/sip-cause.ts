import type { LineEvent } from '#core/routing/index.ts';

type FailReason = NonNullable<LineEvent['failReason']>;

/**
 * Why a line went down, by the SIP status that the carrier saw (RFC 3261, section 21; 603 and 604 are its global failures). Below 300 nothing failed. What is not named
 * here is `provider-error` from 500 on, `unknown` below.
 */
const bySipCode: Readonly<Record<number, FailReason>> = {
  401: 'invalid-token', 403: 'customer-rejected', 404: 'wrong-number', 407: 'invalid-token', 408: 'customer-no-answer', 410: 'wrong-number', 415: 'connection-failed', 480: 'customer-no-answer',
  484: 'wrong-number', 486: 'customer-busy', 487: 'customer-cancelled', 488: 'connection-failed', 504: 'connection-timeout', 600: 'customer-busy', 603: 'customer-rejected', 604: 'wrong-number',
};

/** The event with its SIP status said in words of ours; the status itself stays as the adapter's code where nothing else is given as that. */
export function withSipCause<Event extends LineEvent>({ sipCode, ...event }: Event & { readonly sipCode?: number }): LineEvent {
  if (sipCode === undefined || sipCode < 300) return event;
  const failReason = event.failReason ?? bySipCode[sipCode] ?? (sipCode >= 500 && sipCode < 600 ? 'provider-error' : 'unknown');
  return { ...event, failReason, adapterCode: event.adapterCode ?? sipCode };
}
