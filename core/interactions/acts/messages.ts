import { wholeSeconds } from '../whole-seconds.ts';
import type { InteractionAct, Span, SpanDetail } from '../interaction.ts';
import { agentInIt, changeDetail, changeSpan, customerSpan, openSpanOf, refuse, type Draft } from './draft.ts';

type ActOf<Type extends InteractionAct['type']> = Extract<InteractionAct, { type: Type }>;

/**
 * One message of a chat. A response is the first message of our side after one or more of the customer's; it took from the first of those, or from when
 * the one who answers came in, where that is later: a wait in the queue is not the agent's. Counted for who answers and for the customer's stay.
 */
export function takeMessage(draft: Draft, act: ActOf<'message'>): boolean {
  if (act.by === 'agent' && act.agentId === undefined) refuse('interaction-not-in-it', 'This needs the agent who wrote.');
  const agent = act.by === 'agent' ? agentInIt(draft, act.agentId!) : undefined;
  const stay = customerSpan(draft);
  if (act.by === 'bot' && stay.type !== 'bot') refuse('interaction-not-in-it', 'No bot is in this chat.');
  draft.messageCount += 1;
  draft.firstMessageMs ??= draft.now;
  draft.lastMessageMs = draft.now;
  const spans = [stay, ...(agent ? [openSpanOf(draft, agent.id)!] : [])];
  const since = draft.detail.unansweredSinceMs ?? null;
  if (act.by === 'customer') {
    if (since === null) changeDetail(draft, { unansweredSinceMs: draft.now });
    count(draft, spans, null, false);
    return true;
  }
  const seconds = since === null ? null : wholeSeconds(Math.max(since, agent?.joinedMs ?? stay.startedMs), draft.now);
  count(draft, spans, seconds, act.isFallback === true);
  if (seconds === null) return true;
  changeDetail(draft, { unansweredSinceMs: null });
  if (agent) {
    changeDetail(draft, { responseCount: (draft.detail.responseCount ?? 0) + 1, responseSecondsTotal: (draft.detail.responseSecondsTotal ?? 0) + seconds });
    draft.responseMaxSeconds = Math.max(draft.responseMaxSeconds, seconds);
  }
  return true;
}

function count(draft: Draft, spans: readonly Span[], responseSeconds: number | null, isFallback: boolean): void {
  for (const span of spans) {
    if (span.type === 'menu' || span.type === 'queue') continue;
    changeSpan(draft, span.id, { detail: counted(span.detail, responseSeconds, isFallback) });
  }
}

function counted(detail: SpanDetail, seconds: number | null, isFallback: boolean): SpanDetail {
  return {
    ...detail, messageCount: (detail.messageCount ?? 0) + 1, ...(isFallback && { fallbackCount: (detail.fallbackCount ?? 0) + 1 }),
    ...(seconds !== null && {
      responseCount: (detail.responseCount ?? 0) + 1, responseSecondsTotal: (detail.responseSecondsTotal ?? 0) + seconds, responseSecondsMax: Math.max(detail.responseSecondsMax ?? 0, seconds),
    }),
  };
}
