import { Type } from '@sinclair/typebox';
import { callFailReasons } from '../words/fail-reasons.ts';
import { Assignee, MenuSummary } from './menu.ts';
import { Id, Nullable, Record, Seconds, Time } from './wire.ts';

/** What calls and chats have in common. Where the document's model and its example differ, the example decides names and types, and the model adds what the example left out. */
const Words = <const W extends readonly string[]>(values: W) => Type.Unsafe<W[number]>({ type: 'string', enum: [...values] });
export const OneOf = Words;

export const AgentInfo = Assignee;
export const SelectedMenu = MenuSummary;
export const MenuPath = Record({ items_count: Type.Integer(), name: Type.String(), materialized_path: Type.String() });
export const EndUser = Record({ id: Id, identifier: Nullable(Type.String()), out_contact_id: Nullable(Type.String()) });
export const Photo = Record({ id: Id, photo_type: Type.String(), url: Type.String() });
export const Video = Record({ id: Id, url: Type.String() });
export const VirtualAgent = Record({ id: Id, name: Type.String() });

const adapter = { adapter_fail_code: Nullable(Type.Integer()), adapter_fail_message: Nullable(Type.String()) };
export const adapterFields = adapter;

/** `deflection` is the number 0 in the model. */
export const Transfer = Record({
  id: Id, status: Words(['transferring', 'connected', 'finished', 'failed', 'canceled']), fail_reason: Words(callFailReasons), created_at: Time, call_duration: Seconds, wait_duration: Seconds, assigned_at: Nullable(Time),
  connected_at: Nullable(Time), updated_at: Time, deflection: Type.Integer({ description: '0 none, 1 after hours, 2 over capacity, 3 waited too long, 4 by the agent' }),
  from_menu: Nullable(MenuPath), to_menu: Nullable(MenuPath), from_agent: Nullable(AgentInfo), to_agent: Nullable(AgentInfo),
});

export const Participant = Record({
  id: Id, type: Words(['end_user', 'agent', 'virtual_agent', 'third_party']), status: Words(['waiting', 'connecting', 'connected', 'on_hold', 'wrap_up', 'finished', 'failed']), call_id: Id, user_id: Nullable(Id),
  end_user_id: Nullable(Id), call_duration: Seconds, hold_duration: Nullable(Seconds), connected_at: Nullable(Time), ended_at: Nullable(Time), fail_reason: Words(callFailReasons), ...adapter,
});

export const OfferEvent = Record({ casting_time: Time, group: Type.String() });
const place = { menu_path_id: Nullable(Id), menu_path: Nullable(Type.String()), lang: Nullable(Type.String()) };
const stretch = { started_at: Time, ended_at: Nullable(Time) };
/** 0 and 1 in the examples, false in the model. */
const Bit = Type.Integer({ minimum: 0, maximum: 1 });
const transferred = { transfer: Bit, transfer_id: Nullable(Id), transfer_cold: Bit };
const responses = { response_count: Type.Integer(), response_time_total: Seconds, response_time_max: Seconds, response_time_avg: Seconds };

export const InMenuDuration = Record({ id: Id, event: Nullable(Type.String()), duration: Seconds, ...place, ...stretch });
export const EventDuration = Record({ id: Id, type: Words(['payment', 'csat']), event: Nullable(Type.String()), duration: Seconds, ...place, ...stretch });
export const CallConsumerHandle = Record({ id: Id, call_duration: Seconds, hold_duration: Seconds, ...stretch });
export const ChatConsumerHandle = Record({ id: Id, chat_duration: Seconds, message_count: Type.Integer(), ...responses, ...stretch });
export const CallHandle = Record({
  id: Id, agent_id: Id, acw_duration: Seconds, bcw_duration: Seconds, call_duration: Seconds, wait_duration: Seconds, assigned_connection_duration: Seconds, hold_duration: Seconds, ...place, barged: Bit, ...transferred,
  ...stretch, scheduled_at: Nullable(Time),
});
export const ChatHandle = Record({
  id: Id, agent_id: Id, acw_duration: Seconds, chat_duration: Seconds, wait_duration: Seconds, ...place, transfer: Bit, transfer_id: Nullable(Id), ...stretch, ...responses, assigned_connection_duration: Seconds,
});
/** `service_level_event` is null while it waits, the thresholds where it waits for one person. */
export const QueueDuration = Record({
  id: Id, agent_id: Nullable(Id), queue_duration: Seconds, ...place, ...transferred, ...stretch, service_level_abandon_time_threshold: Nullable(Type.Integer()),
  service_level_event: Nullable(Words(['in_sla', 'not_in_sla', 'excluded'])), service_level_target_percent: Nullable(Type.Integer()), service_level_target_time: Nullable(Type.Integer()),
});

const bot = { escalation_reason: Nullable(Type.String()), fallback_response_count: Type.Integer(), initiated_by: Words(['end_user', 'agent', 'virtual_agent', 'system']), ...place, transfer: Type.Boolean(), transfer_id: Nullable(Id), ...stretch };
export const CallBotHandle = Record({ id: Id, virtual_agent: VirtualAgent, call_duration: Seconds, sentiment: Nullable(Type.Integer()), response_count: Type.Integer(), ...bot });
export const ChatBotHandle = Record({ id: Id, virtual_agent: VirtualAgent, chat_duration: Seconds, ...responses, ...bot });
const escalation = { id: Id, deflection: Type.String(), escalation_reason: Nullable(Type.String()), escalated_at: Nullable(Time), ...place, virtual_agent: VirtualAgent };
export const CallEscalation = Record({ ...escalation, escalation_id: Id });
export const ChatEscalation = Record(escalation);

export const Recording = Record({
  id: Id, call_id: Id, conference_sid: Nullable(Type.String()), duration: Seconds, recording_type: Words(['default', 'voicemail']),
  redaction_times: Type.Array(Record({ start: Time, end: Nullable(Time), duration: Type.Number({ description: 'Seconds with three decimals' }), start_agent_id: Nullable(Id), end_agent_id: Nullable(Id) })),
  started_at: Time,
});
/** `transfer_id` only where the agent came by a transfer, as in the example. */
export const Disposition = Type.Object({ user_id: Id, transfer_id: Type.Optional(Id), participant_id: Id, code: Type.String() }, { additionalProperties: false });
export const SentSms = Record({ sent_at: Time, message: Type.String() });
