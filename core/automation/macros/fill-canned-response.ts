import { fillVariables, getCannedResponse } from '#core/canned-responses/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { loadFacts } from '../run/load-facts.ts';
import { textValuesOf } from '../run/text-values.ts';

/** A canned response with its variables filled from a conversation and from who acts: plain text, whatever the values look like. */
export async function fillCannedResponse(tx: Tx, act: Act, id: number, conversationId: number): Promise<string> {
  requirePermission(act, 'conversations.read');
  const { content } = await getCannedResponse(tx, act, id);
  const facts = await loadFacts(tx, { conversationId, messageId: null }, null);
  if (!facts) throw notFound('conversation');
  return fillVariables(content, await textValuesOf(tx, act, facts));
}
