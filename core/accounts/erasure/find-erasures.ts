import { sql, type Database } from '#storage/index.ts';

/** An account that is to be erased, or was. */
export interface Erasure {
  readonly accountId: number;
  /** Null once it is erased. */
  readonly slug: string | null;
  readonly askedAt: string;
  readonly source: string;
  readonly eraseAfter: string;
  readonly begunAt: string | null;
  readonly erasedAt: string | null;
  readonly rowsErased: number;
  readonly filesErased: number;
}

/** All of them, the newest first, for whoever runs the server. */
export async function findErasures(database: Database): Promise<Erasure[]> {
  return database.rows(sql<Erasure>`
    SELECT e.account_id AS "accountId", a.slug, e.asked_at AS "askedAt", e.source, e.erase_after AS "eraseAfter", e.begun_at AS "begunAt", e.erased_at AS "erasedAt",
      e.rows_erased AS "rowsErased", e.files_erased AS "filesErased"
    FROM account_erasures e LEFT JOIN accounts a ON a.id = e.account_id ORDER BY e.asked_at DESC, e.account_id DESC`);
}
