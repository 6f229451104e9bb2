import type { LaterWork, VisitorScope } from '#core/channels/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { readActiveRules } from '../rules/find-rules.ts';
import type { Rule } from '../rules/rule.ts';
import { judgeConditions } from './judge-conditions.ts';
import { loadFacts } from './load-facts.ts';
import { chainMax, runsPerHourMax, type RuleRun, type RunStep } from './run.ts';
import { runActions } from './run-actions.ts';
import { triggersOf, type Trigger } from './triggers-of.ts';

export interface AutomationPorts {
  /** In the transaction of the run. */
  readonly enqueue: (tx: Tx, act: Act, work: LaterWork) => Promise<void>;
  readonly visitor: VisitorScope | null;
  /** A rule was held back: said in the server's log, too. Ids only. */
  readonly onHeldBack?: (held: { accountId: number; ruleId: number; conversationId: number; because: string }) => void;
}

/** What a rule may do at all; the commands ask for it. */
const rulePermissions = new Set(['conversations.read', 'conversations.reply', 'conversations.note', 'conversations.assign', 'conversations.label', 'conversations.close'] as const);

/**
 * Reactor: holds what happened against the account's rules, in their order, and does what those say whose conditions hold. Live events only, once for each rule and event
 * (the cursor, and a unique key). What a rule did never sets off that rule again, however many others lie between; no chain is longer than five; no conversation has more than 30 runs
 * within an hour. A transaction ends after the first event that something was done for: one conversation's locks at a time.
 */
export function createAutomationReactor(ports: AutomationPorts): Consumer {
  return { name: 'automation', kind: 'reactor', batchMax: 200, apply: (tx, events) => apply(tx, events, ports) };
}

async function apply(tx: Tx, events: readonly StoredEvent[], ports: AutomationPorts): Promise<number> {
  const triggers = triggersOf(events);
  if (triggers.length === 0) return events.length;
  const rules = await readActiveRules(tx);
  if (rules.size === 0) return events.length;
  for (const trigger of triggers) {
    const waiting = trigger.waitedFor.flatMap((name) => rules.get(name) ?? []).filter(({ activeSince }) => Date.parse(trigger.event.storedAt) >= Date.parse(activeSince)).sort((a, b) => a.place - b.place || a.id - b.id);
    let ran = 0;
    for (const rule of waiting) ran += await tryRule(tx, rule, trigger, ports) ? 1 : 0;
    if (ran > 0) return events.indexOf(trigger.event) + 1;
  }
  return events.length;
}

/** True where its conditions held. */
async function tryRule(tx: Tx, rule: Rule, { event, conversationId, messageId, command }: Trigger, ports: AutomationPorts): Promise<boolean> {
  const facts = await loadFacts(tx, { conversationId, messageId }, ports.visitor); // anew for each: the rule before may have changed them
  if (!facts) return false;
  const { holds, findings } = judgeConditions(rule.conditions, facts, event.storedAt);
  if (!holds || (rule.event === 'conversation-updated' && await ranFor(tx, rule.id, facts.conversation.id, command, event.storedAt))) return false;
  const before = await chainOf(tx, event);
  const because = before.includes(rule.id) ? 'loop' : before.length >= chainMax ? 'depth' : await isBraked(tx, facts.conversation.id, event.storedAt) ? 'brake' : null;
  const run = await tx.maybe(sql<{ id: number }>`
    INSERT INTO automation_runs (account_id, rule_id, event_id, conversation_id, message_id, command, at, outcome, because, chain, found)
    VALUES (${tx.accountId}, ${rule.id}, ${event.id}, ${facts.conversation.id}, ${messageId}, ${command}, ${event.storedAt}, ${because === null ? 'done' : 'held-back'}, ${because}, ${JSON.stringify([...before, rule.id])}::jsonb,
      ${JSON.stringify(findings)}::jsonb)
    ON CONFLICT (account_id, rule_id, event_id) DO NOTHING RETURNING id`);
  if (!run) return false;
  if (because !== null) {
    ports.onHeldBack?.({ accountId: tx.accountId, ruleId: rule.id, conversationId: facts.conversation.id, because });
    return true;
  }
  const act: Act = { accountId: tx.accountId, actor: { kind: 'rule', id: rule.id, permissions: rulePermissions }, source: `${sourcePrefix}${run.id}`, origin: 'live', now: event.storedAt };
  const steps = await runActions(tx, act, rule.actions, {
    facts, sends: event.actorKind === 'user' ? 'person' : 'stranger', cause: { ruleId: rule.id, event: rule.event, messageId, eventId: event.id }, enqueue: ports.enqueue,
  });
  await tx.run(sql`UPDATE automation_runs SET outcome = ${outcomeOf(steps)}, steps = ${JSON.stringify(steps)}::jsonb WHERE account_id = ${tx.accountId} AND id = ${run.id}`);
  return true;
}

/** Several changes of one command are one update. */
async function ranFor(tx: Tx, ruleId: number, conversationId: number, command: string, at: string): Promise<boolean> {
  return (await tx.rows(sql`
    SELECT FROM automation_runs WHERE account_id = ${tx.accountId} AND conversation_id = ${conversationId} AND at = ${at}::timestamptz AND rule_id = ${ruleId} AND command = ${command} LIMIT 1`)).length > 0;
}

const sourcePrefix = 'rule:';

/** The rules that an event follows from, the first one first; []: none. What a rule does carries the run's id as its way in. */
async function chainOf(tx: Tx, { actorKind, source }: StoredEvent): Promise<readonly number[]> {
  if (actorKind !== 'rule' || !source.startsWith(sourcePrefix)) return [];
  const run = await tx.maybe(sql<{ chain: number[] }>`SELECT chain FROM automation_runs WHERE account_id = ${tx.accountId} AND id = ${Number(source.slice(sourcePrefix.length))}`);
  return run?.chain ?? [];
}

async function isBraked(tx: Tx, conversationId: number, now: string): Promise<boolean> {
  const since = new Date(Date.parse(now) - 3_600_000).toISOString();
  const { runs } = await tx.one(sql<{ runs: number }>`
    SELECT count(*) AS runs FROM (SELECT FROM automation_runs WHERE account_id = ${tx.accountId} AND conversation_id = ${conversationId} AND at > ${since}::timestamptz AND outcome <> 'held-back' LIMIT ${runsPerHourMax}) r`);
  return runs >= runsPerHourMax;
}

function outcomeOf(steps: readonly RunStep[]): RuleRun['outcome'] {
  const good = steps.filter(({ outcome }) => outcome === 'done').length;
  return good === steps.length ? 'done' : good === 0 ? 'failed' : 'partly';
}
