import type { ChatState } from '#core/interactions/index.ts';
import type { Chat } from '../schemas/chat.ts';
import { chatFailReasonOf } from '../words/fail-reasons.ts';
import { chatStatusOf } from '../words/statuses.ts';
import { chatTypeOf } from '../words/types.ts';
import { chatBotHandles, chatConsumerHandles, chatEscalations, chatHandles, eventDurations, offerEvents, queueDurations, virtualAgent } from './interaction-durations.ts';
import { agentInfo, endUser, menuPath, participants, photos, selectedMenu, transfers, videos } from './interaction-people.ts';
import { time, timeOrNull, type Subject } from './interaction-record.ts';

export function renderChat(subject: Subject, updatedAt: string): Chat {
  const { it } = subject;
  const { detail } = it;
  return {
    id: it.id, lang: it.lang, chat_type: chatTypeOf(it), status: chatStatusOf[it.state as ChatState], created_at: time(it.createdMs), assigned_at: timeOrNull(it.assignedMs), ends_at: timeOrNull(it.endedMs),
    updated_at: new Date(updatedAt).toISOString(), first_msg_sent_at: timeOrNull(it.firstMessageMs), last_msg_sent_at: timeOrNull(it.lastMessageMs), chat_duration: it.talkSeconds + it.holdSeconds,
    wait_duration: it.queueSeconds, queue_duration: it.queueSeconds, verified: it.verified, rating: it.rating, has_feedback: detail.feedback !== undefined, out_ticket_id: detail.ticketId ?? null,
    out_ticket_url: detail.ticketUrl ?? null, fail_reason: chatFailReasonOf(it.failReason), message_count: it.messageCount, average_response_time: it.responseAverageSeconds,
    longest_response_time: it.responseMaxSeconds, selected_menu: selectedMenu(subject), menu_path: menuPath(subject, it.menuPathId), agent_info: agentInfo(subject, it.agentId), end_user: endUser(subject),
    photos: photos(subject), videos: videos(subject), transfers: transfers(subject), participants: participants(subject), offer_type: detail.offerMode ?? null, offer_events: offerEvents(subject),
    consumer_handle_durations: chatConsumerHandles(subject), consumer_event_durations: eventDurations(subject), handle_durations: chatHandles(subject), queue_durations: queueDurations(subject),
    virtual_agent: virtualAgent(subject), virtual_agent_deflected_escalations: chatEscalations(subject), virtual_agent_handle_durations: chatBotHandles(subject),
  };
}
