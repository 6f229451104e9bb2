import { interactionCan, type InteractionAct, type InteractionKind, type InteractionState, type QueueStay } from '#core/interactions/index.ts';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';

type ActType = InteractionAct['type'];

const actTypes = Object.keys(interactionCan) as ActType[];
const notes: ReadonlySet<ActType> = new Set<ActType>(['dispose', 'rate', 'verify', 'input', 'ticket', 'recording-ready', 'cast', 'transfer-cancel', 'event-ends']);
/** What a transfer is made of, so that whole ones happen. */
const frequent: ReadonlySet<ActType> = new Set<ActType>(['transfer', 'assign', 'connected', 'transfer-complete', 'third-joins', 'third-leaves']);
const failReasons = ['none', 'unknown', 'expired', 'no-response', 'agent-cancelled', 'provider-error'] as const;

/** A step of a history: how long after the last one (now and then the clock steps back), and the seed of the act. */
export interface RandomStep { readonly afterMs: number; readonly seed: number }

/** Mostly an act that the state allows, and an end now and then; one in ten is anything. Agents, queues and paths come from small sets, so that they meet. */
export function randomAct(seed: number, kind: InteractionKind, state: InteractionState): InteractionAct {
  const pick = picker(seededRandom(seed));
  const isNonsense = pick.upTo(10) === 1;
  const can = actTypes.filter((act) => interactionCan[act][kind].includes(state) && (act !== 'end' || pick.upTo(4) === 1) && (!notes.has(act) || pick.upTo(4) === 1));
  const often = can.filter((act) => frequent.has(act));
  return build(pick.of(isNonsense || can.length === 0 ? actTypes : often.length > 0 && pick.upTo(3) === 1 ? often : can), pick);
}

interface Picker { upTo(max: number): number; of<One>(list: readonly One[]): One; chance(): boolean }

function picker(random: () => number): Picker {
  const upTo = (max: number): number => 1 + Math.floor(random() * max);
  return { upTo, of: (list) => list[upTo(list.length) - 1]!, chance: () => random() < 0.5 };
}

function stayOf(pick: Picker): QueueStay {
  return {
    queueId: pick.upTo(3), menuPathId: pick.of([null, 1, 2]), lang: pick.of(['en', 'de']),
    serviceLevel: { targetSeconds: pick.upTo(40), targetPercent: 80, abandonSeconds: pick.upTo(10) - 1 },
  };
}

function build(type: ActType, pick: Picker): InteractionAct {
  const agentId = pick.upTo(3);
  switch (type) {
    case 'menu': return { type, menuId: pick.upTo(3), menuPathId: pick.of([null, 1, 2]) };
    case 'bot-takes': return { type, botName: pick.of(['D2', 'R2']), menuPathId: pick.of([null, 1, 2]), lang: pick.of(['en', 'de']) };
    case 'bot-escalates': return { type, reason: 'by_end_user_message', sentiment: pick.upTo(100) };
    case 'enqueue': return { type, stay: stayOf(pick) };
    case 'cast': return { type, mode: pick.of(['deltacast', 'cascade']), group: pick.upTo(3) };
    case 'assign': return { type, agentId, answerMode: pick.of(['manual', 'auto']), beforeWorkSeconds: pick.of([0, 5]) };
    case 'connecting': case 'connected': case 'transfer-complete': case 'recording-ends': return { type };
    case 'switching': return { type, provider: pick.of(['sip', 'other']) };
    case 'hold': case 'resume': case 'leave': case 'wrap-up-ends': case 'voicemail-read': return { type, agentId };
    case 'transfer': return { type, kind: pick.of(['cold', 'warm']), byAgentId: agentId, to: pick.chance() ? { agentId: pick.upTo(3) } : { stay: stayOf(pick) } };
    case 'transfer-cancel': return { type, failReason: pick.of(failReasons) };
    case 'join': return { type, agentId, role: pick.of(['barge', 'monitor', 'coach']) };
    case 'third-joins': return { type, name: pick.of(['lawyer', 'interpreter']) };
    case 'third-leaves': return { type, partyId: pick.upTo(15) };
    case 'event-starts': return { type, event: pick.of(['payment', 'csat']) };
    case 'event-ends': return { type, outcome: pick.of(['finished', 'abandoned']) };
    case 'message': return { type, by: pick.of(['customer', 'agent', 'bot']), agentId, isFallback: pick.chance() };
    case 'deflect': return {
      type, cause: pick.of(['after-hours', 'over-capacity', 'waited-too-long']), action: pick.of(['message', 'voicemail', 'callback', 'schedule', 'queue', 'end']), stay: stayOf(pick), scheduledMs: 1_800_000_000_000,
    };
    case 'voicemail-left': return { type, url: pick.of([null, '/v.wav']), seconds: pick.upTo(90) };
    case 'due': return { type, stay: stayOf(pick) };
    case 'end': return { type, by: pick.of(['customer', 'agent', 'system', 'bot']), wrapUp: pick.chance(), ...(pick.chance() && { failReason: pick.of(failReasons), adapterCode: 44002, failDetails: 'the line broke' }) };
    case 'recording-starts': return { type, providerRef: pick.of(['CF1', 'CF2', null]), permission: pick.of(['granted', 'denied', 'not-asked']) };
    case 'redaction-starts': case 'redaction-ends': return { type, agentId: pick.of([null, agentId]) };
    case 'recording-ready': return { type, providerRef: pick.of(['CF1', 'CF2']), url: '/r.wav' };
    case 'dispose': return { type, agentId, code: pick.of(['Product question', 'Refund']) };
    case 'rate': return { type, rating: pick.upTo(7) - 1, feedback: 'good' };
    case 'verify': return { type, verified: pick.chance() };
    case 'input': return { type, name: pick.of(['order', 'zip']), value: pick.of(['1', '2']) };
    case 'ticket': return { type, ticketId: pick.of(['T1', 'T2']), ticketUrl: 'https://crm.test/T' };
  }
}
