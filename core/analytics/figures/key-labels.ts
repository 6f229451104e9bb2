import { sql, type Tx } from '#storage/index.ts';
import type { FigureSplit } from './figures.ts';

const namedBy: Partial<Record<FigureSplit, 'agents' | 'teams' | 'contacts' | 'channels' | 'labels'>> = {
  agent: 'agents', team: 'teams', contact: 'contacts', channel: 'channels', label: 'labels',
};

/** What a key is called: the name behind its id. A key without one is called by itself. */
export async function keyLabels(tx: Tx, split: FigureSplit | undefined, keys: readonly string[]): Promise<(key: string) => string> {
  const table = split && namedBy[split];
  const ids = keys.filter((key) => key !== '').map(Number);
  if (!table || ids.length === 0) return (key) => key;
  const rows = await tx.rows(sql<{ id: number; name: string | null }>`SELECT id, name FROM ${sql.table(table)} WHERE account_id = ${tx.accountId} AND id = ANY(${ids}::bigint[])`);
  const names = new Map(rows.map(({ id, name }) => [String(id), name]));
  return (key) => names.get(key) || key;
}
