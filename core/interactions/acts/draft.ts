import { CoreError, type ProblemKey } from '#core/kernel/index.ts';
import { judgeServiceLevel, type QueueOutcome } from '../judge-service-level.ts';
import type { FailReason, Interaction, InteractionDetail, NewId, Party, PartyState, Span, SpanDetail, SpanType, Transfer } from '../interaction.ts';
import { wholeSeconds } from '../whole-seconds.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** An interaction while an act is at work on it: the lists are copies, what stands in them is replaced and never changed. */
export interface Draft extends Writable<Omit<Interaction, 'parties' | 'spans' | 'transfers' | 'recordings' | 'dispositions'>> {
  readonly parties: Party[];
  readonly spans: Span[];
  readonly transfers: Transfer[];
  readonly recordings: Interaction['recordings'][number][];
  readonly dispositions: Interaction['dispositions'][number][];
  /** The instant of the act; never before the last change. */
  readonly now: number;
  readonly newId: NewId;
}

export function refuse(key: ProblemKey, text: string): never {
  throw new CoreError('conflict', text, { key });
}

/** Where a span belongs besides its party. */
export type SpanPlace = Pick<Span, 'agentId' | 'queueId' | 'menuPathId' | 'lang' | 'transferId'>;

export function openSpan(draft: Draft, partyId: number, type: SpanType, place: Partial<SpanPlace> & Pick<Partial<Span>, 'serviceLevel'>, detail: SpanDetail = {}): Span {
  const span: Span = {
    id: draft.newId(), partyId, type, startedMs: draft.now, endedMs: null,
    agentId: place.agentId ?? null, queueId: place.queueId ?? null, menuPathId: place.menuPathId ?? null, lang: place.lang ?? null, transferId: place.transferId ?? null,
    outcome: null, serviceLevel: place.serviceLevel ?? null, sla: null, detail,
  };
  draft.spans.push(span);
  return span;
}

export function openSpanOf(draft: Draft, partyId: number): Span | undefined {
  return draft.spans.findLast((span) => span.partyId === partyId && span.endedMs === null);
}

export function changeSpan(draft: Draft, id: number, change: Partial<Span>): void {
  const at = draft.spans.findIndex((span) => span.id === id);
  draft.spans[at] = { ...draft.spans[at]!, ...change };
}

/** Ends what the party is in; a stay in a queue is judged. Returns it as it was. */
export function closeSpanOf(draft: Draft, partyId: number, outcome?: string): Span | undefined {
  const span = openSpanOf(draft, partyId);
  if (!span) return undefined;
  const sla = span.type === 'queue' ? judgeServiceLevel(outcome as QueueOutcome, wholeSeconds(span.startedMs, draft.now), span.serviceLevel) : null;
  changeSpan(draft, span.id, { endedMs: draft.now, outcome: outcome ?? span.outcome, sla });
  return span;
}

export function customerOf(draft: Draft): Party {
  return draft.parties.find((party) => party.kind === 'customer')!;
}

/** What the customer is in. There is always one until the end. */
export function customerSpan(draft: Draft): Span {
  return openSpanOf(draft, customerOf(draft).id)!;
}

/** The customer goes from what he is in to something else, without a hole. `outcome`: of what he leaves. */
export function moveCustomer(draft: Draft, type: SpanType, place: Partial<SpanPlace> & Pick<Partial<Span>, 'serviceLevel'>, { outcome, detail, state }: { outcome?: string; detail?: SpanDetail; state: PartyState }): Span {
  const customer = customerOf(draft);
  closeSpanOf(draft, customer.id, outcome);
  changeParty(draft, customer.id, { state, ...((state === 'connected' && customer.connectedMs === null) && { connectedMs: draft.now }) });
  return openSpan(draft, customer.id, type, place, detail);
}

export function changeParty(draft: Draft, id: number, change: Partial<Party>): void {
  const at = draft.parties.findIndex((party) => party.id === id);
  draft.parties[at] = { ...draft.parties[at]!, ...change };
}

