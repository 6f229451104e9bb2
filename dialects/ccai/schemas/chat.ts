import { Type, type Static } from '@sinclair/typebox';
import { chatFailReasons } from '../words/fail-reasons.ts';
import { chatStatuses } from '../words/statuses.ts';
import { chatTypeNames } from '../words/types.ts';
import {
  AgentInfo, ChatBotHandle, ChatConsumerHandle, ChatEscalation, ChatHandle, EndUser, EventDuration, MenuPath, OfferEvent, OneOf, Participant, Photo, QueueDuration, SelectedMenu, Transfer, Video, VirtualAgent,
} from './interaction-parts.ts';
import { Id, Nullable, Record, Seconds, Time } from './wire.ts';

export const Chat = Record({
  id: Id, lang: Type.String(), chat_type: OneOf(chatTypeNames), status: OneOf(chatStatuses), created_at: Time, assigned_at: Nullable(Time), ends_at: Nullable(Time), updated_at: Time,
  first_msg_sent_at: Nullable(Time), last_msg_sent_at: Nullable(Time), chat_duration: Seconds, wait_duration: Seconds, queue_duration: Seconds, verified: Type.Boolean(), rating: Nullable(Type.Integer()),
  has_feedback: Type.Boolean(), out_ticket_id: Nullable(Type.String()), out_ticket_url: Nullable(Type.String()), fail_reason: Nullable(OneOf(chatFailReasons)), message_count: Type.Integer(),
  average_response_time: Seconds, longest_response_time: Seconds, selected_menu: Nullable(SelectedMenu), menu_path: Nullable(MenuPath), agent_info: Nullable(AgentInfo), end_user: Nullable(EndUser),
  photos: Type.Array(Photo), videos: Type.Array(Video), transfers: Type.Array(Transfer), participants: Type.Array(Participant), offer_type: Nullable(Type.String()), offer_events: Type.Array(OfferEvent),
  consumer_handle_durations: Type.Array(ChatConsumerHandle), consumer_event_durations: Type.Array(EventDuration), handle_durations: Type.Array(ChatHandle), queue_durations: Type.Array(QueueDuration),
  virtual_agent: Nullable(VirtualAgent), virtual_agent_deflected_escalations: Type.Array(ChatEscalation), virtual_agent_handle_durations: Type.Array(ChatBotHandle),
});
export type Chat = Static<typeof Chat>;
