import { fillVariables } from '#core/canned-responses/index.ts';
import type { LaterWork } from '#core/channels/index.ts';
import { changeConversation, changeHandler, changeLife, composeMessage, labelConversation, postMessage, writeAutomatic, type AutomaticMessage, type PostedFile } from '#core/conversations/index.ts';
import { recordFiles } from '#core/files/index.ts';
import { CoreError, notFound, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { snoozedForGoodDays, type RuleAction } from '../rules/rule-action.ts';
import { findRuleFiles } from '../rules/rule-files.ts';
import type { RuleFacts } from './judge-conditions.ts';
import type { RunStep } from './run.ts';
import { textValuesOf } from './text-values.ts';

export interface RunContext {
  readonly facts: RuleFacts;
  /** By itself, after a stranger or a person of ours did something; or as the answer of the person who acts. */
  readonly sends: AutomaticMessage['setOffBy'] | 'as-person';
  /** What goes with a webhook and a mail to a team: what set it off. */
  readonly cause: { readonly ruleId: number | null; readonly event: string; readonly messageId: number | null; readonly eventId: number | null };
  readonly enqueue: (tx: Tx, act: Act, work: LaterWork) => Promise<void>;
}

/**
 * Does each action by the command that a person would use, one after the other; what one refuses keeps the others from nothing. A step whose
 * command fails leaves no half of itself behind (savepoint).
 */
export async function runActions(tx: Tx, act: Act, actions: readonly RuleAction[], context: RunContext): Promise<RunStep[]> {
  const steps: RunStep[] = [];
  for (const action of actions) {
    await tx.run(sql`SAVEPOINT rule_action`);
    try {
      const withheld = await runOne(tx, act, action, context);
      await tx.run(sql`RELEASE SAVEPOINT rule_action`);
      steps.push({ action: action.kind, outcome: withheld === null ? 'done' : 'withheld', because: withheld });
    } catch (error) {
      const because = refusalOf(error);
      if (because === null) throw error; // the database: everything is done again
      await tx.run(sql`ROLLBACK TO SAVEPOINT rule_action`);
      await tx.run(sql`RELEASE SAVEPOINT rule_action`);
      steps.push({ action: action.kind, outcome: 'failed', because });
    }
  }
  return steps;
}

/** What would refuse again: a command's word, or data that the database does not take. */
function refusalOf(error: unknown): string | null {
  if (error instanceof CoreError) return error.code === 'unavailable' ? null : error.key ?? error.code;
  const state = (error as { code?: unknown }).code;
  return typeof state === 'string' && /^(?:22|23)/.test(state) ? 'wrong-data' : null;
}

/** Why nothing was sent; null: it was done. */
async function runOne(tx: Tx, act: Act, action: RuleAction, { facts, sends, cause, enqueue }: RunContext): Promise<string | null> {
  const { id } = facts.conversation;
  switch (action.kind) {
    case 'assign-agent': await changeConversation(tx, act, id, { assigneeId: action.agentId }); return null;
    case 'assign-team': await changeConversation(tx, act, id, { teamId: action.teamId }); return null;
    case 'add-labels': await labelConversation(tx, act, id, { add: action.labelIds }); return null;
    case 'remove-labels': await labelConversation(tx, act, id, { remove: action.labelIds }); return null;
    case 'send-message': return send(tx, act, sends, { conversationId: id, text: fillVariables(action.text, await textValuesOf(tx, act, facts)) });
    case 'send-attachment': {
      const files = await filesOf(tx, act, action.fileIds);
      return send(tx, act, sends, { conversationId: id, text: files.map(({ fileName }) => fileName).join('\n'), files });
    }
    case 'add-note': await postMessage(tx, act, { conversationId: id, direction: 'note', text: fillVariables(action.text, await textValuesOf(tx, act, facts)), isBot: act.actor.kind !== 'user' }); return null;
    case 'email-team':
      if (sends !== 'as-person' && await hasMailedEnough(tx, act)) return 'account-hour';
      await enqueue(tx, act, { kind: 'mail-team', conversationId: id, teamIds: action.teamIds, text: action.text });
      return null;
    case 'send-transcript':
      if (sends !== 'as-person' && await hasMailedEnough(tx, act)) return 'account-hour';
      await enqueue(tx, act, { kind: 'mail-transcript', conversationId: id, addresses: action.addresses });
      return null;
    case 'mute': await changeLife(tx, act, [id], { life: 'spam' }); return null;
    case 'snooze': await snooze(tx, act, id, action.hours); return null;
    case 'resolve': await changeLife(tx, act, [id], { life: 'resolved' }); return null;
    case 'open': await open(tx, act, id, 'person'); return null;
    case 'hand-to-bot': await open(tx, act, id, 'bot'); return null;
    case 'set-state':
      if (action.state === 'resolved') await changeLife(tx, act, [id], { life: 'resolved' });
      else if (action.state === 'snoozed') await snooze(tx, act, id, null);
      else await open(tx, act, id, action.state === 'with-bot' ? 'bot' : 'person');
      return null;
    case 'set-priority': await changeConversation(tx, act, id, { priority: action.priority }); return null;
    case 'call-webhook': await enqueue(tx, act, { kind: 'rule-webhook', url: action.url, conversationId: id, ...cause }); return null;
  }
}

/** Of one account: a flood of made-up tickets must not become a flood of mail to colleagues. */
const mailsPerHourMax = 200;

async function hasMailedEnough(tx: Tx, act: Act): Promise<boolean> {
  const since = new Date(Date.parse(act.now) - 3_600_000).toISOString();
  const { runs } = await tx.one(sql<{ runs: number }>`
    SELECT count(*) AS runs FROM (SELECT FROM automation_runs r WHERE r.account_id = ${tx.accountId} AND r.at > ${since}::timestamptz
      AND EXISTS (SELECT FROM jsonb_array_elements(r.steps) s WHERE s ->> 'action' IN ('email-team', 'send-transcript') AND s ->> 'outcome' = 'done') LIMIT ${mailsPerHourMax}) m`);
  return runs >= mailsPerHourMax;
}

/** Null: it was sent. */
async function send(tx: Tx, act: Act, sends: RunContext['sends'], message: Omit<AutomaticMessage, 'setOffBy'> & { readonly files?: readonly PostedFile[] }): Promise<string | null> {
  if (sends !== 'as-person') return (await writeAutomatic(tx, act, { ...message, setOffBy: sends })).withheldBecause;
  const { conversationId, text, files = [] } = message;
  await recordFiles(tx, act, files.map(({ sha256, byteCount }) => ({ sha256, byteCount })));
  await composeMessage(tx, act, {
    conversationId, kind: 'reply', text, attachments: files.map(({ sha256, fileName, mediaType, sniffedType }) => ({ sha256, fileName: fileName ?? 'file', mediaType, sniffedType, disposition: 'attachment' as const })),
  });
  return null;
}

async function open(tx: Tx, act: Act, id: number, handler: 'bot' | 'person'): Promise<void> {
  await changeLife(tx, act, [id], { life: 'open' });
  await changeHandler(tx, act, id, handler);
}

async function snooze(tx: Tx, act: Act, id: number, hours: number | null): Promise<void> {
  const until = new Date(Date.parse(act.now) + (hours === null ? snoozedForGoodDays * 24 : hours) * 3_600_000).toISOString();
  await changeLife(tx, act, [id], { life: 'snoozed', snoozedUntil: until });
}

async function filesOf(tx: Tx, act: Act, ids: readonly number[]): Promise<PostedFile[]> {
  const files = await findRuleFiles(tx, seesAll(act), ids);
  if (files.length !== ids.length) throw notFound('file');
  return files.map(({ sha256, byteCount, fileName, sniffedType }) => ({ sha256, byteCount, fileName, mediaType: sniffedType, sniffedType }));
}
