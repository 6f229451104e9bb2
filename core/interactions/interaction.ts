/**
 * One call or chat with all that happened in it: a plain value, so that the rules are pure functions (`applyToInteraction`) which the server
 * runs over rows and the simulation over memory. Instants are epoch milliseconds here; the store turns them into timestamps.
 */
export type InteractionKind = 'call' | 'chat';
export const entries = ['ivr', 'app', 'web', 'sms', 'dial', 'external'] as const;
export type Entry = (typeof entries)[number];

/**
 * selecting: in the menus. bot: a virtual agent has it. scheduled: to be called at a time. assigned: an agent took it. connecting: the two are
 * being joined. switching: the provider failed, another one is tried. deflected: sent elsewhere (see `deflection`). external: handled by
 * somebody else's telephony. recovered: a call back after a failed one ended well.
 */
export const callStates = [
  'scheduled', 'selecting', 'bot', 'queued', 'assigned', 'connecting', 'switching', 'connected', 'finished', 'failed', 'recovered', 'deflected',
  'voicemail', 'voicemail-received', 'voicemail-read', 'external', 'external-finished',
] as const;
export const chatStates = ['selecting', 'bot', 'queued', 'assigned', 'finished', 'cancelled', 'failed', 'no-response', 'deflected'] as const;
export type CallState = (typeof callStates)[number];
export type ChatState = (typeof chatStates)[number];
export type InteractionState = CallState | ChatState;

export const failReasons = [
  'none', 'unknown', 'expired', 'no-response', 'customer-cancelled', 'customer-rejected', 'customer-abandoned', 'customer-left-menu', 'customer-busy', 'wrong-number',
  'customer-no-answer', 'push-failed', 'agent-cancelled', 'agent-ignored', 'agent-no-microphone', 'agent-microphone-denied', 'provider-error', 'invalid-token',
  'connection-failed', 'connection-timeout', 'connection-signal', 'no-audio',
] as const;
export type FailReason = (typeof failReasons)[number];

export type Deflection = 'none' | 'after-hours' | 'over-capacity' | 'waited-too-long' | 'by-agent';
export type DeflectionAction = 'message' | 'voicemail' | 'callback' | 'schedule' | 'queue' | 'end';
export type DisconnectedBy = 'unknown' | 'customer' | 'agent' | 'system' | 'bot';

export const customerSpanTypes = ['menu', 'bot', 'queue', 'connecting', 'talk', 'hold', 'event', 'voicemail', 'scheduled'] as const;
export const agentSpanTypes = ['before-work', 'connecting', 'talk', 'hold', 'consult', 'wrap-up'] as const;
export type SpanType = (typeof customerSpanTypes)[number] | (typeof agentSpanTypes)[number];

export type SlaEvent = 'in_sla' | 'not_in_sla' | 'excluded';

/** What a queue promised when the work entered it. */
export interface ServiceLevel { readonly targetSeconds: number; readonly targetPercent: number; readonly abandonSeconds: number }

export interface Span {
  readonly id: number;
  readonly partyId: number;
  readonly type: SpanType;
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly agentId: number | null;
  readonly queueId: number | null;
  readonly menuPathId: number | null;
  readonly lang: string | null;
  readonly transferId: number | null;
  /** menu, event, bot: finished, abandoned, deflected, escalated. queue: answered, abandoned, deflected, moved, expired. */
  readonly outcome: string | null;
  /** queue only. */
  readonly serviceLevel: ServiceLevel | null;
  readonly sla: SlaEvent | null;
  readonly detail: SpanDetail;
}

export interface SpanDetail {
  /** bot: who, and what it did. */
  readonly botName?: string;
  readonly escalationReason?: string;
  readonly initiatedBy?: 'end_user' | 'agent' | 'virtual_agent' | 'system';
  readonly sentiment?: number;
  readonly fallbackCount?: number;
  /** bot and agent talk of a chat, customer talk of a chat. */
  readonly messageCount?: number;
  readonly responseCount?: number;
  readonly responseSecondsTotal?: number;
  readonly responseSecondsMax?: number;
  /** event: payment or csat. */
  readonly event?: 'payment' | 'csat';
  /** agent talk: came in beside another one. */
  readonly isBarge?: boolean;
  readonly transferKind?: 'cold' | 'warm';
  readonly deflection?: Deflection;
}

export type PartyKind = 'customer' | 'agent' | 'bot' | 'third';
export type PartyRole = 'main' | 'transfer' | 'barge' | 'monitor' | 'coach';
export type PartyState = 'waiting' | 'connecting' | 'connected' | 'on-hold' | 'wrap-up' | 'finished' | 'failed';

