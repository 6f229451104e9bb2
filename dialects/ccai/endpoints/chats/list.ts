import { Type } from '@sinclair/typebox';
import { findInteractionRecords } from '#core/desk/index.ts';
import type { InteractionSort, InteractionWords } from '#core/interactions/index.ts';
import { ccaiList } from '../../ccai-operation.ts';
import { flagOf, listOf } from '../../parse/lists.ts';
import { Flags, Ids, InstantRange, NumberRange, Words } from '../../parse/parameters.ts';
import { renderChat } from '../../render/chat.ts';
import { Chat } from '../../schemas/chat.ts';
import { chatFailReasons, chatReasonsOf, chatReasonWords } from '../../words/fail-reasons.ts';
import { chatStatesOf, chatStatuses, chatStatusOf } from '../../words/statuses.ts';
import { chatOriginsOf, chatTypeSpellings, chatTypes, chatTypeWords } from '../../words/types.ts';

/** Fields of the response that are one value; as of calls. */
const sorts = {
  id: ['id'], lang: ['lang'], chat_type: ['origin', chatTypeWords], status: ['state', chatStatusOf], created_at: ['createdAt'], assigned_at: ['assignedAt'], ends_at: ['endedAt'], updated_at: ['updatedAt'],
  first_msg_sent_at: ['firstMessageAt'], last_msg_sent_at: ['lastMessageAt'], chat_duration: ['callSeconds'], wait_duration: ['queueSeconds'], queue_duration: ['queueSeconds'], verified: ['isVerified'], rating: ['rating'],
  has_feedback: ['hasFeedback'], out_ticket_id: ['ticketId'], out_ticket_url: ['ticketUrl'], fail_reason: ['failReason', chatReasonWords], message_count: ['messageCount'], average_response_time: ['responseAverageSeconds'],
  longest_response_time: ['responseMaxSeconds'], offer_type: ['offerMode'],
} as const satisfies Record<string, readonly [InteractionSort, InteractionWords?]>;
const standard = 'in_order';

export const listChats = ccaiList({
  id: 'chats.list', path: '/chats', tag: 'Chats', summary: 'Chats with every second accounted for; in the order in which they came unless sorted otherwise',
  filters: Type.Object({
    id: Ids(), agent_id: Ids(), end_user_id: Ids(), assigned_at: InstantRange(), ends_at: InstantRange(), updated_at: InstantRange(), created_at: InstantRange(), first_msg_sent_at: InstantRange(),
    last_msg_sent_at: InstantRange(), rating: NumberRange(), chat_duration: NumberRange(), message_count: NumberRange(), average_response_time: NumberRange(), longest_response_time: NumberRange(),
    wait_duration: NumberRange(), queue_duration: NumberRange(), chat_type: Words(chatTypes, chatTypeSpellings), chat_status: Words(chatStatuses, { canceled: ['cancelled'] }), verified: Flags(),
    chat_fail_reason: Words(chatFailReasons),
  }),
  columns: [standard, ...Object.keys(sorts) as (keyof typeof sorts)[]],
  standard: { column: standard, direction: 'asc' },
  item: Chat,
  async find(tx, { act, query }, { sort, limit, offset }) {
    const [column, words] = sort.column === standard ? ['ordinal'] as const : sorts[sort.column] as readonly [InteractionSort, InteractionWords?];
    const { total, found, names } = await findInteractionRecords(tx, act, {
      kind: 'chat', ids: listOf(query.id), agentIds: listOf(query.agent_id), contactIds: listOf(query.end_user_id), isVerified: flagOf(query.verified), states: listOf(query.chat_status, chatStatesOf),
      failReasons: listOf(query.chat_fail_reason, chatReasonsOf), origins: listOf(query.chat_type, chatOriginsOf), updatedAt: query.updated_at,
      instants: { assignedAt: query.assigned_at, endedAt: query.ends_at, createdAt: query.created_at, firstMessageAt: query.first_msg_sent_at, lastMessageAt: query.last_msg_sent_at },
      numbers: {
        rating: query.rating, callSeconds: query.chat_duration, messageCount: query.message_count, responseAverageSeconds: query.average_response_time, responseMaxSeconds: query.longest_response_time,
        queueSeconds: query.queue_duration ?? query.wait_duration,
      },
    }, { sort: column, words, descending: sort.direction === 'desc', limit, offset });
    return { total, rows: found.map(({ interaction, updatedAt }) => renderChat({ it: interaction, names }, updatedAt)) };
  },
});
