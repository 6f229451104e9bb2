import { Type } from '@sinclair/typebox';
import { findInteractionRecords } from '#core/desk/index.ts';
import type { InteractionSort } from '#core/interactions/index.ts';
import { ccaiList } from '../../ccai-operation.ts';
import { Flags, Ids, InstantRange, NumberRange, Texts, Words } from '../../parse/parameters.ts';
import { flagOf, listOf } from '../../parse/lists.ts';
import { renderCall } from '../../render/call.ts';
import { Call } from '../../schemas/call.ts';
import { callFailReasons, callReasonsOf } from '../../words/fail-reasons.ts';
import { callStatesOf, callStatuses } from '../../words/statuses.ts';
import { callOriginsOf, callTypeSpellings, callTypes } from '../../words/types.ts';

/** Fields of the response that are one value. Words are sorted by ours, which stand for them one to one but for the document's two voip errors. */
const sorts = {
  id: 'id', parent_id: 'parentId', lang: 'lang', call_type: 'entry', status: 'state', created_at: 'createdAt', queued_at: 'queuedAt', assigned_at: 'assignedAt', connected_at: 'connectedAt', ends_at: 'endedAt',
  updated_at: 'updatedAt', scheduled_at: 'scheduledAt', queue_duration: 'queueSeconds', wait_duration: 'queueSeconds', call_duration: 'callSeconds', hold_duration: 'holdSeconds', rating: 'rating', has_feedback: 'hasFeedback',
  voip_provider: 'provider', out_ticket_id: 'ticketId', out_ticket_url: 'ticketUrl', verified: 'isVerified', recording_permission: 'recordingPermission', deflection: 'deflection', voicemail_reason: 'deflection',
  disconnected_by: 'disconnectedBy', fail_reason: 'failReason', fail_details: 'failDetails', adapter_fail_code: 'adapterCode', support_number: 'supportNumber', outbound_number: 'outboundNumber', offer_type: 'offerMode',
  answer_type: 'answerMode',
} as const satisfies Record<string, InteractionSort>;

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
    const { total, found, names } = await findInteractionRecords(tx, act, {
      kind: 'call', ids: listOf(query.id), agentIds: listOf(query.agent_id), contactIds: listOf(query.end_user_id), supportNumbers: listOf(query.support_number), isVerified: flagOf(query.verified),
      states: listOf(query.call_status, callStatesOf), failReasons: listOf(query.call_fail_reason, callReasonsOf), origins: listOf(query.call_type, callOriginsOf), updatedAt: query.updated_at,
      instants: { connectedAt: query.connected_at, queuedAt: query.queued_at, createdAt: query.created_at, assignedAt: query.assigned_at, endedAt: query.ends_at, scheduledAt: query.scheduled_at },
      numbers: { rating: query.rating, callSeconds: query.call_duration, holdSeconds: query.hold_duration, queueSeconds: query.queue_duration ?? query.wait_duration },
    }, { sort: sort.column === standard ? 'ordinal' : sorts[sort.column], descending: sort.direction === 'desc', limit, offset });
    return { total, rows: found.map(({ interaction, updatedAt }) => renderCall({ it: interaction, names }, updatedAt)) };
  },
});
