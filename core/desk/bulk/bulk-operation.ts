import type { ConversationsChange } from '#core/conversations/index.ts';
import { sql } from '#storage/index.ts';

/** One change of many conversations, with its progress. */
export interface BulkOperation {
  readonly id: number;
  readonly userId: number;
  readonly state: 'running' | 'done' | 'failed' | 'undoing' | 'undone';
  readonly total: number;
  /** Looked at so far. */
  readonly done: number;
  readonly changed: number;
  readonly restored: number;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

export type BulkChange = Omit<ConversationsChange, 'turn' | 'labelIds'>;

export const bulkColumns = sql`id, user_id AS "userId", state, total, done, changed, restored, created_at AS "createdAt", finished_at AS "finishedAt"`;

/** Conversations that one operation is about at most. */
export const bulkMax = 50_000;
