import { FileField } from '#http/index.ts';
import { Type } from '@sinclair/typebox';
import { Attachment, contentMax, Message, Sender } from './message.ts';
import { Closed, Map, Nullable, Text } from './wire.ts';

export const PublicInbox = Closed({
  identifier: Type.String(),
  name: Type.String(),
  timezone: Type.String(),
  working_hours: Type.Array(Closed({
    day_of_week: Type.Integer({ description: '0 is Sunday.' }), open_all_day: Type.Boolean(), closed_all_day: Type.Boolean(),
    open_hour: Nullable(Type.Integer()), open_minutes: Nullable(Type.Integer()), close_hour: Nullable(Type.Integer()), close_minutes: Nullable(Type.Integer()),
  })),
  working_hours_enabled: Type.Boolean(),
  csat_survey_enabled: Type.Boolean(),
  greeting_enabled: Type.Boolean(),
  identity_validation_enabled: Type.Boolean(),
});

export const PublicContact = Closed({ id: Type.Integer(), source_id: Type.String(), name: Type.String(), email: Nullable(Type.String()), pubsub_token: Type.String() });

export const PublicContactInput = Type.Object({
  identifier: Type.Optional(Nullable(Text(255, 'Who the contact is in the calling software.'))),
  identifier_hash: Type.Optional(Nullable(Text(200, 'HMAC-SHA256 of the identifier by the inbox\'s key, in hex.'))),
  email: Type.Optional(Nullable(Text(254, 'Kept as the contact\'s where it is nobody else\'s.'))),
  name: Type.Optional(Nullable(Text(200, 'Name.'))),
  phone_number: Type.Optional(Nullable(Text(40, 'Like email.'))),
  avatar_url: Type.Optional(Nullable(Text(2_000, 'Shown as the picture.'))),
  custom_attributes: Type.Optional(Map),
});

const Person = Type.Unsafe<Record<string, unknown>>({ anyOf: [Sender, { type: 'object', additionalProperties: false, maxProperties: 0 }] });

/** Every value is a text, as the document shows it. */
export const PublicMessage = Closed({
  id: Type.String(),
  content: Type.String(),
  message_type: Type.String({ enum: ['incoming', 'outgoing'] }),
  content_type: Type.String(),
  content_attributes: Type.String({ description: 'JSON.' }),
  created_at: Type.String({ description: 'Unix seconds.' }),
  conversation_id: Type.String(),
  attachments: Type.Array(Attachment),
  sender: Person,
});

export const PublicConversation = Closed({ id: Type.Integer(), inbox_id: Type.String(), messages: Type.Array(Message), contact: Person });

export const PublicConversationInput = Type.Object({ custom_attributes: Type.Optional(Map) });

export const PublicMessageInput = Type.Object({
  content: Type.Optional(Nullable(Text(contentMax, 'What it says; may be missing where there are files.'))),
  echo_id: Type.Optional(Nullable(Text(100, 'Told back on the socket.'))),
  attachments: Type.Optional(Type.Array(FileField('A file.'), { maxItems: 20 })),
});

/** A map, as a survey has it; a list of `{name or title, value}`, as choices and forms have it. */
const SubmittedValues = Type.Unsafe<Record<string, unknown> | Record<string, unknown>[]>({ type: ['object', 'array'], additionalProperties: true, items: { type: 'object' }, maxItems: 100, description: 'What the message asked for.' });
export const PublicMessageChange = Type.Object({ submitted_values: Type.Optional(SubmittedValues), submitted_email: Type.Optional(Text(320, 'Where the message asked for an address.')) });
