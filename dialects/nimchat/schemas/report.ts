import { Type } from '@sinclair/typebox';
import { reportGroups } from '#core/analytics/index.ts';
import { Closed, Id, Nullable, OneOf, Text } from './wire.ts';
import { availabilities } from './agent.ts';

/** The document's, and `reply_time`, which the deployed product has too. */
export const metrics = ['conversations_count', 'incoming_messages_count', 'outgoing_messages_count', 'avg_first_response_time', 'avg_resolution_time', 'resolutions_count', 'reply_time'] as const;
const types = ['account', 'agent', 'inbox', 'label', 'team'] as const;

const period = {
  type: OneOf(types, 'Of what.'),
  id: Type.Optional(Text(100, 'Of the agent, inbox, label (or its name) or team.')),
  since: Type.Optional(Type.String({ maxLength: 20, description: 'Unix seconds. Default: 30 days before `until`.' })),
  until: Type.Optional(Type.String({ maxLength: 20, description: 'Unix seconds, not included. Default: now.' })),
  business_hours: Type.Optional(Type.Boolean({ description: 'Times in business time instead of wall clock.' })),
};
export const ReportQuery = Type.Object({
  metric: OneOf(metrics, 'Which figure.'), ...period,
  group_by: Type.Optional(OneOf(reportGroups, 'Default: day.')),
  timezone_offset: Type.Optional(Type.String({ maxLength: 8, description: 'Hours, such as -8 or 5.5. Default: the zone of the account.' })),
});
export const SummaryQuery = Type.Object(period);
export const ConversationMetricsQuery = Type.Object({ type: OneOf(['account', 'agent'], 'Of the account, or of each agent.'), user_id: Type.Optional(Id('Only this agent.')) });

const Value = Type.Unsafe<string | number>({ type: ['string', 'number'], description: 'A text; a number for --compat chatwoot. Times in seconds.' });
export const Report = Type.Array(Closed({
  value: Value, timestamp: Type.Integer({ description: 'When the group begins.' }), count: Type.Optional(Type.Integer({ description: 'Of averages: over how many (--compat chatwoot).' })),
}));

const figures = {
  avg_first_response_time: Value, avg_resolution_time: Value, conversations_count: Type.Integer(), incoming_messages_count: Type.Integer(), outgoing_messages_count: Type.Integer(), resolutions_count: Type.Integer(),
};
/** `reply_time` of the deployed product only. */
const Figures = { ...figures, reply_time: Type.Optional(Value) };
export const ReportSummary = Closed({ ...Figures, previous: Closed(Figures) });

export const ConversationMetrics = Type.Unsafe<object>({ anyOf: [
  Closed({ open: Type.Integer(), unattended: Type.Integer(), unassigned: Type.Integer() }),
  Type.Array(Closed({
    id: Type.Integer(), name: Type.String(), email: Nullable(Type.String()), thumbnail: Type.String(), availability: Type.String({ enum: [...availabilities] }), metric: Closed({ open: Type.Integer(), unattended: Type.Integer() }),
  })),
] });
