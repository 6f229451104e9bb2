import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { clientOptions, type Connection } from './connection.ts';
import { openEmbeddedDatabase } from './embedded/index.ts';
import { globalTables } from './global-tables.ts';
import { inspectDatabase } from './inspect/index.ts';
import { migrate } from './migrate.ts';
import { rowSecurityProblems } from './testing/row-security-problems.ts';
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
    return { ...cluster.connection, database };
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
          AND NOT c.relname = ANY($1)`, [[...globalTables]]);
      await client.query('SELECT FROM messages');
      await client.end();
      return Number(found.rows[0]!.count);
    }));
    assert.deepEqual(unprotected, [0, 0, 0, 0, 0, 0]);
  });

  it('a second run does nothing, and a changed migration is refused', async () => {
    const connection = await emptyDatabase();
    const steps: string[] = [];
    const begun: number[] = [];
    const onBegin = (count: number): number => begun.push(count);
    await migrate({ connection, onBegin, onStep: (name) => steps.push(name) });
    assert.deepEqual(begun, [steps.length]);
    assert.ok(steps.length > 0);
    await migrate({ connection, onBegin, onStep: (name) => steps.push(name) });
    assert.equal(begun.length, 1);
    assert.equal(steps.length, begun[0]);
    const client = new pg.Client(clientOptions(connection, 'owner'));
    await client.connect();
    await client.query("UPDATE schema_migrations SET checksum = 'other' WHERE name LIKE '0002%'");
    await assert.rejects(migrate({ connection }), /0002.*was changed/);
    await client.end();
  });

  async function opened<Result>(connection: Connection, as: 'owner' | 'app', work: (client: pg.Client) => Promise<Result>): Promise<Result> {
    const client = new pg.Client(clientOptions(connection, as));
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
  const changeFunction = "UPDATE schema_migrations SET checksum = 'other' WHERE name = 'functions/post_message.sql'";

  it('a changed function takes no table: readers go on, and no reader holds it up', async () => {
    const connection = await emptyDatabase();
    await migrate({ connection });
    await opened(connection, 'owner', (client) => client.query(changeFunction));
    await opened(connection, 'app', async (reader) => {
      await reader.query('BEGIN; SELECT FROM messages; SELECT FROM events; SELECT FROM audit_log; SELECT FROM accounts');
      const steps: string[] = [];
      await migrate({ connection, lockTimeoutMs: 100, onStep: (name) => steps.push(name) });
      assert.deepEqual(steps, ['functions/post_message.sql']);
      await reader.query('COMMIT');
    });
  });

  it('a table that lost its net gets it back, each part alone, and its rights too', async () => {
    const connection = await emptyDatabase();
    await migrate({ connection });
    await opened(connection, 'owner', async (client) => {
      const rights = async () => (await client.query(`
        SELECT c.relname, r, p, has_table_privilege(r, c.oid, p) AS may FROM pg_class c, unnest('{patchbay_app,patchbay_definer}'::text[]) r, unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) p
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' UNION ALL
        SELECT 'events.' || attname, 'patchbay_app', 'INSERT', has_column_privilege('patchbay_app', attrelid, attnum, 'INSERT') FROM pg_attribute WHERE attrelid = 'events'::regclass AND attnum > 0
        ORDER BY 1, 2, 3`)).rows;
      const wanted = await rights();
      for (const loss of [
        'ALTER TABLE contacts DISABLE ROW LEVEL SECURITY', 'ALTER TABLE contacts NO FORCE ROW LEVEL SECURITY', 'DROP POLICY tenant ON contacts', 'DROP POLICY definer ON contacts',
        'DROP POLICY tenant ON contacts; CREATE POLICY tenant ON contacts TO patchbay_app USING (true) WITH CHECK (true)',
        'REVOKE UPDATE ON contacts FROM patchbay_app', 'REVOKE SELECT ON contacts FROM patchbay_definer', 'GRANT DELETE ON audit_log TO patchbay_app', 'GRANT INSERT ON events TO patchbay_app',
        'GRANT INSERT (position) ON events TO patchbay_app', 'REVOKE SELECT ON schema_migrations FROM patchbay_app', 'REVOKE ALL ON events FROM patchbay_app',
      ]) {
        await client.query(`${loss}; ${changeFunction}`);
        await migrate({ connection });
        assert.deepEqual(await rowSecurityProblems(client), [], loss);
        assert.deepEqual(await rights(), wanted, loss);
      }
      await client.query(`ALTER TABLE contacts ALTER COLUMN account_id SET STATISTICS DEFAULT; ${changeFunction}`);
      await migrate({ connection });
      assert.equal((await client.query("SELECT attstattarget AS n FROM pg_attribute WHERE attrelid = 'contacts'::regclass AND attname = 'account_id'")).rows[0].n, 0);
    });
  });

  it('a change that needs a table gives way to others and tries again; in the end it says what held it up', async () => {
    const connection = await emptyDatabase();
    await migrate({ connection });
    await opened(connection, 'owner', (client) => client.query(`ALTER TABLE messages NO FORCE ROW LEVEL SECURITY; ${changeFunction}`));
    await opened(connection, 'app', async (holder) => {
      await holder.query('BEGIN; SET LOCAL transaction_timeout = 0; SELECT FROM messages');
      const refused = assert.rejects(migrate({ connection, lockTimeoutMs: 50 }), /other work held them through 5 tries: .*\bmessages by process \d+ \(patchbay\)/);
      for (let time = 0; time < 10; time += 1) await opened(connection, 'app', (other) => other.query('SELECT FROM messages'));
      await refused;
      const late = migrate({ connection, lockTimeoutMs: 50 });
      await new Promise((resolve) => setTimeout(resolve, 200));
      await holder.query('COMMIT');
      await late;
    });
    await opened(connection, 'owner', async (client) => assert.deepEqual(await rowSecurityProblems(client), []));
  });

  it('an older version refuses a newer database and leaves its functions alone', async () => {
    const connection = await emptyDatabase();
    await migrate({ connection });
    await opened(connection, 'owner', async (client) => {
      await client.query(`INSERT INTO schema_migrations (name, checksum) VALUES ('9999_of_tomorrow.sql', 'x'); ${changeFunction}`);
      await assert.rejects(migrate({ connection }), /brought to a newer version, start that version: it has had 9999_of_tomorrow\.sql/);
      assert.equal((await client.query("SELECT checksum FROM schema_migrations WHERE name = 'functions/post_message.sql'")).rows[0].checksum, 'other');
    });
  });

  it('a function whose file went with a version is no sign of a newer one; a migration is', async () => {
    const connection = await emptyDatabase();
    await migrate({ connection });
    await opened(connection, 'owner', async (client) => {
      await client.query("INSERT INTO schema_migrations (name, checksum) VALUES ('functions/lookup_contacts.sql', 'x')");
      assert.deepEqual((await inspectDatabase(connection)).unknownSteps, []);
      await client.query("INSERT INTO schema_migrations (name, checksum) VALUES ('9999_of_tomorrow.sql', 'x')");
      assert.deepEqual((await inspectDatabase(connection)).unknownSteps, ['9999_of_tomorrow.sql']);
    });
  });

  it('a second owner on one server, and one who may create no roles, are told the commands that an administrator must run; then it works', async () => {
    const bare = await openEmbeddedDatabase({ ephemeral: true }); // a server without the roles
    const first = new pg.Client({ ...clientOptions(bare.connection, 'owner'), database: 'postgres' });
    await first.connect();
    try {
      for (const [user, kind] of [['plain', 'NOCREATEROLE'], ['maker', 'CREATEROLE'], ['Second One', 'CREATEROLE']] as const) {
        const database = `of_${user.toLowerCase().replace(' ', '_')}`;
        await first.query(`CREATE ROLE "${user}" LOGIN ${kind}`);
        await first.query(`CREATE DATABASE ${database} OWNER "${user}"`);
        const connection = { ...bare.connection, user, database };
        const error = await migrate({ connection }).then(() => null, (thrown: Error) => thrown);
        const commands = / run: (.*;)$/.exec(error?.message ?? '')?.[1] ?? '';
        assert.match(commands, user === 'plain' ? /^CREATE ROLE patchbay_app LOGIN .*; GRANT patchbay_app TO plain; CREATE ROLE patchbay_definer .*; GRANT patchbay_definer TO plain;$/
          : user === 'maker' ? /^GRANT patchbay_app TO maker; GRANT patchbay_definer TO maker;$/ : /^GRANT patchbay_app TO "Second One"; GRANT patchbay_definer TO "Second One";$/);
        await first.query(commands);
        await migrate({ connection });
        await opened(connection, 'owner', async (client) => assert.equal((await client.query('SET ROLE patchbay_app; SELECT count(*)::int FROM messages') as unknown as pg.QueryResult[])[1]!.rows[0].count, 0));
      }
    } finally {
      await first.end();
      await bare.release();
    }
  });

  it('the owner who may create roles needs nobody on a fresh server', async () => {
    const bare = await openEmbeddedDatabase({ ephemeral: true });
    const first = new pg.Client({ ...clientOptions(bare.connection, 'owner'), database: 'postgres' });
    await first.connect();
    try {
      await first.query('CREATE ROLE maker LOGIN CREATEROLE');
      await first.query('CREATE DATABASE of_maker OWNER maker');
      const connection = { ...bare.connection, user: 'maker', database: 'of_maker' };
      await migrate({ connection });
      await opened(connection, 'owner', async (client) => assert.deepEqual((await rowSecurityProblems(client)).filter((line) => !line.includes('member')), []));
    } finally {
      await first.end();
      await bare.release();
    }
  });
});
