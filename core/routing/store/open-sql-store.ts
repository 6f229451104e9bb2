import { loadCalendars, phaseAt } from '#core/calendars/index.ts';
import { loadInteraction, newPartIds, saveInteraction, type Interaction } from '#core/interactions/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { lockAgentWork, saveAgentWork, type AgentWork } from '#core/presence/index.ts';
import { lockQueueRules, readQueueRules, type QueueRules } from '#core/queues/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { loadRoutingSettings } from '../settings.ts';
import { commandsFor } from '../control/commands-for.ts';
import { writeCommands } from '../control/write-commands.ts';
import { readySince } from '../engine/agent/can-take.ts';
import type { Offer, RoutingStore } from '../engine/store.ts';
import { createPendingWrites } from './pending-writes.ts';
import { countWaiting, getEntry, headOf, queuesWaitingFor } from './read-entries.ts';
import { findOffersWhere, missedBy, nextRetry } from './read-offers.ts';
import { awaiting, getTimer, queueOf, workOf } from './read-work.ts';
import { isReadyIn, levelsOf, readyAgents } from './read-ready.ts';

export interface SqlStore extends RoutingStore {
  /** For agents who are new in a queue: whether they are ready in it, looked at under their locks. */
  refreshReadiness(agentIds: readonly number[]): Promise<void>;
  /** Writes what is left, and what the carrier is to be told. To be called once, at the end of the transaction. */
  finish(): Promise<void>;
  /** The nearest of the timers that were set here. */
  nearestDueMs(): number | null;
}

/** The port of the engine over one transaction. Nothing of it is there before `finish`, and nothing is seen outside before the commit. */
export async function openSqlStore(tx: Tx, act: Act): Promise<SqlStore> {
  const nowMs = Date.parse(act.now);
  const pending = createPendingWrites(tx, act);
  const [newId, settings] = [await newPartIds(tx), await loadRoutingSettings(tx)];
  const queues = new Map<number, QueueRules | null>();
  const known = new Map<number, Interaction>();
  const rings: { readonly offer: Offer; readonly before: Offer['state'] | null }[] = [];
  const stored = new Map<number, Offer>();
  const changes: { readonly before: Interaction; readonly after: Interaction }[] = [];
  const reading = async <T>(read: () => Promise<T>): Promise<T> => {
    await pending.flush();
    return read();
  };
  const keep = (offers: readonly Offer[]): Offer[] => {
    for (const offer of offers) stored.set(offer.id, offer);
    return [...offers];
  };

  const lockAgent = (agentId: number): Promise<AgentWork | null> => lockAgentWork(tx, agentId);
  const setReadiness = (agent: AgentWork): void => pending.setReadiness({ agentId: agent.agentId, callSinceMs: readySince(agent, 'call'), chatSinceMs: readySince(agent, 'chat') });

  async function lockAgents(agentIds: readonly number[]): Promise<AgentWork[]> {
    const found: AgentWork[] = [];
    for (const agentId of [...new Set(agentIds)].toSorted((a, b) => a - b)) {
      const agent = await lockAgent(agentId);
      if (agent) found.push(agent);
    }
    return found;
  }

  return {
    nowMs,
    newId,
    settings,
    getQueue: async (queueId) => {
      if (!queues.has(queueId)) queues.set(queueId, await readQueueRules(tx, queueId));
      return queues.get(queueId)!;
    },
    lockQueue: async (queueId) => {
      const rules = await lockQueueRules(tx, queueId);
      queues.set(queueId, rules);
      return rules;
    },
    phaseOf: async ({ calendarId }) => (calendarId === null ? 'open' : phaseAt((await loadCalendars(tx)).byId.get(calendarId) ?? [], nowMs)),
    countWaiting: (queueId) => reading(() => countWaiting(tx, queueId)),

    queueOf: (interactionId) => queueOf(tx, interactionId),
    lockInteraction: async (interactionId) => {
      const interaction = await loadInteraction(tx, interactionId, { lock: true });
      if (interaction) known.set(interactionId, interaction);
      return interaction;
    },
    saveInteraction: async (before, after) => {
      if (before === after) return;
      await saveInteraction(tx, act, before, after);
      known.set(after.id, after);
      changes.push({ before, after });
    },

    lockAgent,
    lockAgents,
    saveAgent: async (before, after, setBy = null) => {
      await saveAgentWork(tx, act, before, after, setBy);
      setReadiness(after);
    },
    refreshReadiness: async (agentIds) => { for (const agent of await lockAgents(agentIds)) setReadiness(agent); },
    workOf: (agentId) => workOf(tx, agentId),
    readyAgents: (queueId, levels, options) => reading(() => readyAgents(tx, queueId, levels, options)),
    levelsOf: (queueId) => levelsOf(tx, queueId),
    isReadyIn: (queueId, agentId) => reading(() => isReadyIn(tx, queueId, agentId)),
    queuesWaitingFor: (agentId) => reading(() => queuesWaitingFor(tx, agentId)),

    awaiting: (agentId) => reading(() => awaiting(tx, agentId)),

    headOf: (queueId, after) => reading(() => headOf(tx, queueId, after)),
    getEntry: (interactionId) => reading(() => getEntry(tx, interactionId)),
    putEntry: async (entry) => pending.putEntry(entry),
    removeEntry: async (interactionId) => pending.removeEntry(interactionId),

    getOffer: async (offerId) => {
      const waiting = pending.offer(offerId);
      return waiting ?? keep(await findOffersWhere(tx, sql`o.id = ${offerId}`))[0] ?? null;
    },
    openOffersOf: async (interactionId) => keep(await reading(() => findOffersWhere(tx, sql`o.interaction_id = ${interactionId} AND o.state = 'open'`))),
    openOffersFor: async (agentId) => keep(await reading(() => findOffersWhere(tx, sql`o.agent_id = ${agentId} AND o.state = 'open'`))),
    missedBy: (interactionId, sinceMs) => reading(() => missedBy(tx, interactionId, sinceMs)),
    nextRetry: (interactionId) => reading(() => nextRetry(tx, interactionId, nowMs)),
    saveOffer: async (offer) => {
      const before = stored.get(offer.id) ?? null;
      pending.saveOffer(offer);
      stored.set(offer.id, offer);
      if (before?.state === offer.state) return;
      rings.push({ offer, before: before?.state ?? null });
      pending.append({
        type: 'offer.changed', conversationId: known.get(offer.interactionId)?.conversationId ?? await conversationOf(tx, offer.interactionId),
        data: { offerId: offer.id, interactionId: offer.interactionId, agentId: offer.agentId, state: offer.state },
      });
    },

    getTimer: (kind, subjectId) => reading(() => getTimer(tx, kind, subjectId)),
    setTimer: async (kind, subjectId, dueMs) => pending.setTimer(kind, subjectId, dueMs),
    dropTimer: async (kind, subjectId) => pending.setTimer(kind, subjectId, null),
    log: async (moment) => pending.log(moment),

    finish: async () => {
      await pending.finish();
      await writeCommands(tx, act, commandsFor({ changes, offers: rings, queue: (queueId) => queues.get(queueId) ?? null }));
    },
    nearestDueMs: () => pending.nearestDueMs(),
  };
}

async function conversationOf(tx: Tx, interactionId: number): Promise<number> {
  return (await tx.one(sql<{ id: number }>`SELECT conversation_id AS id FROM interactions WHERE account_id = ${tx.accountId} AND id = ${interactionId}`)).id;
}
