import { callStates, chatStates, type Interaction, type InteractionAct, type InteractionKind, type InteractionState } from './interaction.ts';

type ActType = InteractionAct['type'];

/** States in which it is over. Wrap-up, dispositions, ratings and recordings still come. */
export const endedStates: ReadonlySet<InteractionState> = new Set<InteractionState>([
  'finished', 'failed', 'recovered', 'deflected', 'voicemail-received', 'voicemail-read', 'external-finished', 'cancelled', 'no-response',
]);

export function isEnded(interaction: Pick<Interaction, 'state'>): boolean {
  return endedStates.has(interaction.state);
}

const everyCall: readonly InteractionState[] = callStates;
const everyChat: readonly InteractionState[] = chatStates;
const joining = ['assigned', 'connecting', 'switching'] as const;

/**
 * In which states an act is allowed, for calls and for chats; in all others it is refused. An act that is allowed may still be refused for who
 * does it (an agent who is not in it), and may change nothing (an end after the end).
 */
export const interactionCan: Readonly<Record<ActType, { readonly call: readonly InteractionState[]; readonly chat: readonly InteractionState[] }>> = {
  menu: { call: ['selecting'], chat: ['selecting'] },
  'bot-takes': { call: ['selecting', 'queued', 'bot'], chat: ['selecting', 'queued', 'bot'] },
  'bot-escalates': { call: ['bot'], chat: ['bot'] },
  enqueue: { call: ['selecting', 'bot', 'queued', ...joining, 'connected'], chat: ['selecting', 'bot', 'queued', 'assigned'] },
  cast: { call: ['queued', 'connected'], chat: ['queued', 'assigned'] },
  assign: { call: ['selecting', 'scheduled', 'bot', 'queued', ...joining, 'connected'], chat: ['selecting', 'bot', 'queued', 'assigned'] },
  connecting: { call: [...joining, 'connected'], chat: [] },
  switching: { call: joining, chat: [] },
  connected: { call: [...joining, 'connected'], chat: ['assigned'] },
  hold: { call: ['connected'], chat: ['assigned'] },
  resume: { call: ['connected'], chat: ['assigned'] },
  transfer: { call: ['connected'], chat: ['assigned'] },
  'transfer-complete': { call: ['connected'], chat: ['assigned'] },
  'transfer-cancel': { call: ['queued', 'connected'], chat: ['queued', 'assigned'] },
  join: { call: ['connected'], chat: ['assigned'] },
  leave: { call: everyCall, chat: everyChat },
  'third-joins': { call: ['connected'], chat: ['assigned'] },
  'third-leaves': { call: everyCall, chat: everyChat },
  'event-starts': { call: ['connected'], chat: ['assigned'] },
  'event-ends': { call: everyCall, chat: everyChat },
  message: { call: [], chat: ['selecting', 'bot', 'queued', 'assigned'] },
  deflect: { call: ['selecting', 'bot', 'queued'], chat: ['selecting', 'bot', 'queued'] },
  'voicemail-left': { call: ['voicemail', 'voicemail-received'], chat: [] },
  'voicemail-read': { call: ['voicemail-received', 'voicemail-read'], chat: [] },
  due: { call: ['scheduled'], chat: [] },
  end: { call: everyCall, chat: everyChat },
  'wrap-up-ends': { call: everyCall, chat: everyChat },
  'recording-starts': { call: ['connected'], chat: [] },
  'recording-ends': { call: everyCall, chat: [] },
  'redaction-starts': { call: ['connected'], chat: [] },
  'redaction-ends': { call: everyCall, chat: [] },
  'recording-ready': { call: everyCall, chat: [] },
  dispose: { call: everyCall, chat: everyChat },
  rate: { call: everyCall, chat: everyChat },
  verify: { call: everyCall, chat: everyChat },
  input: { call: everyCall, chat: everyChat },
  ticket: { call: everyCall, chat: everyChat },
};

export function mayApply(kind: InteractionKind, state: InteractionState, act: ActType): boolean {
  return interactionCan[act][kind].includes(state);
}
