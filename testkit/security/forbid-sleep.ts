import assert from 'node:assert/strict';
import { sql } from '#storage/index.ts';
import type { Rig } from './rig.ts';

/**
 * Nobody but the database's owner may sleep in this database: input that reaches a statement as a part of it (`; SELECT pg_sleep(5)`) fails loudly at once, and no clock
 * has to tell. Shows that it does.
 */
export async function forbidSleep(rig: Rig): Promise<void> {
  await rig.hashes.run('REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC');
  await assert.rejects(rig.database.rows(sql`SELECT pg_sleep(0)`), { code: '42501' });
}
