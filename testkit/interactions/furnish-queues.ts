import { sql, type Database } from '#storage/index.ts';

/** Agents 1 to 3, menus 1 to 3, paths 1 and 2, and queues 1 to 3 of the given kind, under these very ids: the small world of `randomAct`. */
export async function furnishQueues({ database, accountId, act }: { readonly database: Database; readonly accountId: number; readonly act: { readonly now: string } }, kind: 'call' | 'chat' = 'call'): Promise<void> {
  await database.withAccount(accountId, async (tx) => {
    for (const id of [1, 2, 3]) {
      await tx.run(sql`INSERT INTO agents (account_id, id, name, first_name, last_name, agent_number, created_at) VALUES (${accountId}, ${id}, ${`Agent ${id}`}, 'Agent', ${String(id)}, ${`A${id}`}, ${act.now}) ON CONFLICT DO NOTHING`);
      await tx.run(sql`INSERT INTO menus (account_id, id, kind, name, position, created_at, output_message) VALUES (${accountId}, ${id}, 'ivr', ${`Menu ${id}`}, ${id}, ${act.now}, 'Welcome')`);
      if (id < 3) await tx.run(sql`INSERT INTO menu_paths (account_id, id, menu_id, path, items) VALUES (${accountId}, ${id}, ${id}, ${`Support/Menu ${id}`}, 2)`);
      if (id < 3) await tx.run(sql`INSERT INTO queue_groups (account_id, id, name, created_at) VALUES (${accountId}, ${id}, ${`Group ${id}`}, ${act.now})`);
      await tx.run(sql`INSERT INTO queues (account_id, id, kind, name, menu_path_id, queue_group_id, created_at) VALUES (${accountId}, ${id}, ${kind}, ${`Queue ${id}`}, ${id < 3 ? id : null}::bigint, ${id < 3 ? 1 : null}::bigint, ${act.now})`);
    }
  });
}
