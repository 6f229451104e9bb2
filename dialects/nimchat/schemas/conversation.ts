import { Type } from '@sinclair/typebox';
import { User } from './agent.ts';
import { contentMax, Message } from './message.ts';
import { Team } from './team.ts';
import { Closed, Either, Id, Map, Nullable, OneOf, Page, Text, UnixTime } from './wire.ts';

export const statuses = ['open', 'resolved', 'pending', 'snoozed'] as const;
export const priorities = ['urgent', 'high', 'medium', 'low', 'none'] as const;

const fields = {
  id: Type.Integer(),
  messages: Type.Array(Message),
  account_id: Type.Integer(),
  inbox_id: Type.Integer(),
  status: Type.String({ enum: [...statuses] }),
  timestamp: UnixTime,
  contact_last_seen_at: UnixTime,
  agent_last_seen_at: UnixTime,
  unread_count: Type.Integer(),
  additional_attributes: Map,
  custom_attributes: Map,
  meta: Closed({
    sender: Closed({ id: Nullable(Type.Integer()), name: Type.String(), thumbnail: Type.String(), channel: Type.String() }),
    assignee: Type.Unsafe<Record<string, unknown> | null>({ anyOf: [User, { type: 'null' }] }),
  }),
  // Of the deployed product; not in the document's shape.
  labels: Type.Optional(Type.Array(Type.String())),
  priority: Type.Optional(Nullable(Type.String())),
  created_at: Type.Optional(Type.Integer()),
  last_activity_at: Type.Optional(Type.Integer()),
};
export const Conversation = Closed(fields);
const ContactConversation = Closed({ ...fields, display_id: Type.Integer() });
export const ContactConversations = Either(Type.Array(ContactConversation), Closed({ payload: Type.Array(ContactConversation) }));

const Meta = Closed({ mine_count: Type.Integer(), unassigned_count: Type.Integer(), assigned_count: Type.Integer(), all_count: Type.Integer() });
export const ConversationMeta = Closed({ meta: Meta });
const Page25 = Closed({ meta: Meta, payload: Type.Array(Conversation) });
/** The same in both shapes. */
export const ConversationList = Closed({ data: Page25 });
export const ConversationFiltered = Either(ConversationList, Page25);

const filters = {
  status: Type.Optional(OneOf([...statuses, 'all'], 'Default: open.')),
  q: Type.Optional(Text(500, 'Words that a message holds.')),
  inbox_id: Type.Optional(Id('Inbox.')),
  team_id: Type.Optional(Id('Team.')),
  labels: Type.Optional(Type.Unsafe<string[]>({ type: 'array', items: Text(100, 'Label.'), maxItems: 50, 'x-separator': ',', description: 'One of them must be there.' })),
};
export const MetaQuery = Type.Object(filters);
export const ConversationQuery = Type.Object({ assignee_type: Type.Optional(OneOf(['me', 'unassigned', 'all', 'assigned'], 'Default: all.')), ...filters, page: Page });

export const ConversationInput = Type.Object({
  source_id: Type.Optional(Text(255, 'How the inbox calls the contact.')),
  inbox_id: Id('Inbox.'),
  contact_id: Type.Optional(Id('Needed where the source id is new.')),
  additional_attributes: Type.Optional(Map),
  custom_attributes: Type.Optional(Map),
  status: Type.Optional(OneOf(['open', 'resolved', 'pending'], 'Default: open.')),
  assignee_id: Type.Optional(Nullable(Id('Agent.'))),
  team_id: Type.Optional(Nullable(Id('Team.'))),
  message: Type.Optional(Type.Object({ content: Text(contentMax, 'The first message, from us.') })),
});
export const ConversationMade = Closed({ id: Type.Integer(), account_id: Type.Integer(), inbox_id: Type.Integer() });

export const StatusInput = Type.Object({
  status: Type.Optional(OneOf(statuses, 'Without it: open becomes resolved, all else open.')),
  snoozed_until: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 40, 'x-number': true, description: 'For snoozed: Unix seconds or RFC 3339.' })),
});
export const StatusChanged = Closed({ meta: Closed({}), payload: Closed({ success: Type.Boolean(), current_status: Type.String({ enum: [...statuses] }), conversation_id: Type.Integer() }) });

export const PriorityInput = Type.Object({ priority: Type.Unsafe<(typeof priorities)[number] | null>({ type: ['string', 'null'], enum: [...priorities, null], description: 'none or null takes it away.' }) });
export const AssignmentInput = Type.Object({ assignee_id: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: '0 or null: nobody.' }))), team_id: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: '0 or null: none.' }))) });
export const Assigned = Type.Unsafe<Record<string, unknown> | null>({ anyOf: [User, Team, { type: 'null' }] });

export const Labels = Closed({ payload: Type.Array(Type.String()) });
export const LabelsInput = Type.Object({ labels: Type.Unsafe<string[]>({ type: 'array', items: Text(100, 'Label.'), maxItems: 100, 'x-separator': ',' }) });
export const AttributesInput = Type.Object({ custom_attributes: Map });
export const Attributes = Closed({ custom_attributes: Map });
