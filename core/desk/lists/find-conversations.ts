import { requirePermission, type Act } from '#core/kernel/index.ts';
import type { Conversation } from '#core/conversations/index.ts';
import { sql, type Database, type Sql, type Tx } from '#storage/index.ts';
import { conversationColumns } from '#core/conversations/index.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { filterArguments, usualLives, type ConversationFilter } from './conversation-filter.ts';

/** Where a page ended: its last row's place. */
export interface ConversationPlace { readonly lastMessageAt: string; readonly id: number }

export interface ConversationPage {
  /** The page after this place; absent: the first. */
  readonly before?: ConversationPlace | null;
  /** Default 25, at most 100. */
  readonly limit?: number;
}

export interface ConversationList {
  /** By last message, newest first. */
  readonly rows: readonly Conversation[];
  /** The place to ask on from; null: this was the last page. */
  readonly next: ConversationPlace | null;
}

const limitMax = 100;

/** A page of conversations, inside a transaction. */
export async function findConversations(tx: Tx, act: Act, filter: ConversationFilter = {}, page: ConversationPage = {}): Promise<ConversationList> {
  requireSameAccount(tx, act);
  return toList(await tx.rows(statement(act, filter, page)), page);
}

/** The same in one round trip, for a list that is all a request wants: the function sets the tenant itself. */
export async function listConversations(database: Database, act: Act, filter: ConversationFilter = {}, page: ConversationPage = {}): Promise<ConversationList> {
  return toList(await database.rows(statement(act, filter, page)), page);
}

function statement(act: Act, filter: ConversationFilter, page: ConversationPage): Sql<Conversation> {
  requirePermission(act, 'conversations.read');
  // One row more than wanted tells whether there is a next page.
  return sql<Conversation>`SELECT ${conversationColumns} FROM list_conversations(${act.accountId}::bigint, ${[...(filter.lives ?? usualLives)]}::text[], ${limitOf(page) + 1}::integer,
    ${page.before?.lastMessageAt ?? null}::timestamptz, ${page.before?.id ?? null}::bigint, ${filterArguments(act, filter)}) c`;
}

function limitOf(page: ConversationPage): number {
  return Math.max(1, Math.min(page.limit ?? 25, limitMax));
}

function toList(found: readonly Conversation[], page: ConversationPage): ConversationList {
  const rows = found.slice(0, limitOf(page));
  const last = rows.at(-1);
  return { rows, next: found.length > rows.length && last ? { lastMessageAt: last.lastMessageAt, id: last.id } : null };
}
