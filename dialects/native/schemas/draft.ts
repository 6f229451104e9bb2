import { Type, type Static } from '@sinclair/typebox';
import { Upload } from './files.ts';
import { content, NewMessageContent } from './message.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

export const DraftInput = Type.Object({ kind: OneOf(['reply', 'note', 'forward'] as const), ...content, inReplyToMessageId: Type.Optional(Nullable(Id)), content: Type.Optional(Nullable(NewMessageContent)) }, { additionalProperties: false });
export type DraftInput = Static<typeof DraftInput>;

const party = Closed({ name: Type.String(), address: Type.String() });

export const Draft = Closed({
  kind: OneOf(['reply', 'note', 'forward'] as const),
  text: Type.String(),
  html: Nullable(Type.String()),
  to: Nullable(Type.Array(party)),
  cc: Type.Array(party),
  bcc: Type.Array(party),
  subject: Nullable(Type.String()),
  uploadIds: Type.Array(Id),
  uploads: Type.Array(Upload, { description: 'Those of them that are still there.' }),
  inReplyToMessageId: Nullable(Id),
  content: Nullable(NewMessageContent),
  savedAt: Instant,
});
export type Draft = Static<typeof Draft>;

export const DraftSaved = Closed({ savedAt: Nullable(Instant) });

const typed = { to: Text(10_000), cc: Text(10_000), bcc: Text(10_000), subject: Text(10_000) };

/** Addresses as they were typed: they are checked when it is sent. */
export const NewMailDraftInput = Type.Object({
  channelId: Type.Optional(Nullable(Id)), ...Type.Partial(Type.Object(typed)).properties, text: content.text, html: content.html, uploadIds: content.uploadIds,
}, { additionalProperties: false });
export type NewMailDraftInput = Static<typeof NewMailDraftInput>;

export const NewMailDraft = Closed({
  channelId: Nullable(Id), to: Type.String(), cc: Type.String(), bcc: Type.String(), subject: Type.String(), text: Type.String(), html: Nullable(Type.String()),
  uploads: Type.Array(Upload, { description: 'Those that are still there.' }),
  savedAt: Instant,
});
export type NewMailDraft = Static<typeof NewMailDraft>;
