import type { Static } from '@sinclair/typebox';
import type { Party, Span } from '#core/interactions/index.ts';
import type {
  CallBotHandle, CallConsumerHandle, CallEscalation, CallHandle, ChatBotHandle, ChatConsumerHandle, ChatEscalation, ChatHandle, EventDuration, InMenuDuration, QueueDuration,
} from '../schemas/interaction-parts.ts';
import { customerSpans, placeOf, responsesOf, secondsOf, stretchOf, sumOf, time, timeOrNull, transferOf, underscored, virtualAgentOf, type Subject } from './interaction-record.ts';

/** Unbroken stays of the customer with agents: talk and hold. */
function conversations({ it }: Subject): Span[][] {
  const runs: Span[][] = [];
  let last: Span | undefined;
  for (const span of customerSpans(it)) {
    const isOfIt = span.type === 'talk' || span.type === 'hold';
    if (isOfIt && last && (last.type === 'talk' || last.type === 'hold')) runs.at(-1)!.push(span);
    else if (isOfIt) runs.push([span]);
    last = span;
  }
  return runs;
}

export function callConsumerHandles(subject: Subject): Static<typeof CallConsumerHandle>[] {
  return conversations(subject).map((run) => ({ id: run[0]!.id, call_duration: sumOf(run, 'talk', 'hold'), hold_duration: sumOf(run, 'hold'), ...stretchOf(run[0]!, run.at(-1)) }));
}

export function chatConsumerHandles(subject: Subject): Static<typeof ChatConsumerHandle>[] {
  return conversations(subject).map((run) => ({
    id: run[0]!.id, chat_duration: sumOf(run, 'talk', 'hold'), message_count: run.reduce((sum, { detail }) => sum + (detail.messageCount ?? 0), 0), ...responsesOf(run), ...stretchOf(run[0]!, run.at(-1)),
  }));
}

export function inMenuDurations(subject: Subject): Static<typeof InMenuDuration>[] {
  return customerSpans(subject.it).filter((span) => span.type === 'menu').map((span) => ({ id: span.id, event: span.outcome, duration: secondsOf(span), ...placeOf(subject, span), ...stretchOf(span) }));
}

export function eventDurations(subject: Subject): Static<typeof EventDuration>[] {
  return customerSpans(subject.it).filter((span) => span.type === 'event')
    .map((span) => ({ id: span.id, type: span.detail.event ?? 'csat', event: span.outcome, duration: secondsOf(span), ...placeOf(subject, span), ...stretchOf(span) }));
}

interface Handling { readonly party: Party; readonly own: readonly Span[]; readonly first: Span }

/** One for each stay of an agent, who listened in silence (monitor, coach) left out. From when it was given to him to the end of his wrap-up: bcw + connection + call + acw. */
function handlings({ it }: Subject): Handling[] {
  return it.parties.flatMap((party) => {
    const own = it.spans.filter((span) => span.partyId === party.id);
    return party.kind === 'agent' && party.agentId !== null && party.role !== 'monitor' && party.role !== 'coach' && own[0] ? [{ party, own, first: own[0] }] : [];
  });
}

/** The wait in the queue that ended with this agent. */
function waitBefore({ it }: Subject, { party, first }: Handling): number {
  return sumOf(it.spans.filter((span) => span.type === 'queue' && span.agentId === party.agentId && span.endedMs === first.startedMs), 'queue');
}

export function callHandles(subject: Subject): Static<typeof CallHandle>[] {
  return handlings(subject).map((handling) => {
    const { party, own, first } = handling;
    return {
      id: first.id, agent_id: party.agentId!, acw_duration: sumOf(own, 'wrap-up'), bcw_duration: sumOf(own, 'before-work'), call_duration: sumOf(own, 'talk', 'hold', 'consult'), wait_duration: waitBefore(subject, handling),
      assigned_connection_duration: sumOf(own, 'connecting'), hold_duration: sumOf(own, 'hold'), ...placeOf(subject, first), barged: own.some((span) => span.detail.isBarge) ? 1 : 0, ...transferOf(subject, first.transferId),
      ...stretchOf(first, own.at(-1)), scheduled_at: timeOrNull(subject.it.scheduledMs),
    };
  });
}

