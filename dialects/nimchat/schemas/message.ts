import { FileField } from '#http/index.ts';
import { Type } from '@sinclair/typebox';
import { Closed, Either, Map, Nullable, OneOf, Text } from './wire.ts';

export const Sender = Closed({
  id: Nullable(Type.Integer()), name: Type.String(), email: Type.Optional(Nullable(Type.String())), thumbnail: Type.String(), type: Type.String({ enum: ['user', 'contact', 'agent_bot'] }),
});

export const Attachment = Closed({
  id: Type.Integer(), message_id: Type.Integer(), file_type: Type.String({ enum: ['image', 'audio', 'video', 'file'] }), account_id: Type.Integer(), extension: Nullable(Type.String()),
  data_url: Type.String({ description: 'Opens without a header for seven to eight days.' }), thumb_url: Type.String({ description: 'Of pictures; else empty.' }), file_size: Type.Integer(), file_name: Nullable(Type.String()),
});

export const Message = Closed({
  id: Type.Integer(),
  content: Type.String(),
  content_type: Type.String(),
  content_attributes: Map,
  message_type: Type.Unsafe<string | number>({ type: ['string', 'integer'], description: 'incoming, outgoing, activity; as a number (0, 1, 2) for --compat chatwoot.' }),
  created_at: Type.Integer(),
  private: Type.Boolean(),
  attachment: Type.Unsafe<Record<string, unknown>>({ anyOf: [Attachment, { type: 'object', additionalProperties: false, maxProperties: 0 }], description: 'The first file.' }),
  sender: Type.Unsafe<Record<string, unknown>>({ anyOf: [Sender, { type: 'object', additionalProperties: false, maxProperties: 0 }] }),
  conversation_id: Type.Integer(),
  attachments: Type.Optional(Type.Array(Attachment)),
});

export const MessageList = Either(Type.Array(Message), Closed({ meta: Closed({ labels: Type.Array(Type.String()), additional_attributes: Map }), payload: Type.Array(Message) }));

export const contentTypes = ['text', 'input_email', 'cards', 'input_select', 'form', 'article'] as const;
export const contentMax = 150_000;

export const MessageInput = Type.Object({
  content: Type.Optional(Nullable(Text(contentMax, 'What it says; may be missing where there are files.'))),
  message_type: Type.Optional(OneOf(['outgoing', 'incoming'], 'Default: outgoing. Incoming in api inboxes only.')),
  private: Type.Optional(Type.Boolean({ description: 'A note that only agents see.' })),
  content_type: Type.Optional(OneOf(contentTypes, 'Kept and shown.')),
  content_attributes: Type.Optional(Type.Unsafe<Record<string, unknown>>({ ...Map, 'x-json': true, description: 'Attributes of the content type; in a form also as JSON text.' })),
  attachments: Type.Optional(Type.Array(FileField('A file.'), { maxItems: 20 })),
});
export const MessagesQuery = Type.Object({
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Only messages before this one.' })),
  after: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Only messages after this one.' })),
});
