import { Type } from '@sinclair/typebox';
import { findInteractionRecords, type InteractionRecordPage } from '#core/desk/index.ts';
import type { InteractionWords } from '#core/interactions/index.ts';
import { ccaiList } from '../../ccai-operation.ts';
import { Flags, Ids, InstantRange, NumberRange, Texts, Words } from '../../parse/parameters.ts';
import { flagOf, listOf } from '../../parse/lists.ts';
import { renderCall } from '../../render/call.ts';
import { Call } from '../../schemas/call.ts';
import { adapterCodeWords, adapterMessageWords, callFailReasons, callReasonsOf, callReasonWords } from '../../words/fail-reasons.ts';
import { callStatesOf, callStatuses, callStatusOf, deflectionWords, disconnectedByOf, voicemailReasonWords } from '../../words/statuses.ts';
import { callOriginsOf, callTypeSpellings, callTypes, callTypeWords } from '../../words/types.ts';

/** Fields of the response that are one value, and the words of those that are shown in other words than ours: the order is that of what is shown. */
const sorts = {
  id: ['id'], parent_id: ['parentId'], lang: ['lang'], call_type: ['origin', callTypeWords], status: ['state', callStatusOf], created_at: ['createdAt'], queued_at: ['queuedAt'], assigned_at: ['assignedAt'],
  connected_at: ['connectedAt'], ends_at: ['endedAt'], updated_at: ['updatedAt'], scheduled_at: ['scheduledAt'], queue_duration: ['queueSeconds'], wait_duration: ['queueSeconds'], call_duration: ['callSeconds'],
  hold_duration: ['holdSeconds'], rating: ['rating'], has_feedback: ['hasFeedback'], voip_provider: ['provider'], out_ticket_id: ['ticketId'], out_ticket_url: ['ticketUrl'], verified: ['isVerified'],
  recording_url: ['recordingUrl'], recording_permission: ['recordingPermission'], voicemail_reason: ['voicemailDeflection', voicemailReasonWords], deflection: ['deflection', deflectionWords],
  disconnected_by: ['disconnectedBy', disconnectedByOf], fail_reason: ['failReason', callReasonWords], fail_details: ['failDetails'], adapter_fail_code: ['adapterCode', adapterCodeWords],
  adapter_fail_message: ['adapterCode', adapterMessageWords], support_number: ['supportNumber'], queue_priority_level: ['queuePriority'], outbound_number: ['outboundNumber'], offer_type: ['offerMode'], answer_type: ['answerMode'],
} as const satisfies Record<string, readonly [InteractionRecordPage['sort'], InteractionWords?]>;

/** A plus that a client did not encode arrives as a space and is gone. */
const withPlus = (numbers: readonly string[]): string[] => numbers.flatMap((number) => (/^\d/.test(number) ? [number, `+${number}`] : [number]));

/** Without `sort_column`: in the order in which they came, at any depth. */
const standard = 'in_order';

export const listCalls = ccaiList({
  id: 'calls.list', path: '/calls', tag: 'Calls', summary: 'Calls with every second accounted for; in the order in which they came unless sorted otherwise',
  filters: Type.Object({
    id: Ids(), connected_at: InstantRange(), updated_at: InstantRange(), queued_at: InstantRange(), created_at: InstantRange(), assigned_at: InstantRange(), ends_at: InstantRange(), scheduled_at: InstantRange(),
    rating: NumberRange(), call_duration: NumberRange(), hold_duration: NumberRange(), queue_duration: NumberRange(), wait_duration: NumberRange(), agent_id: Ids(), end_user_id: Ids(), call_status: Words(callStatuses),
    call_fail_reason: Words(callFailReasons), verified: Flags(), call_type: Words(callTypes, callTypeSpellings), support_number: Texts(),
  }),
  columns: [standard, ...Object.keys(sorts) as (keyof typeof sorts)[]],
  standard: { column: standard, direction: 'asc' },
  item: Call,
  async find(tx, { act, query }, { sort, limit, offset }) {
    const [column, words] = sort.column === standard ? ['ordinal'] as const : sorts[sort.column] as readonly [InteractionRecordPage['sort'], InteractionWords?];
    const { total, found, names } = await findInteractionRecords(tx, act, {
      kind: 'call', ids: listOf(query.id), agentIds: listOf(query.agent_id), contactIds: listOf(query.end_user_id), supportNumbers: listOf(query.support_number, withPlus), isVerified: flagOf(query.verified),
      states: listOf(query.call_status, callStatesOf), failReasons: listOf(query.call_fail_reason, callReasonsOf), origins: listOf(query.call_type, callOriginsOf), updatedAt: query.updated_at,
      instants: { connectedAt: query.connected_at, queuedAt: query.queued_at, createdAt: query.created_at, assignedAt: query.assigned_at, endedAt: query.ends_at, scheduledAt: query.scheduled_at },
      numbers: { rating: query.rating, callSeconds: query.call_duration, holdSeconds: query.hold_duration, queueSeconds: query.queue_duration ?? query.wait_duration },
    }, { sort: column, words, descending: sort.direction === 'desc', limit, offset });
    return { total, rows: found.map(({ interaction, updatedAt }) => renderCall({ it: interaction, names }, updatedAt)) };
  },
});
