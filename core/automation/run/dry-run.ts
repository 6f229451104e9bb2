import type { VisitorScope } from '#core/channels/index.ts';
import type { StoredEvent } from '#core/events/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkRule, type RuleInput } from '../rules/change-rules.ts';
import type { RuleAction } from '../rules/rule-action.ts';
import { judgeConditions, type Finding } from './judge-conditions.ts';
import { loadFacts } from './load-facts.ts';
import { triggersOf } from './triggers-of.ts';

export interface DryRun {
  /** Events of its kind that were looked at, newest first. */
  readonly looked: number;
  /** There were more of them within the days: the figures stand for the newest. */
  readonly isCut: boolean;
  readonly matched: number;
  /** Conversations it would have run in. */
  readonly conversations: number;
  /** What it would have done, each time. */
  readonly actions: readonly RuleAction[];
  /** The newest 50 of the matches. */
  readonly rows: readonly DryRunRow[];
}

export interface DryRunRow { readonly conversationId: number; readonly messageId: number | null; readonly at: string; readonly subject: string; readonly found: readonly Finding[] }

export const dryRunDaysMax = 30;
const eventsMax = 20_000;
const lookedMax = 1_000;
const rowsMax = 50;

/**
 * What a rule would have done with what happened in the last days; changes nothing. Its conditions are held against conversations as they are now (their messages as they
 * were); each event counts once, as if no rule had acted. Bounded: the newest 20,000 events, of those the newest 1,000 that such a rule waits for.
 */
export async function dryRunRule(tx: Tx, act: Act, input: RuleInput, { days = dryRunDaysMax, visitor = null }: { days?: number; visitor?: VisitorScope | null } = {}): Promise<DryRun> {
  requirePermission(act, 'settings.write');
  requirePermission(act, 'conversations.read');
  if (!Number.isInteger(days) || days < 1 || days > dryRunDaysMax) throw invalid('days', `must be 1 to ${dryRunDaysMax}`, 'out-of-range');
  const rule = await checkRule(tx, input);
  const since = new Date(Date.parse(act.now) - days * 86_400_000).toISOString();
  const events = await tx.rows(sql<StoredEvent>`
    SELECT * FROM (
      SELECT account_id AS "accountId", id, position, type, conversation_id AS "conversationId", message_id AS "messageId", data, origin, actor_kind AS "actorKind", actor_id AS "actorId", source,
        happened_at AS "happenedAt", stored_at AS "storedAt"
      FROM events WHERE account_id = ${tx.accountId} AND position IS NOT NULL ORDER BY position DESC LIMIT ${eventsMax}) e
    WHERE origin = 'live' AND "storedAt" >= ${since}::timestamptz AND type IN ('conversation.opened', 'conversation.changed', 'conversation.labelled', 'message.stored') ORDER BY position`);
  const all = triggersOf(events).filter(({ waitedFor }) => waitedFor.includes(rule.event));
  const triggers = (rule.event === 'conversation-updated' ? [...new Map(all.map((each) => [`${each.conversationId} ${each.command}`, each])).values()] : all).reverse();
  const rows: DryRunRow[] = [];
  const conversations = new Set<number>();
  let matched = 0;
  for (const { event, conversationId, messageId } of triggers.slice(0, lookedMax)) {
    const facts = await loadFacts(tx, { conversationId, messageId: rule.event === 'message-created' ? messageId : null }, visitor);
    if (!facts) continue;
    const { holds, findings } = judgeConditions(rule.conditions, facts, event.storedAt);
    if (!holds) continue;
    matched += 1;
    conversations.add(facts.conversation.id);
    if (rows.length < rowsMax) rows.push({ conversationId: facts.conversation.id, messageId, at: event.storedAt, subject: facts.conversation.subject, found: findings });
  }
  return { looked: Math.min(triggers.length, lookedMax), isCut: triggers.length > lookedMax || events.length >= eventsMax, matched, conversations: conversations.size, actions: rule.actions, rows };
}