export interface Party {
  readonly id: number;
  readonly kind: PartyKind;
  readonly role: PartyRole;
  readonly agentId: number | null;
  readonly contactId: number | null;
  readonly name: string | null;
  readonly state: PartyState;
  readonly failReason: FailReason;
  readonly joinedMs: number;
  readonly connectedMs: number | null;
  /** Left the conversation; an agent's wrap-up may still run. */
  readonly leftMs: number | null;
}

export interface Transfer {
  readonly id: number;
  readonly kind: 'cold' | 'warm';
  readonly state: 'transferring' | 'connected' | 'finished' | 'failed' | 'cancelled';
  readonly failReason: FailReason;
  readonly fromAgentId: number | null;
  readonly toAgentId: number | null;
  readonly fromQueueId: number | null;
  readonly toQueueId: number | null;
  readonly deflection: Deflection;
  readonly createdMs: number;
  readonly assignedMs: number | null;
  readonly connectedMs: number | null;
  readonly endedMs: number | null;
  readonly updatedMs: number;
}

export interface Recording {
  readonly id: number;
  readonly kind: 'default' | 'voicemail';
  readonly providerRef: string | null;
  readonly url: string | null;
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly redactions: readonly { readonly startedMs: number; readonly endedMs: number | null; readonly startAgentId: number | null; readonly endAgentId: number | null }[];
}

export interface Disposition { readonly id: number; readonly agentId: number; readonly partyId: number; readonly transferId: number | null; readonly code: string; readonly note: string | null; readonly createdMs: number }

/** What nothing is filtered or sorted by at speed: the column `detail`. */
export interface InteractionDetail {
  readonly failDetails?: string;
  /** A number of the carrier's (SIP status, or one of the document's adapter codes). */
  readonly adapterCode?: number;
  readonly deflection?: Deflection;
  readonly deflectionAction?: DeflectionAction;
  readonly disconnectedBy?: DisconnectedBy;
  readonly recordingPermission?: 'not-asked' | 'granted' | 'denied';
  readonly provider?: string;
  readonly ticketId?: string;
  readonly ticketUrl?: string;
  readonly feedback?: string;
  readonly answerMode?: 'manual' | 'auto';
  readonly offerMode?: 'deltacast' | 'multicast' | 'cascade' | 'direct';
  /** Each time the work was held out to a further group. */
  readonly castings?: readonly { readonly atMs: number; readonly group: number }[];
  readonly waitSms?: readonly { readonly atMs: number; readonly text: string }[];
  readonly callSms?: readonly { readonly atMs: number; readonly text: string }[];
  /** DTMF and forms, by name. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Chat: the open question of the customer (answered by the next message of our side), for response times. */
  readonly unansweredSinceMs?: number | null;
  readonly responseCount?: number;
  readonly responseSecondsTotal?: number;
}

export interface Interaction {
  readonly id: number;
  readonly kind: InteractionKind;
  readonly conversationId: number;
  readonly parentId: number | null;
  readonly direction: 'in' | 'out';
  readonly entry: Entry;
  readonly isScheduled: boolean;
  readonly lang: string;
  readonly state: InteractionState;
  readonly failReason: FailReason;
  readonly contactId: number | null;
  /** Where it waits or was waiting last. */
  readonly queueId: number | null;
  /** The last node that was chosen. */
  readonly menuId: number | null;
  readonly menuPathId: number | null;
  /** Who has it, or had it last. */
  readonly agentId: number | null;
  readonly createdMs: number;
  readonly queuedMs: number | null;
  readonly assignedMs: number | null;
  readonly connectedMs: number | null;
  readonly endedMs: number | null;
  readonly scheduledMs: number | null;
  readonly firstMessageMs: number | null;
  readonly lastMessageMs: number | null;
  readonly supportNumber: string | null;
  readonly outboundNumber: string | null;
  readonly verified: boolean;
  readonly rating: number | null;
  /** Sums over the customer's spans, whole seconds, kept by `applyToInteraction`. */
  readonly queueSeconds: number;
  readonly talkSeconds: number;
  readonly holdSeconds: number;
  readonly messageCount: number;
  readonly responseAverageSeconds: number;
  readonly responseMaxSeconds: number;
  readonly detail: InteractionDetail;
  readonly version: number;
  readonly updatedMs: number;
  readonly parties: readonly Party[];
  readonly spans: readonly Span[];
  readonly transfers: readonly Transfer[];
  readonly recordings: readonly Recording[];
  readonly dispositions: readonly Disposition[];
}

