import { failReasons, type FailReason, type InteractionAct, type InteractionKind } from '#core/interactions/index.ts';
import { invalid } from '#core/kernel/index.ts';

/** What a carrier, an SBC or a chat channel tells. Each is told once or several times: the second time it says nothing new. */
export const callEvents = [
  'menu', 'input', 'connecting', 'connected', 'switching', 'no-answer', 'hang-up', 'recording-started', 'recording-ended', 'recording-ready',
  'voicemail', 'third-joined', 'third-left', 'payment-started', 'payment-ended', 'csat-started', 'csat-ended', 'bot-took', 'bot-escalated', 'rated', 'verified',
] as const;
export const chatEvents = ['menu', 'input', 'message', 'hang-up', 'bot-took', 'bot-escalated', 'csat-started', 'csat-ended', 'rated', 'verified'] as const;
export type LineEventName = (typeof callEvents)[number] | (typeof chatEvents)[number];

export interface LineEvent {
  readonly event: LineEventName;
  readonly menuId?: number;
  readonly queueId?: number;
  readonly priority?: number;
  /** RFC 3339: when the customer wants to be called, where he was asked (`asksTime`). */
  readonly scheduledAt?: string;
  readonly lang?: string;
  readonly name?: string;
  readonly value?: string;
  readonly provider?: string;
  readonly by?: 'customer' | 'agent' | 'system' | 'bot' | 'unknown';
  readonly agentId?: number;
  readonly partyId?: number;
  readonly adapterCode?: number;
  readonly failReason?: FailReason;
  readonly details?: string;
  readonly recordingRef?: string;
  readonly permission?: 'granted' | 'denied' | 'not-asked';
  readonly url?: string;
  readonly seconds?: number;
  readonly outcome?: 'finished' | 'abandoned';
  readonly reason?: string;
  readonly sentiment?: number;
  readonly fallbackCount?: number;
  readonly isFallback?: boolean;
  readonly rating?: number;
  readonly feedback?: string;
  readonly isVerified?: boolean;
  readonly text?: string;
}

const fieldsMax = { text: 100_000, short: 200, url: 2_000 } as const;

/** Throws `invalid` where a field is missing, or says what cannot be. */
export function checkLineEvent(kind: InteractionKind, event: LineEvent): void {
  const names: readonly string[] = kind === 'call' ? callEvents : chatEvents;
  if (!names.includes(event.event)) throw invalid('event', `a ${kind} has no event "${event.event}"`, 'not-offered');
  for (const field of needed[event.event] ?? []) if (event[field] === undefined || event[field] === '') throw invalid(field, `is needed with the event ${event.event}`, 'needed-with-event', { event: event.event });
  for (const field of ['name', 'value', 'provider', 'recordingRef', 'reason', 'details'] as const) atMost(field, event[field], field === 'details' || field === 'value' ? fieldsMax.url : fieldsMax.short);
  atMost('url', event.url, fieldsMax.url);
  atMost('text', event.text, fieldsMax.text);
  atMost('feedback', event.feedback, fieldsMax.url);
  if (event.url !== undefined && !/^https?:\/\/[^\s]+$/i.test(event.url)) throw invalid('url', 'must be an address that begins with http:// or https://', 'no-link');
  if (event.failReason !== undefined && !(failReasons as readonly string[]).includes(event.failReason)) throw invalid('failReason', 'is none of the reasons', 'not-offered');
  inRange('priority', event.priority, -100, 100);
  if (event.scheduledAt !== undefined && Number.isNaN(Date.parse(event.scheduledAt))) throw invalid('scheduledAt', 'is no instant', 'no-instant');
  inRange('adapterCode', event.adapterCode, -99_999, 99_999);
  inRange('rating', event.rating, 1, 5);
  inRange('seconds', event.seconds, 0, 86_400);
  inRange('fallbackCount', event.fallbackCount, 0, 10_000);
}

const needed: Readonly<Partial<Record<LineEventName, readonly (keyof LineEvent)[]>>> = {
  input: ['name', 'value'], switching: ['provider'], 'recording-ready': ['recordingRef', 'url'], voicemail: ['seconds'], 'third-joined': ['name'], 'third-left': ['partyId'],
  'bot-took': ['name'], 'bot-escalated': ['reason'], rated: ['rating'], verified: ['isVerified'], message: ['by'], 'payment-ended': ['outcome'], 'csat-ended': ['outcome'],
};

function atMost(field: string, value: string | undefined, max: number): void {
  if (value === undefined) return;
  if (value.length > max) throw invalid(field, `must not be longer than ${max} characters`, 'too-long', { max });
  if (value.includes('\u0000') || !value.isWellFormed()) throw invalid(field, 'holds characters that cannot be stored', 'bad-characters');
}

function inRange(field: string, value: number | undefined, min: number, max: number): void {
  if (value !== undefined && !(value >= min && value <= max)) throw invalid(field, `must be from ${min} to ${max}`, 'out-of-range', { min, max });
}

/** The act that an event is, where it is one and the queue has no part in it; null: routing has to be asked. */
export function actOf(event: LineEvent): InteractionAct | null {
  switch (event.event) {
    case 'input': return { type: 'input', name: event.name!, value: event.value! };
    case 'connecting': return { type: 'connecting' };
    case 'switching': return { type: 'switching', provider: event.provider! };
    case 'recording-started': return { type: 'recording-starts', providerRef: event.recordingRef ?? null, ...(event.permission && { permission: event.permission }) };
    case 'recording-ended': return { type: 'recording-ends', ...(event.url !== undefined && { url: event.url }) };
    case 'recording-ready': return { type: 'recording-ready', providerRef: event.recordingRef!, url: event.url! };
    case 'voicemail': return { type: 'voicemail-left', url: event.url ?? null, seconds: event.seconds! };
    case 'third-joined': return { type: 'third-joins', name: event.name! };
    case 'third-left': return { type: 'third-leaves', partyId: event.partyId! };
    case 'payment-started': return { type: 'event-starts', event: 'payment' };
    case 'csat-started': return { type: 'event-starts', event: 'csat' };
    case 'payment-ended': case 'csat-ended': return { type: 'event-ends', outcome: event.outcome! };
    case 'rated': return { type: 'rate', rating: event.rating!, ...(event.feedback !== undefined && { feedback: event.feedback }) };
    case 'verified': return { type: 'verify', verified: event.isVerified! };
    case 'menu': case 'connected': case 'no-answer': case 'hang-up': case 'bot-took': case 'bot-escalated': case 'message': return null;
  }
}
