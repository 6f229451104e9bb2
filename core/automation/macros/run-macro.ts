import type { LaterWork } from '#core/channels/index.ts';
import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { loadFacts } from '../run/load-facts.ts';
import type { RunStep } from '../run/run.ts';
import { runActions } from '../run/run-actions.ts';
import { macroConversationsMax } from './macro.ts';
import { getMacro } from './macros.ts';

export interface MacroRun { readonly conversationId: number; readonly steps: readonly RunStep[] }

/**
 * Runs a macro on up to 50 conversations, as the person who does it: each action by its command, with his rights, and what he sends is his answer. A step that is refused is said and keeps
 * the others from nothing. `not-found` where one of the conversations is not there: then nothing happens.
 */
export async function runMacro(tx: Tx, act: Act, id: number, conversationIds: readonly number[], enqueue: (tx: Tx, act: Act, work: LaterWork) => Promise<void>): Promise<MacroRun[]> {
  requirePermission(act, 'conversations.read');
  const macro = await getMacro(tx, act, id);
  const wanted = [...new Set(conversationIds)].sort((a, b) => a - b);
  if (wanted.length === 0) throw invalid('conversationIds', 'must name a conversation', 'names-no-change');
  if (wanted.length > macroConversationsMax) throw new CoreError('too-large', `A macro is run on at most ${macroConversationsMax} conversations at once.`, { key: 'too-many-conversations', values: { max: macroConversationsMax } });
  // In order of id, all before the first is changed: two who run macros on the same ones take turns.
  await tx.rows(sql`SELECT FROM conversations WHERE account_id = ${tx.accountId} AND id = ANY(${wanted}::bigint[]) ORDER BY id FOR UPDATE`);
  const runs: MacroRun[] = [];
  for (const conversationId of wanted) {
    const facts = await loadFacts(tx, { conversationId, messageId: null }, null);
    if (!facts) throw notFound('conversation');
    const steps = await runActions(tx, act, macro.actions, { facts, sends: 'as-person', cause: { ruleId: null, event: 'macro', messageId: null, eventId: null }, enqueue });
    runs.push({ conversationId: facts.conversation.id, steps });
  }
  return runs;
}
