import { type Fields, parseFields } from '../parse-fields.ts';
import type { BounceRecipient } from './bounce.ts';

const RECIPIENTS_MAX = 500;

/** Drops the address or diagnostic type in front ("rfc822; ", "smtp; ") and angle brackets (RFC 3464 2.1.2). */
function withoutType(value: string): string {
  const bare = value.replace(/^[a-z0-9-]{1,20} ?; ?/i, '').trim();
  return bare.replace(/^<([^<>]*)>.*$/s, '$1').trim();
}

function readRecipient(fields: Fields): BounceRecipient | null {
  const first = (name: string): string | null => fields.get(name)?.[0] ?? null;
  const recipient = first('final-recipient') ?? first('original-recipient') ?? first('x-actual-recipient');
  if (recipient === null) return null;
  const diagnostic = first('diagnostic-code');
  return {
    address: withoutType(recipient),
    action: first('action')?.toLowerCase().split(/[ ;(]/, 1)[0] ?? null,
    status: /[245]\.\d{1,3}\.\d{1,3}/.exec(first('status') ?? '')?.[0] ?? null,
    diagnostic: diagnostic === null ? null : diagnostic.replace(/^[a-z0-9-]{1,20} ?; ?/i, '').slice(0, 2000).toWellFormed(),
  };
}

/** Reads the per-recipient groups of a delivery-status part (RFC 3464 2.3); the first group, on the message, has none. */
export function parseDeliveryStatus(text: string): { recipients: BounceRecipient[]; originalMessageId: string | null } {
  const groups = text.split(/\n[ \t]*\n/).map((group) => parseFields(group.replace(/^\n+/, '')));
  const recipients = groups.slice(0, RECIPIENTS_MAX).map(readRecipient).filter((recipient) => recipient !== null);
  const id = groups.map((fields) => fields.get('original-message-id')?.[0] ?? fields.get('x-original-message-id')?.[0] ?? null).find((value) => value !== null);
  return { recipients, originalMessageId: id?.replace(/^<|>$/g, '') ?? null };
}
