import { sql, type Database } from '#storage/index.ts';
import { emptyRollups } from '../../rollups/build-rollups.ts';
import { currentBasis, lockBasis } from '../../rollups/rollup-basis.ts';
import { recomputeFacts } from '../write-facts.ts';

const roundMax = 250;

/** Throws the facts and rollups away and computes them from nothing but what is stored: what the projection kept has to be the same, byte for byte. A server recounts step by step instead (core/analytics/recounts). */
export async function rebuildFacts(database: Database, accountId: number): Promise<void> {
  await database.withAccount(accountId, async (tx) => {
    // Their lock first, as the consumer takes it.
    await lockBasis(tx);
    await tx.run(sql`DELETE FROM message_facts WHERE account_id = ${accountId}`);
    await tx.run(sql`DELETE FROM filtered_mails WHERE account_id = ${accountId}`);
    await tx.run(sql`DELETE FROM conversation_facts WHERE account_id = ${accountId}`);
    await tx.run(sql`DELETE FROM conversation_clocks WHERE account_id = ${accountId}`);
    await emptyRollups(tx, await currentBasis(tx));
  }, { timeoutMs: 600_000 });
  for (let after = 0; ;) {
    const ids = await database.withAccount(accountId, async (tx) => {
      const rows = await tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${accountId} AND id > ${after} ORDER BY id LIMIT ${roundMax}`);
      await recomputeFacts(tx, rows.map((row) => row.id));
      return rows.map((row) => row.id);
    }, { timeoutMs: 120_000 });
    if (ids.length === 0) return;
    after = ids.at(-1)!;
  }
}
