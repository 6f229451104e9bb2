import { findSites } from '#core/channels/index.ts';
import { findSourcesOf } from '#core/conversations/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { enqueueJob } from '#jobs/index.ts';
import type { Tx } from '#storage/index.ts';
import { followUpJob, visitorMailQueue } from './jobs.ts';

/** After so long an answer that nobody has looked at goes by mail: long enough to come back to the page. */
export const followUpSeconds = 120;

/**
 * Reactor: what is answered in a conversation of a site is looked after; if the visitor is gone then and has not seen it, he gets it by mail. One job for each conversation and two minutes: it runs
 * when they are over, so it finds every answer that was given in them.
 */
export const answersByMailReactor: Consumer = { name: 'answers-by-mail', kind: 'reactor', batchMax: 200, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const answered = events.filter((event) => event.type === 'message.stored' && event.data['direction'] === 'outgoing');
  if (answered.length === 0) return;
  const sources = new Map((await findSourcesOf(tx, answered.map((event) => event.conversationId!))).map((each) => [each.conversationId, each]));
  if (sources.size === 0) return;
  const act = systemAct(tx.accountId, answered.at(-1)!.storedAt, 'answers-by-mail');
  const sites = new Set((await findSites(tx, act, [...new Set([...sources.values()].map(({ channelId }) => channelId))])).filter(({ settings }) => settings.features.answersByMail).map(({ channelId }) => channelId));
  for (const event of answered) {
    const source = sources.get(event.conversationId!);
    if (!source || !sites.has(source.channelId)) continue;
    const runAt = new Date(Date.parse(event.storedAt) + followUpSeconds * 1_000).toISOString();
    await enqueueJob(tx, { queue: visitorMailQueue, kind: followUpJob, payload: { accountId: tx.accountId, channelId: source.channelId, sourceId: source.sourceId, conversationId: source.conversationId }, runAt, uniqueKey: `${source.conversationId}:${Math.floor(Date.parse(event.storedAt) / (followUpSeconds * 1_000))}`, attemptsMax: 6 });
  }
}
