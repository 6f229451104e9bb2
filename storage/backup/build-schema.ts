import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { BackupUnusable } from './backup-unusable.ts';
import type { AppliedMigration } from './open-snapshot.ts';

const migrationsDir = new URL('../migrations/', import.meta.url);

/**
 * The tables as they were when the backup was made: its migrations, no later ones. Functions and row security come afterwards, with
 * `migrate`, which then also brings the data to this version.
 */
export async function buildSchema(client: pg.Client, migrations: readonly AppliedMigration[]): Promise<void> {
  // As in migrate.ts; its rows come with the backup.
  await client.query('CREATE TABLE schema_migrations (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())');
  for (const { name, checksum } of migrations) {
    if (name.startsWith('functions/')) continue;
    const text = /^[0-9a-z_]+\.sql$/.test(name) ? await readFile(new URL(name, migrationsDir), 'utf8').catch(() => null) : null;
    if (text === null) throw new BackupUnusable(`The backup was made by a newer version (this one does not know its step ${name}). Install that version first.`);
    if (createHash('sha256').update(text).digest('hex') !== checksum) throw new BackupUnusable(`The backup was made by a version whose step ${name} differs from the one here. Restore it with the version that made it.`);
    await client.query(text);
  }
}
