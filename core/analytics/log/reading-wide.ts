import { sql, type Tx } from '#storage/index.ts';

/**
 * Statements of `work` may read most of an account's facts. Statistics do not know who has how much (decision 0011): the planner takes a million rows for a few thousand, sorts and hashes them in the little
 * memory of a short query, and sees nothing that a second process could help with. Here it is told so; what was set before holds again afterwards. `lookUps` false: large tables are hashed, never looked up row by row.
 */
export async function readingWide<T>(tx: Tx, work: () => Promise<T>, { lookUps = true }: { lookUps?: boolean } = {}): Promise<T> {
  running += 1;
  try {
    const before = await set(tx, { ...wide, work_mem: `${Math.max(memoryMbMin, Math.floor(memoryMb / running))}MB`, ...(lookUps ? {} : { enable_nestloop: 'off' }) });
    const found = await work();
    await set(tx, before);
    return found;
  } finally {
    running -= 1;
  }
}

/** What one that reads alone may take for each hash; several at once in this process share it, down to little more than a short query has. */
const memoryMb = 64;
const memoryMbMin = 16;
let running = 0;

type Settings = Readonly<Record<string, string>>;

/** Groups are hashed, not sorted: each of them may take twice the memory. What a helper costs is little beside a second of reading; how many help is the database's own setting. */
const wide: Settings = { enable_sort: 'off', min_parallel_table_scan_size: '0', min_parallel_index_scan_size: '0', parallel_setup_cost: '10' };

/** Until the end of the transaction. What was set before. */
async function set(tx: Tx, settings: Settings): Promise<Settings> {
  const rows = await tx.rows(sql<{ name: string; before: string }>`
    SELECT x.name, x.before, set_config(x.name, x.value, true) FROM (
      SELECT key AS name, value, current_setting(key) AS before FROM json_each_text(${JSON.stringify(settings)}::json) OFFSET 0) x`);
  return Object.fromEntries(rows.map(({ name, before }) => [name, before]));
}
