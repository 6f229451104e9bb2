import { dueInstant, loadCalendars, phaseAt } from '#core/calendars/index.ts';
import type { Site } from '#core/channels/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { getQueueRules } from '#core/queues/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Whether somebody can be chatted with at a site at this moment. */
export interface SiteStanding {
  /** By its opening hours (the site's, else the account's) and those of its queue; without any it is always open. */
  readonly isOpen: boolean;
  /** When it opens next; null: it is open, or never opens. */
  readonly opensAt: string | null;
  /** Somebody who works its queue is connected; null: it has no queue, so nobody is asked. */
  readonly isStaffed: boolean | null;
}

/** For the channel that serves the widget. */
export async function siteStanding(tx: Tx, act: Act, { channelId, queueId }: Pick<Site, 'channelId' | 'queueId'>): Promise<SiteStanding> {
  const nowMs = Date.parse(act.now);
  const calendars = await loadCalendars(tx);
  const queue = queueId === null ? null : await getQueueRules(tx, queueId);
  const all = [calendars.forChannel(channelId), ...(queue?.calendarId ? [calendars.byId.get(queue.calendarId) ?? []] : [])];
  const closed = all.filter((versions) => phaseAt(versions, nowMs) === 'closed');
  const opens = closed.map((versions) => dueInstant(versions, nowMs, 1));
  const opensMs = opens.includes(null) ? null : Math.max(...(opens as number[]));
  return {
    isOpen: closed.length === 0, opensAt: closed.length === 0 || opensMs === null ? null : new Date(opensMs - 1_000).toISOString(),
    isStaffed: queue === null ? null : await isStaffed(tx, queue.id),
  };
}

async function isStaffed(tx: Tx, queueId: number): Promise<boolean> {
  const { there } = await tx.one(sql<{ there: boolean }>`
    SELECT EXISTS (SELECT FROM queue_agents q JOIN agent_presence p ON p.account_id = q.account_id AND p.agent_id = q.agent_id
      WHERE q.account_id = ${tx.accountId} AND q.queue_id = ${queueId} AND p.is_online AND p.takes_chats) AS there`);
  return there;
}
