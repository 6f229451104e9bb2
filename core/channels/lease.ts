import { sql, type Database } from '#storage/index.ts';

/** Takes or renews a right that one holder has at a time, over all processes. False: another one has it. */
export async function takeLease(database: Database, name: string, holder: string, seconds: number): Promise<boolean> {
  const rows = await database.rows(sql<{ holder: string }>`
    INSERT INTO leases AS l (name, holder, until) VALUES (${name}, ${holder}, clock_timestamp() + make_interval(secs => ${seconds}))
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE l.holder = excluded.holder OR l.until < clock_timestamp()
    RETURNING l.holder`);
  return rows.length === 1;
}

export async function dropLease(database: Database, name: string, holder: string): Promise<void> {
  await database.rows(sql<object>`DELETE FROM leases WHERE name = ${name} AND holder = ${holder} RETURNING name`);
}