/** Where work enters a queue. */
export interface QueueStay { readonly queueId: number; readonly menuPathId: number | null; readonly lang: string; readonly serviceLevel: ServiceLevel }

/**
 * Everything that can happen to an interaction. An act that the state does not allow is refused (`conflict`) and changes nothing; one that says
 * what is so already (a second hang-up) changes nothing and is no error.
 */
export type InteractionAct =
  | { readonly type: 'menu'; readonly menuId: number; readonly menuPathId: number | null }
  /** `queueId`: the queue that it answers in front of. */
  | { readonly type: 'bot-takes'; readonly botName: string; readonly menuPathId: number | null; readonly lang: string; readonly queueId?: number }
  | { readonly type: 'bot-escalates'; readonly reason: string; readonly sentiment?: number; readonly fallbackCount?: number }
  /** First time, after a bot, or moved from another queue (outcome of the stay before: moved). */
  | { readonly type: 'enqueue'; readonly stay: QueueStay; readonly transferId?: number }
  /** How it is held out: kept for the record. */
  | { readonly type: 'cast'; readonly mode: 'deltacast' | 'multicast' | 'cascade' | 'direct'; readonly group: number }
  /** An agent took it (also: asked for a call out). Chat: he has it at once. Call: connecting follows. */
  | { readonly type: 'assign'; readonly agentId: number; readonly answerMode: 'manual' | 'auto'; readonly beforeWorkSeconds?: number }
  | { readonly type: 'connecting' }
  | { readonly type: 'switching'; readonly provider: string }
  | { readonly type: 'connected' }
  | { readonly type: 'hold'; readonly agentId: number }
  | { readonly type: 'resume'; readonly agentId: number }
  /** cold: the agent leaves at once, the work waits again or goes to the other agent. warm: the customer holds while the two talk. */
  | { readonly type: 'transfer'; readonly kind: 'cold' | 'warm'; readonly byAgentId: number; readonly to: { readonly agentId: number } | { readonly stay: QueueStay } }
  | { readonly type: 'transfer-complete' }
  | { readonly type: 'transfer-cancel'; readonly failReason: FailReason }
  /** Beside who has it. */
  | { readonly type: 'join'; readonly agentId: number; readonly role: 'barge' | 'monitor' | 'coach' }
  | { readonly type: 'leave'; readonly agentId: number }
  | { readonly type: 'third-joins'; readonly name: string }
  | { readonly type: 'third-leaves'; readonly partyId: number }
  | { readonly type: 'event-starts'; readonly event: 'payment' | 'csat' }
  | { readonly type: 'event-ends'; readonly outcome: 'finished' | 'abandoned' }
  | { readonly type: 'message'; readonly by: 'customer' | 'agent' | 'bot'; readonly agentId?: number; readonly isFallback?: boolean }
  /** `stay`: where it goes (queue), or the queue that could not take it (all others). */
  | { readonly type: 'deflect'; readonly cause: Exclude<Deflection, 'none'>; readonly action: DeflectionAction; readonly stay?: QueueStay; readonly scheduledMs?: number }
  | { readonly type: 'voicemail-left'; readonly url: string | null; readonly seconds: number }
  | { readonly type: 'voicemail-read'; readonly agentId: number }
  /** A call that was put off is due: it waits in its queue. */
  | { readonly type: 'due'; readonly stay: QueueStay }
  | { readonly type: 'end'; readonly by: DisconnectedBy; readonly failReason?: FailReason; readonly failDetails?: string; readonly adapterCode?: number; readonly wrapUp: boolean }
  | { readonly type: 'wrap-up-ends'; readonly agentId: number }
  | { readonly type: 'recording-starts'; readonly providerRef: string | null; readonly permission?: 'granted' | 'denied' | 'not-asked' }
  | { readonly type: 'recording-ends'; readonly url?: string }
  | { readonly type: 'redaction-starts'; readonly agentId: number | null }
  | { readonly type: 'redaction-ends'; readonly agentId: number | null }
  | { readonly type: 'recording-ready'; readonly providerRef: string; readonly url: string }
  | { readonly type: 'dispose'; readonly agentId: number; readonly code: string; readonly note?: string }
  | { readonly type: 'rate'; readonly rating: number; readonly feedback?: string }
  | { readonly type: 'verify'; readonly verified: boolean }
  | { readonly type: 'input'; readonly name: string; readonly value: string }
  | { readonly type: 'ticket'; readonly ticketId: string; readonly ticketUrl?: string };

/** Gives the ids of parts that a command makes. */
export type NewId = () => number;
