import { conversationColumns, type Conversation, type Life } from '#core/conversations/index.ts';
import { invalid, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { findAttributeDefinitions } from '#core/labels/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';
import { bounded } from '../conditions/bounded.ts';
import { compileTree } from '../conditions/compile-tree.ts';
import type { ConditionTree, ConversationField } from '../conditions/condition.ts';
import { conversationColumnsOf } from '../conditions/conversation-columns.ts';
import { requireSameAccount } from '../require-same-account.ts';

export interface ConversationWhere {
  /** One walk along the list's index for each. */
  readonly lives: readonly Exclude<Life, 'deleted'>[];
  readonly where: ConditionTree<ConversationField>;
}

/** How many hold, each up to 10,000: by assignee of the acting person, by nobody, by somebody, all. */
export interface AssigneeCounts { readonly mine: number; readonly unassigned: number; readonly assigned: number; readonly all: number }

const countMax = 10_000;
const limitMax = 100;
const offsetMax = 100_000;

/** A numbered page of conversations that fulfil a tree of conditions, by last message, newest first. For callers that know page numbers only. */
export async function findConversationsWhere(tx: Tx, act: Act, filter: ConversationWhere, { offset, limit }: { offset: number; limit: number }): Promise<Conversation[]> {
  const condition = await conditionOf(tx, act, filter.where);
  if (offset > offsetMax) throw invalid('page', `is beyond the ${offsetMax} newest; narrow the list down`, 'page-too-far');
  const upTo = offset + Math.min(limit, limitMax);
  const order = sql`ORDER BY c.last_message_at DESC, c.id DESC`;
  return bounded(tx, () => tx.rows(sql<Conversation>`
    SELECT ${conversationColumns} FROM unnest(${[...filter.lives]}::text[]) AS l(life) CROSS JOIN LATERAL (
      SELECT c.* FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.life = l.life AND c.merged_into IS NULL AND ${condition} ${order} LIMIT ${upTo}) c
    ${order} OFFSET ${offset} LIMIT ${Math.min(limit, limitMax)}`));
}

export async function countByAssignee(tx: Tx, act: Act, { lives, where }: ConversationWhere): Promise<AssigneeCounts> {
  const condition = await conditionOf(tx, act, where);
  const { agentId } = act.actor.kind === 'user' && act.actor.id !== null
    ? await tx.maybe(sql<{ agentId: number }>`SELECT id AS "agentId" FROM agents WHERE account_id = ${tx.accountId} AND user_id = ${act.actor.id}`) ?? { agentId: null } : { agentId: null };
  return bounded(tx, async () => {
    const counts: number[] = [];
    for (const part of [agentId === null ? sql`false` : sql`c.assignee_id = ${agentId}`, sql`c.assignee_id IS NULL`, sql`c.assignee_id IS NOT NULL`]) {
      const { n } = await tx.one(sql<{ n: number }>`
        SELECT count(*) AS n FROM (SELECT FROM unnest(${[...lives]}::text[]) AS l(life) CROSS JOIN LATERAL (
          SELECT FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.life = l.life AND c.merged_into IS NULL AND ${condition} AND ${part}
          ORDER BY c.last_message_at DESC, c.id DESC LIMIT ${countMax}) each LIMIT ${countMax}) counted`);
      counts.push(n);
    }
    const [mine = 0, unassigned = 0, assigned = 0] = counts;
    return { mine, unassigned, assigned, all: Math.min(unassigned + assigned, countMax) };
  });
}

async function conditionOf(tx: Tx, act: Act, where: ConditionTree<ConversationField>): Promise<Sql> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const reader = seesAll(act);
  const attributes = new Map((await findAttributeDefinitions(tx, reader, 'conversation')).map((definition) => [definition.id, definition]));
  return allOf([compileTree({ tx, now: act.now, columns: conversationColumnsOf, attributes }, where)]);
}
