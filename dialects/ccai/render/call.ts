import { wholeSeconds, type CallState } from '#core/interactions/index.ts';
import type { Call } from '../schemas/call.ts';
import { adapterFail, callFailReasonOf } from '../words/fail-reasons.ts';
import { callStatusOf, deflectionWords, disconnectedByOf, voicemailReasonWords } from '../words/statuses.ts';
import { callTypeOf } from '../words/types.ts';
import { callBotHandles, callConsumerHandles, callEscalations, callHandles, eventDurations, inMenuDurations, offerEvents, queueDurations, virtualAgent } from './interaction-durations.ts';
import { agentInfo, endUser, menuPath, participants, photos, selectedMenu, transfers, videos } from './interaction-people.ts';
import { time, timeOrNull, underscored, type Subject } from './interaction-record.ts';

export function renderCall(subject: Subject, updatedAt: string): Call {
  const { it, names } = subject;
  const { detail } = it;
  const deflection = detail.deflection ?? 'none';
  return {
    id: it.id, parent_id: it.parentId, lang: it.lang, call_type: callTypeOf(it), status: callStatusOf[it.state as CallState], created_at: time(it.createdMs), queued_at: timeOrNull(it.queuedMs),
    assigned_at: timeOrNull(it.assignedMs), connected_at: timeOrNull(it.connectedMs), ends_at: timeOrNull(it.endedMs), updated_at: new Date(updatedAt).toISOString(), scheduled_at: timeOrNull(it.scheduledMs),
    queue_duration: it.queueSeconds, wait_duration: it.queueSeconds, call_duration: it.talkSeconds + it.holdSeconds, hold_duration: it.holdSeconds, rating: it.rating, has_feedback: detail.feedback !== undefined,
    voip_provider: detail.provider === undefined ? null : `voip_provider_${underscored(detail.provider)}`, out_ticket_id: detail.ticketId ?? null, out_ticket_url: detail.ticketUrl ?? null, verified: it.verified,
    recording_url: it.recordings.find((recording) => recording.url !== null)?.url ?? null, recording_permission: underscored(detail.recordingPermission ?? 'not-asked') as 'not_asked',
    voicemail_reason: voicemailReasonWords[it.state.startsWith('voicemail') ? deflection : ''], deflection: deflectionWords[deflection],
    disconnected_by: disconnectedByOf[detail.disconnectedBy ?? 'unknown'], fail_reason: callFailReasonOf(it.failReason), fail_details: detail.failDetails ?? null, ...adapterFail(it.failReason, detail.adapterCode),
    recordings: it.recordings.map((recording) => ({
      id: recording.id, call_id: it.id, conference_sid: recording.providerRef, duration: recording.endedMs === null ? 0 : wholeSeconds(recording.startedMs, recording.endedMs), recording_type: recording.kind,
      redaction_times: recording.redactions.map(({ startedMs, endedMs, startAgentId, endAgentId }) => ({
        start: time(startedMs), end: timeOrNull(endedMs), duration: endedMs === null ? 0 : (endedMs - startedMs) / 1000, start_agent_id: startAgentId, end_agent_id: endAgentId,
      })),
      started_at: time(recording.startedMs),
    })),
    support_number: it.supportNumber, selected_menu: selectedMenu(subject), menu_path: menuPath(subject, it.menuPathId), queue_priority_level: it.queueId === null ? 0 : names.queues.get(it.queueId)?.priority ?? 0,
    agent_info: agentInfo(subject, it.agentId), end_user: endUser(subject), photos: photos(subject), videos: videos(subject), transfers: transfers(subject), participants: participants(subject),
    offer_type: detail.offerMode ?? null, offer_events: offerEvents(subject), answer_type: detail.answerMode ?? null, outbound_number: it.outboundNumber,
    dispositions: it.dispositions.map(({ agentId, transferId, partyId, code }) => ({ user_id: agentId, ...(transferId !== null && { transfer_id: transferId }), participant_id: partyId, code })),
    consumer_handle_durations: callConsumerHandles(subject), consumer_in_menu_durations: inMenuDurations(subject), consumer_event_durations: eventDurations(subject), handle_durations: callHandles(subject),
    queue_durations: queueDurations(subject), virtual_agent: virtualAgent(subject), virtual_agent_deflected_escalations: callEscalations(subject), virtual_agent_handle_durations: callBotHandles(subject),
    wait_time_sms: (detail.waitSms ?? []).map(({ atMs, text }) => ({ sent_at: time(atMs), message: text })), in_call_sms: (detail.callSms ?? []).map(({ atMs, text }) => ({ sent_at: time(atMs), message: text })),
  };
}
