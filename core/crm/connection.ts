import type { SealedPlace } from '#core/accounts/index.ts';
import type { ProblemValues } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { CrmCursor } from './source.ts';

/** connected: it is read. refused: it lets us in no more, until somebody connects anew. */
export type CrmState = 'connected' | 'refused' | 'erasing';

/** Parts of a run, in their order. sweep: what a walk through everything has not seen is gone. */
export const crmParts = ['fields', 'owners', 'contacts', 'gone-contacts', 'deals', 'gone-deals', 'sweep', 'lists', 'members', 'write'] as const;
export type CrmPart = (typeof crmParts)[number];

/** Where a run goes on. `since`: only what changed since; null: everything. `tries`: how often it could not go on here. */
export interface CrmRunStep { readonly at: CrmPart; readonly cursor: CrmCursor; readonly since: string | null; readonly tries: number }

/** What a run did so far: contacts and deals are those that were new or different. */
export interface CrmCounts { readonly contacts: number; readonly deals: number; readonly removed: number; readonly written: number; readonly read: number }
export const noCounts: CrmCounts = { contacts: 0, deals: 0, removed: 0, written: 0, read: 0 };

export interface CrmConnection {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  /** Nothing secret. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly hasSecret: boolean;
  /** It may call us: by what it signs is known. */
  readonly takesCalls: boolean;
  /** Its lists of contacts are contact groups. */
  readonly takesLists: boolean;
  readonly emailProperty: string;
  readonly firstReplyProperty: string | null;
  readonly overallReplyProperty: string | null;
  readonly state: CrmState;
  readonly problemKey: string | null;
  readonly problemText: string | null;
  readonly problemValues: ProblemValues;
  readonly problemAt: string | null;
  /** Null: no run is under way. */
  readonly step: CrmRunStep | null;
  readonly stepVersion: number;
  readonly round: number;
  readonly runStartedAt: string | null;
  readonly counts: CrmCounts;
  readonly changedUntil: string | null;
  readonly wholeAt: string | null;
  readonly syncedAt: string | null;
  readonly nextSyncAt: string | null;
  readonly createdAt: string;
}

export const connectionColumns = sql`
  id, kind, name, settings, secret_sealed IS NOT NULL AS "hasSecret", call_secret_sealed IS NOT NULL AS "takesCalls", takes_lists AS "takesLists", email_property AS "emailProperty", first_reply_property AS "firstReplyProperty",
  overall_reply_property AS "overallReplyProperty", state, problem_key AS "problemKey", problem_text AS "problemText", problem_values AS "problemValues", problem_at AS "problemAt", step,
  step_version AS "stepVersion", round, run_started_at AS "runStartedAt", counts, changed_until AS "changedUntil", whole_at AS "wholeAt", synced_at AS "syncedAt",
  next_sync_at AS "nextSyncAt", created_at AS "createdAt"`;

export const crmSecretPlace = (tx: Tx, id: number): SealedPlace => ({ table: 'crm_connections', column: 'secret_sealed', row: `${tx.accountId}:${id}` });
