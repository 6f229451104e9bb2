import { sql, type Tx } from '#storage/index.ts';
import { DisjointSets } from './disjoint-sets.ts';

export interface LockedThreads {
  /** Thread (a root) of every key. */
  readonly threadOf: ReadonlyMap<string, number>;
  /** Threads that existed before and are united into another by these mails. */
  readonly unions: readonly { readonly from: number; readonly into: number }[];
}

/**
 * Places mails in the header partition and holds its row locks until the transaction ends.
 * `groups`: per mail, its own key and those it names.
 *
 * Two processes that take mails of one thread at the same moment agree because
 * 1. every key has a row, ghosts included, inserted in sorted order: whoever comes second waits for the first to commit;
 * 2. the rows of all threads concerned are locked before anything is read about them;
 * 3. a union only sets `merged_into` of a locked root, so nobody can hang something on a root that is being merged away.
 */
export async function lockMailThreads(tx: Tx, groups: readonly (readonly string[])[]): Promise<LockedThreads> {
  const sets = new DisjointSets<string>();
  for (const group of groups) for (const key of group) sets.unite(key, group[0]!);
  const components = [...sets.groups().values()];
  if (components.length === 0) return { threadOf: new Map(), unions: [] };

  const fresh = await newThreadIds(tx, components.length);
  const keys = components.flat();
  const threads = components.flatMap((component, at) => component.map(() => fresh[at]!));
  const threadOfKey = await insertAndLock(tx, keys, threads);

  const used = new Set(threadOfKey.values());
  const created = fresh.filter((id) => used.has(id));
  if (created.length > 0) {
    await tx.run(sql`INSERT INTO mail_threads (account_id, id) SELECT ${tx.accountId}::bigint, t FROM unnest(${created}::bigint[]) AS u(t)`);
  }
  const rootOf = await lockRoots(tx, [...used]);
  return unite(tx, components, threadOfKey, rootOf, new Set(created));
}

/** A row for every key, locked. An undo may take a row away between the two statements: then once more. */
async function insertAndLock(tx: Tx, keys: readonly string[], threads: readonly number[]): Promise<Map<string, number>> {
  for (;;) {
    await tx.run(sql`
      INSERT INTO mail_ids (account_id, mail_id, thread_id)
      SELECT ${tx.accountId}::bigint, k, t FROM unnest(${[...keys]}::text[], ${[...threads]}::bigint[]) AS u(k, t) ORDER BY k
      ON CONFLICT DO NOTHING`);
    const held = await tx.rows(sql<{ mail_id: string; thread_id: number }>`
      SELECT mail_id, thread_id FROM mail_ids WHERE account_id = ${tx.accountId} AND mail_id = ANY(${[...keys]}::text[]) ORDER BY mail_id FOR UPDATE`);
    if (held.length === keys.length) return new Map(held.map((row) => [row.mail_id, row.thread_id]));
  }
}

async function newThreadIds(tx: Tx, count: number): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`SELECT nextval('mail_threads_id_seq') AS id FROM generate_series(1, ${count})`);
  return rows.map((row) => row.id);
}

/**
 * Locks the threads and every thread they were merged into, says the root of each, and points what was walked at it (path compression: the
 * forest stays flat). The way up is read first and locked then, all at once and in order; what moved meanwhile is read again.
 */
async function lockRoots(tx: Tx, ids: readonly number[]): Promise<Map<number, number>> {
  const mergedInto = new Map<number, number | null>();
  for (let open = [...ids]; open.length > 0;) {
    const rows = await tx.rows(sql<{ id: number; merged_into: number | null }>`
      SELECT id, merged_into FROM mail_threads WHERE account_id = ${tx.accountId} AND id = ANY(ARRAY(
        WITH RECURSIVE up AS (
          SELECT t.id, t.merged_into FROM mail_threads t WHERE t.account_id = ${tx.accountId} AND t.id = ANY(${open}::bigint[])
          UNION SELECT t.id, t.merged_into FROM mail_threads t JOIN up ON t.id = up.merged_into WHERE t.account_id = ${tx.accountId})
        SELECT id FROM up)) ORDER BY id FOR UPDATE`);
    for (const row of rows) mergedInto.set(row.id, row.merged_into);
    open = rows.flatMap((row) => (row.merged_into !== null && !mergedInto.has(row.merged_into) ? [row.merged_into] : []));
  }
  const rootOf = new Map<number, number>();
  for (const id of mergedInto.keys()) {
    let root = id;
    for (let next = mergedInto.get(root) ?? null; next !== null; next = mergedInto.get(root) ?? null) root = next;
    rootOf.set(id, root);
  }
  const crooked = [...rootOf].filter(([id, root]) => id !== root && mergedInto.get(id) !== root);
  if (crooked.length > 0) {
    await tx.run(sql`
      UPDATE mail_threads t SET merged_into = u.root
      FROM unnest(${crooked.map(([id]) => id)}::bigint[], ${crooked.map(([, root]) => root)}::bigint[]) AS u(id, root)
      WHERE t.account_id = ${tx.accountId} AND t.id = u.id`);
  }
  return rootOf;
}

async function unite(
  tx: Tx, components: readonly (readonly string[])[], threadOfKey: ReadonlyMap<string, number>, rootOf: ReadonlyMap<number, number>, created: ReadonlySet<number>,
): Promise<LockedThreads> {
  const roots = new DisjointSets<number>();
  for (const component of components) {
    const first = rootOf.get(threadOfKey.get(component[0]!)!)!;
    for (const key of component) roots.unite(rootOf.get(threadOfKey.get(key)!)!, first);
  }
  const winnerOf = new Map<number, number>();
  const merges: { from: number; into: number }[] = [];
  for (const group of roots.groups().values()) {
    const into = Math.min(...group);
    for (const id of group) {
      winnerOf.set(id, into);
      if (id !== into) merges.push({ from: id, into });
    }
  }
  if (merges.length > 0) {
    await tx.run(sql`
      UPDATE mail_threads t SET merged_into = u.into_id
      FROM unnest(${merges.map((merge) => merge.from)}::bigint[], ${merges.map((merge) => merge.into)}::bigint[]) AS u(from_id, into_id)
      WHERE t.account_id = ${tx.accountId} AND t.id = u.from_id`);
  }
  const threadOf = new Map([...threadOfKey].map(([key, thread]) => [key, winnerOf.get(rootOf.get(thread)!)!]));
  return { threadOf, unions: merges.filter((merge) => !created.has(merge.from)) };
}
