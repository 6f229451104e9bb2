import { Type, type Static } from '@sinclair/typebox';
import { Upload } from './files.ts';
import { content } from './message.ts';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

export const DraftInput = Type.Object({ kind: OneOf(['reply', 'note', 'forward'] as const), ...content, inReplyToMessageId: Type.Optional(Nullable(Id)) }, { additionalProperties: false });
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
  savedAt: Instant,
});
export type Draft = Static<typeof Draft>;

export const DraftSaved = Closed({ savedAt: Nullable(Instant) });