export function chatHandles(subject: Subject): Static<typeof ChatHandle>[] {
  return handlings(subject).map((handling) => {
    const { party, own, first } = handling;
    const { transfer, transfer_id } = transferOf(subject, first.transferId);
    return {
      id: first.id, agent_id: party.agentId!, acw_duration: sumOf(own, 'wrap-up'), chat_duration: sumOf(own, 'talk', 'hold', 'consult'), wait_duration: waitBefore(subject, handling), ...placeOf(subject, first), transfer,
      transfer_id, ...stretchOf(first, own.at(-1)), ...responsesOf(own), assigned_connection_duration: sumOf(own, 'before-work', 'connecting'),
    };
  });
}

export function queueDurations(subject: Subject): Static<typeof QueueDuration>[] {
  return customerSpans(subject.it).filter((span) => span.type === 'queue').map((span) => ({
    id: span.id, agent_id: span.agentId, queue_duration: secondsOf(span), ...placeOf(subject, span), ...transferOf(subject, span.transferId), ...stretchOf(span),
    service_level_abandon_time_threshold: span.serviceLevel?.abandonSeconds ?? null, service_level_event: span.sla, service_level_target_percent: span.serviceLevel?.targetPercent ?? null,
    service_level_target_time: span.serviceLevel?.targetSeconds ?? null,
  }));
}

const botSpans = ({ it }: Subject): Span[] => customerSpans(it).filter((span) => span.type === 'bot');

function botFields(subject: Subject, span: Span) {
  return {
    escalation_reason: span.detail.escalationReason ?? null, fallback_response_count: span.detail.fallbackCount ?? 0, initiated_by: span.detail.initiatedBy ?? 'end_user' as const, ...placeOf(subject, span),
    transfer: span.transferId !== null, transfer_id: span.transferId, ...stretchOf(span),
  };
}

export function callBotHandles(subject: Subject): Static<typeof CallBotHandle>[] {
  return botSpans(subject).map((span) => ({
    id: span.id, virtual_agent: virtualAgentOf(span), call_duration: secondsOf(span), sentiment: span.detail.sentiment ?? null, response_count: span.detail.responseCount ?? 0, ...botFields(subject, span),
  }));
}

export function chatBotHandles(subject: Subject): Static<typeof ChatBotHandle>[] {
  return botSpans(subject).map((span) => ({ id: span.id, virtual_agent: virtualAgentOf(span), chat_duration: secondsOf(span), ...responsesOf([span]), ...botFields(subject, span) }));
}

/** A person was wanted, and the customer was sent elsewhere instead. */
export function callEscalations(subject: Subject): Static<typeof CallEscalation>[] {
  return chatEscalations(subject).map((escalation) => ({ ...escalation, escalation_id: escalation.id }));
}

export function chatEscalations(subject: Subject): Static<typeof ChatEscalation>[] {
  return botSpans(subject).filter((span) => span.outcome === 'escalated' && span.detail.deflection !== undefined).map((span) => ({
    id: span.id, deflection: underscored(span.detail.deflection!), escalation_reason: span.detail.escalationReason ?? null, escalated_at: timeOrNull(span.endedMs), ...placeOf(subject, span), virtual_agent: virtualAgentOf(span),
  }));
}

export function offerEvents({ it }: Subject): { casting_time: string; group: string }[] {
  return (it.detail.castings ?? []).map(({ atMs, group }) => ({ casting_time: time(atMs), group: `Group ${group}` }));
}

export function virtualAgent(subject: Subject): { id: number; name: string } | null {
  const span = botSpans(subject).at(-1);
  return span ? virtualAgentOf(span) : null;
}
