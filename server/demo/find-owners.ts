import { findAccounts, findMembers } from '#core/accounts/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';

/** The owners of the server's first account; null where nobody has claimed the server yet. */
export async function findOwners(database: Database, now: string): Promise<number[] | null> {
  const [first] = await findAccounts(database);
  if (!first) return null;
  const members = await database.withAccount(first.id, (tx) => findMembers(tx, systemAct(first.id, now, 'demo', 'import')), { readOnly: true });
  return members.filter((member) => member.role === 'owner' && member.disabledAt === null).map((member) => member.id);
}

/**
 * Waits until somebody has claimed the server: the demo's account would be the first one, and a first account ends the claim link for
 * good. Null where the database is closed meanwhile, which is how a server stops.
 */
export async function waitForOwners(database: Database, now: string, { everyMs }: { everyMs: number }): Promise<number[] | null> {
  for (;;) {
    await new Promise<void>((resolve) => { setTimeout(resolve, everyMs).unref(); });
    try {
      const owners = await findOwners(database, now);
      if (owners) return owners;
    } catch (error) {
      if (error instanceof Error && /after calling end on the pool/.test(error.message)) return null;
      throw error;
    }
  }
}
