import { Client } from 'pg';

/** Runs one statement as the superuser in the database `postgres` of the cluster whose socket lies in `socketDir`. */
export async function runAsAdministrator(socketDir: string, statement: string): Promise<void> {
  const client = new Client({ host: socketDir, user: 'patchbay', database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
