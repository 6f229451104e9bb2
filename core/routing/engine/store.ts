import type { Interaction, InteractionKind, NewId, PartyRole } from '#core/interactions/index.ts';
import type { AgentWork } from '#core/presence/index.ts';
import type { QueueRules } from '#core/queues/index.ts';

/** What waits. Order within a queue: rankPriority down, rankAtMs up, interactionId up. */
export interface QueueEntry {
  readonly interactionId: number;
  readonly queueId: number;
  readonly priority: number;
  readonly rankPriority: number;
  readonly rankAtMs: number;
  readonly enteredMs: number;
  readonly preferredAgentId: number | null;
  readonly transferId: number | null;
  /** cascade and deltacast: levels 1 to this one are asked. */
  readonly groupsOpen: number;
  readonly attempts: number;
  /** An exclusive offer is open. */
  readonly isOffered: boolean;
}

export type OfferState = 'open' | 'picked-up' | 'missed' | 'bounced' | 'rejected' | 'withdrawn';

export interface Offer {
  readonly id: number;
  readonly interactionId: number;
  readonly kind: InteractionKind;
  readonly queueId: number | null;
  readonly agentId: number;
  readonly mode: 'deltacast' | 'multicast' | 'cascade' | 'direct';
  readonly isExclusive: boolean;
  readonly groupNumber: number;
  /** Units that it takes of the agent: at once where exclusive, else when picked up. */
  readonly weight: number;
  readonly state: OfferState;
  readonly offeredMs: number;
  readonly expiresMs: number;
  readonly endedMs: number | null;
  readonly reason: OfferReason;
}

/** "Why me?" */
export interface OfferReason {
  readonly rule: 'longest-idle' | 'all-ready' | 'next-group' | 'sticky' | 'asked-for';
  readonly level: number | null;
  readonly idleSinceMs: number | null;
  readonly waitedSeconds: number;
  /** How many were ready in the levels that are asked, counted to `readyCountMax`. */
  readonly readyAgents: number;
  /** Why somebody was asked for by name (`handOver`), in the words of whoever did it. */
  readonly note?: string;
}

/** A round asks so many at most, the longest idle; and `readyAgents` in a reason counts no further. Constant, so that an offer costs the same among 20 agents and 2,000. */
export const roundMax = 50;
export const readyCountMax = 20;

export interface ReadyAgent { readonly agentId: number; readonly level: number; readonly readySinceMs: number }

export type TimerKind = 'offer' | 'cascade' | 'wrap-up' | 'wait-max' | 'connect' | 'scheduled' | 'before-work' | 'chat-silence' | 'direct-wait';

/** A line of the activity log that is no stay in a status (those follow from `saveAgent`). */
export interface AgentMoment {
  readonly agentId: number;
  readonly activity: 'dialled' | 'offered' | 'attempted' | 'picked-up' | 'missed' | 'bounced' | 'withdrawn' | 'rejected';
  readonly mode: Offer['mode'] | null;
  readonly interactionId: number;
  readonly kind: InteractionKind;
}

/** What an agent has to do with an interaction: he is in it (only `main` and `transfer` are work in hand; the others look on), or only its wrap-up is left. */
export interface WorkInHand { readonly interactionId: number; readonly kind: InteractionKind; readonly role: PartyRole; readonly isWrapUp: boolean }

/** The account's settings that routing reads. */
export interface RoutingSettings {
  /** A call that was assigned is connected within it, or it fails. */
  readonly connectSeconds: number;
  /** A chat in which the customer has not answered for so long ends without response; null: never. */
  readonly chatSilenceSeconds: number | null;
}

/**
 * What is to be looked at once the transaction has committed, each in a transaction of its own (`settle`): queues in which something may be held out, and agents who
 * may be asked. Nothing is lost where nobody does: `routing_due` finds the same.
 */
export interface Wake { readonly queues: readonly number[]; readonly agents: readonly number[] }

export type RoutedQueue = QueueRules & { readonly isDeleted?: boolean };

