import { openEmbeddedDatabase } from '#storage/embedded/index.ts';
import type { DatabaseConnection, EmbeddedDatabase } from '#storage/embedded/index.ts';
import { runAsAdministrator } from './run-as-administrator.ts';

export const templateName = 'patchbay_template';

/** Starts a throw-away cluster and builds the template database that every test clones. */
export async function openTestCluster(): Promise<EmbeddedDatabase> {
  const cluster = await openEmbeddedDatabase({ ephemeral: true });
  try {
    await buildTemplate(cluster.connection);
  } catch (error) {
    await cluster.release();
    throw error;
  }
  return cluster;
}

async function buildTemplate(connection: DatabaseConnection): Promise<void> {
  await runAsAdministrator(connection.host, `CREATE DATABASE ${templateName}`);
  // Only here: a test process under the global setup never needs the migrations.
  const { migrate } = await import('#storage/migrate.ts');
  await migrate({ connection: { ...connection, database: templateName } });
}
