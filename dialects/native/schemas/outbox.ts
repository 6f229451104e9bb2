import { Type, type Static } from '@sinclair/typebox';
import { PageOf, pageQuery } from '../paging.ts';
import { Delivery } from './message.ts';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

/** A mail of ours that has not arrived as far as we know. */
export const UnsentMail = Closed({ ...Delivery.properties, messageId: Id, conversationId: Id, channelId: Id, subject: Type.String(), agentId: Nullable(Id), createdAt: Instant });
export const UnsentPage = PageOf(UnsentMail);
export type UnsentPage = Static<typeof UnsentPage>;
export const UnsentQuery = Type.Object(pageQuery);

const party = Closed({ name: Type.String(), address: Type.String() });

/** What a mail that was taken back had said. */
export const Cancelled = Closed({
  conversationId: Id,
  kind: OneOf(['new', 'reply', 'forward', 'auto-reply'] as const),
  subject: Type.String(),
  text: Type.String(),
  html: Nullable(Type.String()),
  to: Type.Array(party),
  cc: Type.Array(party),
  bcc: Type.Array(party),
  inReplyToMessageId: Nullable(Id),
  uploadIds: Type.Array(Id, { description: 'Its files, as uploads of the caller again.' }),
  isDraftSaved: Type.Boolean({ description: 'It is the caller\'s draft of the conversation now; false where there was another draft, or the conversation went with it.' }),
});
export type Cancelled = Static<typeof Cancelled>;