/**
 * What the engine knows of the world: the rules of routing are written against this, the server runs them over PostgreSQL (`sql-store.ts`), the
 * simulation over memory. One store is one transaction: what it saved is there whole or not at all. `lock…` waits for whoever holds the thing
 * and reads it afterwards. Order of locks: queue, interactions by id, agents by id. Never two queues in one transaction. A queue is locked FOR NO KEY UPDATE, or every row
 * that names it would wait. Offers, entries and timers have no lock of their own: they change only under the lock of their interaction (a wrap-up's timer: of the agent),
 * so whoever takes due timers reads them without locking and lets `runTimer` look again.
 * Rules save offers before agents: who has an open offer is not ready, and `saveAgent` may look.
 */
export interface RoutingStore {
  /** Epoch milliseconds of the command's clock. */
  readonly nowMs: number;
  readonly newId: NewId;
  readonly settings: RoutingSettings;

  /** Null: there is none. A deleted one still rules what is in it; who puts something new into it asks `isDeleted`. */
  getQueue(queueId: number): Promise<RoutedQueue | null>;
  lockQueue(queueId: number): Promise<RoutedQueue | null>;
  /** The phase of the queue's calendar now; open where it has none. */
  phaseOf(queue: QueueRules): Promise<'open' | 'backup' | 'closed'>;
  countWaiting(queueId: number): Promise<number>;

  /** The interaction's queue, without a lock; null: none, or no such interaction. */
  queueOf(interactionId: number): Promise<number | null>;
  lockInteraction(interactionId: number): Promise<Interaction | null>;
  /** Rows, parts, sums, and the event `interaction.changed`. */
  saveInteraction(before: Interaction, after: Interaction): Promise<void>;

  lockAgent(agentId: number): Promise<AgentWork | null>;
  /** Those there are, by id. */
  lockAgents(agentIds: readonly number[]): Promise<AgentWork[]>;
  /** The row, the span of the status where it changed, and `ready_since` in the agent's queues: `readySince(agent, kind)`. `setBy`: the agent who did it; null: system. */
  saveAgent(before: AgentWork, after: AgentWork, setBy?: number | null): Promise<void>;
  /** Interactions that have this agent as a party who has not finished, wrap-ups included, by id. */
  workOf(agentId: number): Promise<WorkInHand[]>;
  /**
   * Who is ready in the levels and holds no open offer of any kind (an agent is asked one thing at a time): by level, then `readySince`, then id.
   * deltacast takes one, multicast all up to `limit`.
   */
  readyAgents(queueId: number, levels: { readonly from: number; readonly to: number }, options: { readonly excluding: readonly number[]; readonly limit: number }): Promise<ReadyAgent[]>;
  /** The levels of the queue that have agents at all, in order. */
  levelsOf(queueId: number): Promise<readonly number[]>;
  /** The same for one agent. */
  isReadyIn(queueId: number, agentId: number): Promise<ReadyAgent | null>;
  /** The queues of the agent in which something waits that is not exclusively offered: best first (queue priority, then the rank of the head). */
  queuesWaitingFor(agentId: number): Promise<readonly number[]>;

  /** Interactions whose transfer waits for this agent (they have a timer `direct-wait`), the one that began first first. */
  awaiting(agentId: number): Promise<readonly number[]>;

  /** The first that may be held out: not exclusively offered. `after`: the one behind it. */
  headOf(queueId: number, after?: QueueEntry): Promise<QueueEntry | null>;
  getEntry(interactionId: number): Promise<QueueEntry | null>;
  putEntry(entry: QueueEntry): Promise<void>;
  removeEntry(interactionId: number): Promise<void>;

  getOffer(offerId: number): Promise<Offer | null>;
  openOffersOf(interactionId: number): Promise<Offer[]>;
  openOffersFor(agentId: number): Promise<Offer[]>;
  /** Agents to whom it was held out after `sinceMs` (offeredMs > sinceMs) and who missed, rejected or bounced it; newest last. */
  missedBy(interactionId: number, sinceMs: number): Promise<number[]>;
  /** The nearest instant after now at which an offer of it that ended in vain (rejected, bounced; missed only where the clock stepped back) would have expired: then that agent may be asked again. Null: none. */
  nextRetry(interactionId: number): Promise<number | null>;
  saveOffer(offer: Offer): Promise<void>;

  /** When it is due; null: there is none. */
  getTimer(kind: TimerKind, subjectId: number): Promise<number | null>;
  setTimer(kind: TimerKind, subjectId: number, dueMs: number): Promise<void>;
  dropTimer(kind: TimerKind, subjectId: number): Promise<void>;
  log(moment: AgentMoment): Promise<void>;
}
