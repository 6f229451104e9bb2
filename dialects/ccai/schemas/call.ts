import { Type, type Static } from '@sinclair/typebox';
import { callFailReasons } from '../words/fail-reasons.ts';
import { callStatuses } from '../words/statuses.ts';
import { callTypeNames } from '../words/types.ts';
import {
  AgentInfo, CallBotHandle, CallConsumerHandle, CallEscalation, CallHandle, Disposition, EndUser, EventDuration, InMenuDuration, MenuPath, OfferEvent, OneOf, Participant, Photo, QueueDuration, Recording,
  SelectedMenu, SentSms, Transfer, Video, VirtualAgent, adapterFields,
} from './interaction-parts.ts';
import { Id, Nullable, Record, Seconds, Time } from './wire.ts';

export const Call = Record({
  id: Id, parent_id: Nullable(Id), lang: Type.String(), call_type: OneOf(callTypeNames), status: OneOf(callStatuses), created_at: Time, queued_at: Nullable(Time), assigned_at: Nullable(Time),
  connected_at: Nullable(Time), ends_at: Nullable(Time), updated_at: Time, scheduled_at: Nullable(Time), queue_duration: Seconds, wait_duration: Seconds, call_duration: Seconds, hold_duration: Seconds,
  rating: Nullable(Type.Integer()), has_feedback: Type.Boolean(), voip_provider: Nullable(Type.String()), out_ticket_id: Nullable(Type.String()), out_ticket_url: Nullable(Type.String()), verified: Type.Boolean(),
  recording_url: Nullable(Type.String()), recording_permission: OneOf(['not_asked', 'granted', 'denied']), voicemail_reason: Type.String(), deflection: Type.String(), disconnected_by: Type.String(),
  fail_reason: OneOf(callFailReasons), fail_details: Nullable(Type.String()), ...adapterFields, recordings: Type.Array(Recording), support_number: Nullable(Type.String()), selected_menu: Nullable(SelectedMenu),
  menu_path: Nullable(MenuPath), queue_priority_level: Type.Integer(), agent_info: Nullable(AgentInfo), end_user: Nullable(EndUser), photos: Type.Array(Photo), videos: Type.Array(Video),
  transfers: Type.Array(Transfer), participants: Type.Array(Participant), offer_type: Nullable(Type.String()), offer_events: Type.Array(OfferEvent), answer_type: Nullable(OneOf(['manual', 'auto'])),
  outbound_number: Nullable(Type.String()), dispositions: Type.Array(Disposition), consumer_handle_durations: Type.Array(CallConsumerHandle), consumer_in_menu_durations: Type.Array(InMenuDuration),
  consumer_event_durations: Type.Array(EventDuration), handle_durations: Type.Array(CallHandle), queue_durations: Type.Array(QueueDuration), virtual_agent: Nullable(VirtualAgent),
  virtual_agent_deflected_escalations: Type.Array(CallEscalation), virtual_agent_handle_durations: Type.Array(CallBotHandle), wait_time_sms: Type.Array(SentSms), in_call_sms: Type.Array(SentSms),
});
export type Call = Static<typeof Call>;
