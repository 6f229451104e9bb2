import { findVisitor } from '#core/channels/index.ts';
import { findSourcesOf } from '#core/conversations/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { CoreError, systemAct, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { ringBell } from '../bell.ts';
import { enterFollowing } from '../engine/index.ts';
import { inStore } from '../run/run-rule.ts';
import { beginSiteChat } from './take-site-message.ts';

/**
 * Reactor: when a bot hands over a visitor who is on the page, his chat begins and enters the queue of its site at once. Who is gone waits for nobody: he enters with his next line. Where a person took it
 * from the bot himself, nobody is asked.
 */
export const handedOverReactor: Consumer = { name: 'handed-over', kind: 'reactor', batchMax: 100, apply, begin: async (_tx, head) => head };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<number | void> {
  for (const [at, event] of events.entries()) {
    if (event.type !== 'conversation.changed' || event.data['field'] !== 'handler' || event.data['to'] !== 'person' || event.actorKind === 'user') continue;
    if (await enter(tx, systemAct(tx.accountId, event.happenedAt, 'handed-over'), event.conversationId!)) return at + 1; // one chat's locks at a time
  }
}

async function enter(tx: Tx, act: Act, conversationId: number): Promise<boolean> {
  const [source] = await findSourcesOf(tx, [conversationId]);
  const visitor = source === undefined ? null : await findVisitor(tx, act, source);
  if (source === undefined || visitor === null || !visitor.isOnline) return false;
  try {
    const chat = await beginSiteChat(tx, act, source, source.conversationId, languageOf(visitor.language));
    if (chat === null) return false;
    await enterFollowing((work) => inStore(tx, act, work), chat);
    tx.afterCommit(() => ringBell('due')); // who is free is asked by the standing work
    return true;
  } catch (error) {
    if (error instanceof CoreError) return false; // not a site, no queue any more: rules refuse before they write
    throw error;
  }
}

function languageOf(said: string | null): string {
  return said !== null && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(said) ? said : 'en';
}
