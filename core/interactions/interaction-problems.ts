import { isEnded } from './interaction-can.ts';
import { agentSpanTypes, customerSpanTypes, type Interaction, type InteractionState, type Party, type Span, type SpanType } from './interaction.ts';
import { sumsOf } from './sums-of.ts';
import { wholeSeconds } from './whole-seconds.ts';

/** What the customer may be in, by state; ended states have nothing open. */
const openTypes: Readonly<Partial<Record<InteractionState, readonly SpanType[]>>> = {
  scheduled: ['scheduled'], selecting: ['menu', 'connecting'], bot: ['bot'], queued: ['queue'], connecting: ['connecting'], switching: ['connecting'],
  connected: ['talk', 'hold', 'event'], voicemail: ['voicemail'], external: ['talk'],
};

/**
 * What is wrong with an interaction: nothing, ever. The customer's spans cover created to ended without overlap and hole, those of an agent party from
 * when he came in to the end of his wrap-up; the sums are those of the spans. For tests and for the simulation.
 */
export function interactionProblems(interaction: Interaction): string[] {
  const { parties, spans, endedMs, kind, state, transfers, recordings } = interaction;
  const problems: string[] = [];
  const must = (holds: boolean, problem: string): void => void (holds || problems.push(problem));
  const customers = parties.filter((party) => party.kind === 'customer');
  must(customers.length === 1, `${customers.length} customers`);
  const customer = customers[0];
  if (!customer) return problems;
  must(isEnded(interaction) === (endedMs !== null), `${state} with end ${endedMs}`);
  for (const party of parties) {
    const own = spans.filter((span) => span.partyId === party.id);
    must(party.joinedMs >= interaction.createdMs && (party.leftMs ?? party.joinedMs) >= party.joinedMs, `party ${party.id} out of time`);
    if (party.kind === 'customer') problems.push(...coverProblems('customer', own, interaction.createdMs, endedMs, customerSpanTypes));
    else if (party.kind === 'agent') problems.push(...coverProblems(`agent party ${party.id}`, own, party.joinedMs, agentEnd(party, own), agentSpanTypes));
    else must(own.length === 0, `party ${party.id} (${party.kind}) has spans`);
    must(party.kind === 'agent' || (party.leftMs === null) === (endedMs === null) || endedMs === null, `party ${party.id} outlives the end`);
  }
  const open = spans.find((span) => span.partyId === customer.id && span.endedMs === null);
  const allowed = state === 'assigned' ? (kind === 'call' ? ['connecting'] : ['talk', 'hold', 'event']) : openTypes[state];
  must(allowed === undefined ? open === undefined : open !== undefined && (allowed as readonly SpanType[]).includes(open.type), `${state} while the customer is in ${open?.type}`);
  for (const span of spans) must((span.sla === null) === (span.type !== 'queue' || span.endedMs === null), `span ${span.id} (${span.type}) has sla ${span.sla}`);
  for (const [name, sum] of Object.entries(sumsOf(interaction))) must(interaction[name as keyof ReturnType<typeof sumsOf>] === sum, `${name} is ${interaction[name as keyof ReturnType<typeof sumsOf>]}, the spans say ${sum}`);
  const live = parties.filter((party) => party.kind === 'agent' && party.leftMs === null);
  must(new Set(live.map((party) => party.agentId)).size === live.length, 'an agent is in it twice');
  must(live.length === 0 || live.some((party) => party.agentId === interaction.agentId), 'agents, and nobody has it');
  must(transfers.filter((transfer) => transfer.endedMs === null).length <= (endedMs === null ? 1 : 0), 'transfers left open');
  must(recordings.filter((recording) => recording.endedMs === null).length <= (endedMs === null ? 1 : 0), 'recordings left open');
  must(endedMs === null || (live.length === 0 && wholeSeconds(interaction.createdMs, endedMs) === totalSeconds(spans, customer.id)), 'created to ended is not the sum of its spans');
  return problems;
}

/** Null: it runs. */
function agentEnd(party: Party, own: readonly Span[]): number | null {
  if (party.leftMs === null || party.state === 'wrap-up') return null;
  return own.at(-1)?.type === 'wrap-up' ? own.at(-1)!.endedMs : party.leftMs;
}

function coverProblems(who: string, own: readonly Span[], from: number, to: number | null, types: readonly SpanType[]): string[] {
  const problems = own.filter((span) => !types.includes(span.type)).map((span) => `${who} in ${span.type}`);
  let at: number | null = from;
  for (const span of own) {
    if (span.startedMs !== at) problems.push(`${who}: ${span.type} from ${span.startedMs} after ${at}`);
    at = span.endedMs;
  }
  if (at !== to) problems.push(`${who}: spans to ${at}, not ${to}`);
  return problems;
}

function totalSeconds(spans: readonly Span[], partyId: number): number {
  return spans.reduce((sum, span) => (span.partyId === partyId && span.endedMs !== null ? sum + wholeSeconds(span.startedMs, span.endedMs) : sum), 0);
}
