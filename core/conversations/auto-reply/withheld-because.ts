/** Why no automatic reply went to a mail. */
export type WithheldBecause =
  | 'automatic'        // it is one itself, a bounce, a robot's (RFC 3834 2)
  | 'list'             // a mailing list passed it on, or the channel is one
  | 'null-sender'      // its Return-Path is empty
  | 'no-auto-reply'    // it asks for none
  | 'no-address'       // nobody to reply to
  | 'own-address'      // from one of our channels or people
  | 'no-reply-address' // noreply@, mailer-daemon@ and the like
  | 'not-addressed'    // the channel stands in neither To nor Cc
  | 'spam'             // the conversation is spam or deleted
  | 'too-old'          // it came more than a day before we read it
  | 'conversation'     // this address had one in this conversation
  | 'address-hour'     // this address had one within the hour
  | 'account-hour';    // the account has sent as many as it may in an hour

/** Of one account, to strangers who may be made up: more than people write in an hour, far less than a flood. */
export const repliesPerHourMax = 200;

const localParts = /^(?:no-?_?\.?reply|do-?_?\.?not-?_?\.?reply|mailer-daemon|postmaster|bounces?|abuse|root|daemon|listserv|majordomo|owner|request)(?:[+\-_.].*)?$|(?:^owner-|-(?:bounces?|request|owner|noreply|no-reply)$)/;

/** Addresses that nobody reads. */
export function isNoReplyAddress(address: string): boolean {
  return localParts.test(address.slice(0, address.lastIndexOf('@')));
}
