import { CoreError, invalid } from '#core/kernel/index.ts';
import type { InteractionAct } from '../interaction.ts';
import { changeDetail, refuse, type Draft } from './draft.ts';

type ActOf<Type extends InteractionAct['type']> = Extract<InteractionAct, { type: Type }>;

/** The row is read and written whole at every act, so what is told of it has an end. */
const inputsMax = 200;
const dispositionsMax = 50;

/** What is said about it; most of it also when it is over. */
export function annotate(draft: Draft, act: ActOf<'dispose' | 'rate' | 'verify' | 'input' | 'ticket'>): boolean {
  switch (act.type) {
    case 'dispose': return dispose(draft, act);
    case 'rate': return rate(draft, act);
    case 'verify': {
      if (draft.verified === act.verified) return false;
      draft.verified = act.verified;
      return true;
    }
    case 'input': {
      if (draft.detail.inputs?.[act.name] === act.value && Object.hasOwn(draft.detail.inputs, act.name)) return false;
      const known = draft.detail.inputs ?? {};
      if (!Object.hasOwn(known, act.name) && Object.keys(known).length >= inputsMax) {
        throw new CoreError('too-large', `This ${draft.kind} holds ${inputsMax} inputs already.`, { key: 'interaction-inputs-full', values: { max: inputsMax } });
      }
      changeDetail(draft, { inputs: { ...draft.detail.inputs, [act.name]: act.value } });
      return true;
    }
    case 'ticket': {
      if (draft.detail.ticketId === act.ticketId && draft.detail.ticketUrl === act.ticketUrl) return false;
      const { ticketUrl: _, ...rest } = draft.detail;
      draft.detail = { ...rest, ticketId: act.ticketId, ...(act.ticketUrl !== undefined && { ticketUrl: act.ticketUrl }) };
      return true;
    }
  }
}

/** An agent may say several codes, each once per stay; the code belongs to the transfer by which he came. */
function dispose(draft: Draft, { agentId, code, note }: ActOf<'dispose'>): boolean {
  const party = draft.parties.findLast((one) => one.kind === 'agent' && one.agentId === agentId) ?? refuse('interaction-not-in-it', `Agent ${agentId} had no part in this ${draft.kind}.`);
  if (draft.dispositions.some((one) => one.partyId === party.id && one.code === code && one.note === (note ?? null))) return false;
  if (draft.dispositions.length >= dispositionsMax) throw new CoreError('too-large', `This ${draft.kind} has ${dispositionsMax} dispositions already.`, { key: 'interaction-dispositions-full', values: { max: dispositionsMax } });
  const transferId = draft.spans.find((span) => span.partyId === party.id)?.transferId ?? null;
  draft.dispositions.push({ id: draft.newId(), agentId, partyId: party.id, transferId, code, note: note ?? null, createdMs: draft.now });
  return true;
}

function rate(draft: Draft, { rating, feedback }: ActOf<'rate'>): boolean {
  if (!Number.isInteger(rating) || rating < 1 || rating > 5) throw invalid('rating', 'must be a whole number from 1 to 5', 'no-rating');
  if (draft.rating === rating && (feedback === undefined || feedback === draft.detail.feedback)) return false;
  draft.rating = rating;
  if (feedback !== undefined) changeDetail(draft, { feedback });
  return true;
}
