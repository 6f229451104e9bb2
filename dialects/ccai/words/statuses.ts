import { callStates, chatStates, type CallState, type ChatState, type Deflection, type DisconnectedBy } from '#core/interactions/index.ts';

export const callStatuses = [
  'scheduled', 'queued', 'assigned', 'connecting', 'switching', 'connected', 'finished', 'failed', 'recovered', 'deflected', 'selecting', 'action_only', 'action_only_finished', 'voicemail',
  'voicemail_received', 'voicemail_read',
] as const;
export const chatStatuses = ['queued', 'assigned', 'finished', 'canceled', 'failed', 'no_response'] as const;
export type CallStatus = (typeof callStatuses)[number];
export type ChatStatus = (typeof chatStatuses)[number];

/** With a virtual agent: before the request for a call, so it is still selecting. */
export const callStatusOf: Readonly<Record<CallState, CallStatus>> = {
  scheduled: 'scheduled', selecting: 'selecting', bot: 'selecting', queued: 'queued', assigned: 'assigned', connecting: 'connecting', switching: 'switching', connected: 'connected', finished: 'finished',
  failed: 'failed', recovered: 'recovered', deflected: 'deflected', voicemail: 'voicemail', 'voicemail-received': 'voicemail_received', 'voicemail-read': 'voicemail_read', external: 'action_only',
  'external-finished': 'action_only_finished',
};
/** The document has six: who chooses or talks with a virtual agent is on the way to an agent (queued); what was sent elsewhere never had one (canceled). */
export const chatStatusOf: Readonly<Record<ChatState, ChatStatus>> = {
  selecting: 'queued', bot: 'queued', queued: 'queued', assigned: 'assigned', finished: 'finished', cancelled: 'canceled', failed: 'failed', 'no-response': 'no_response', deflected: 'canceled',
};

export const callStatesOf = (statuses: readonly CallStatus[]): CallState[] => callStates.filter((state) => statuses.includes(callStatusOf[state]));
export const chatStatesOf = (statuses: readonly ChatStatus[]): ChatState[] => chatStates.filter((state) => statuses.includes(chatStatusOf[state]));

export const disconnectedByOf: Readonly<Record<DisconnectedBy, string>> = {
  unknown: 'disconnected_by_unknown', customer: 'disconnected_by_end_user', agent: 'disconnected_by_agent', system: 'disconnected_by_system', bot: 'disconnected_by_virtual_agent',
};

/** Why it was sent elsewhere. */
export const deflectionWords: Readonly<Record<Deflection, string>> = { none: 'no_deflection', 'after-hours': 'after_hours', 'over-capacity': 'over_capacity', 'waited-too-long': 'waited_too_long', 'by-agent': 'by_agent' };
/** Of a voicemail likewise; '': it is none. */
export const voicemailReasonWords: Readonly<Record<Deflection | '', string>> = { ...deflectionWords, none: 'none', '': 'not_voicemail' };