export function addParty(draft: Draft, party: Pick<Party, 'kind' | 'role' | 'state'> & Partial<Pick<Party, 'agentId' | 'contactId' | 'name' | 'connectedMs'>>): Party {
  const added: Party = {
    id: draft.newId(), kind: party.kind, role: party.role, agentId: party.agentId ?? null, contactId: party.contactId ?? null, name: party.name ?? null,
    state: party.state, failReason: 'none', joinedMs: draft.now, connectedMs: party.connectedMs ?? null, leftMs: null,
  };
  draft.parties.push(added);
  return added;
}

/** The party of an agent who is in it now; one who only wraps up is not. */
export function partyOfAgent(draft: Draft, agentId: number): Party | undefined {
  return draft.parties.findLast((party) => party.kind === 'agent' && party.agentId === agentId && party.leftMs === null);
}

export function agentsInIt(draft: Draft): Party[] {
  return draft.parties.filter((party) => party.kind === 'agent' && party.leftMs === null);
}

/** Who has it: the party of `agentId`, while it is there. */
export function mainAgent(draft: Draft): Party | undefined {
  return draft.agentId === null ? undefined : partyOfAgent(draft, draft.agentId);
}

/** The agent must be in it. */
export function agentInIt(draft: Draft, agentId: number): Party {
  return partyOfAgent(draft, agentId) ?? refuse('interaction-not-in-it', `Agent ${agentId} is not in this ${draft.kind}.`);
}

/** Queue, path, language and transfer that the agent came by: all his spans carry them. */
export function placeOf(draft: Draft, party: Party): SpanPlace {
  const span = draft.spans.find((one) => one.partyId === party.id);
  return {
    agentId: party.agentId, queueId: span?.queueId ?? draft.queueId, menuPathId: span?.menuPathId ?? draft.menuPathId, lang: span?.lang ?? draft.lang, transferId: span?.transferId ?? null,
  };
}

/** The agent goes from one span to the next. */
export function moveAgent(draft: Draft, party: Party, type: SpanType, state: PartyState = 'connected', detail: SpanDetail = {}): void {
  const place = placeOf(draft, party);
  closeSpanOf(draft, party.id);
  openSpan(draft, party.id, type, place, detail);
  const connectedMs = draft.parties.find((one) => one.id === party.id)!.connectedMs;
  changeParty(draft, party.id, { state, ...((state === 'connected' && connectedMs === null) && { connectedMs: draft.now }) });
}

/** The agent is out of it; who has talked as one of those who had it may wrap up. */
export function releaseAgent(draft: Draft, party: Party, { wrapUp, failReason = 'none' }: { wrapUp: boolean; failReason?: FailReason }): void {
  const worked = party.connectedMs !== null && (party.role === 'main' || party.role === 'transfer');
  if (wrapUp && worked) {
    moveAgent(draft, party, 'wrap-up', 'wrap-up');
    changeParty(draft, party.id, { leftMs: draft.now, failReason });
    return;
  }
  closeSpanOf(draft, party.id);
  changeParty(draft, party.id, { leftMs: draft.now, failReason, state: failReason === 'none' ? 'finished' : 'failed' });
}

export function openTransfer(draft: Draft): Transfer | undefined {
  return draft.transfers.findLast((transfer) => transfer.state === 'transferring' || transfer.state === 'connected');
}

export function changeTransfer(draft: Draft, id: number, change: Partial<Transfer>): void {
  const at = draft.transfers.findIndex((transfer) => transfer.id === id);
  draft.transfers[at] = { ...draft.transfers[at]!, ...change, updatedMs: draft.now };
}

export function changeDetail(draft: Draft, change: Partial<Writable<InteractionDetail>>): void {
  draft.detail = { ...draft.detail, ...change };
}

/** The state in which customer and agent have each other. */
export function togetherState(draft: Pick<Draft, 'kind'>): 'connected' | 'assigned' {
  return draft.kind === 'call' ? 'connected' : 'assigned';
}

export function isTogether(draft: Pick<Draft, 'kind' | 'state'>): boolean {
  return draft.state === togetherState(draft);
}
