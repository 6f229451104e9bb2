import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { clientOptions, type Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import { openTestCluster } from '#testkit/database/test-cluster.ts';

describe('migrations', () => {
  let cluster: Awaited<ReturnType<typeof openTestCluster>>;
  let admin: pg.Client;
  let databases = 0;
  before(async () => {
    cluster = await openTestCluster();
    admin = new pg.Client({ ...clientOptions(cluster.connection, 'owner'), database: 'postgres' });
    await admin.connect();
  });
  after(async () => {
    await admin.end();
    await cluster.release();
  });

  async function emptyDatabase(): Promise<Connection> {
    databases += 1;
    const database = `migrate_${databases}`;
    await admin.query(`CREATE DATABASE ${database}`);
    return { ...cluster.connection, database } as Connection;
  }

  it('six processes at once leave one whole schema, each finding it whole when it returns', async () => {
    const connection = await emptyDatabase();
    const unprotected = await Promise.all(Array.from({ length: 6 }, async () => {
      await migrate({ connection });
      const client = new pg.Client(clientOptions(connection, 'app'));
      await client.connect();
      const found = await client.query<{ count: string }>(`
        SELECT count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id'
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT c.relforcerowsecurity
          AND c.relname NOT IN ('memberships', 'sessions', 'tokens', 'jobs', 'event_heads', 'event_cursors')`);
      await client.query('SELECT FROM messages');
      await client.end();
      return Number(found.rows[0]!.count);
    }));
    assert.deepEqual(unprotected, [0, 0, 0, 0, 0, 0]);
  });

  it('a second run does nothing, and a changed migration is refused', async () => {
    const connection = await emptyDatabase();
    await migrate({ connection });
    const steps: string[] = [];
    await migrate({ connection, onStep: (name) => steps.push(name) });
    assert.deepEqual(steps, []);
    const client = new pg.Client(clientOptions(connection, 'owner'));
    await client.connect();
    await client.query("UPDATE schema_migrations SET checksum = 'other' WHERE name LIKE '0002%'");
    await assert.rejects(migrate({ connection }), /0002.*was changed/);
    await client.end();
  });
});
