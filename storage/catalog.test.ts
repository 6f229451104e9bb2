import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { clientOptions } from './index.ts';
import { catalogProblems } from './testing/catalog-problems.ts';

let clone: ClonedDatabase;
let owner: pg.Client;

before(async () => {
  clone = await cloneDatabase();
  owner = new pg.Client(clientOptions(clone.connection, 'owner'));
  await owner.connect();
});
after(async () => {
  await owner.end();
  await clone.drop();
});

test('the schema can be distributed by account_id, and every table says what it is', async () => {
  assert.deepEqual(await catalogProblems(owner), []);
});

/** Each rule, broken on purpose. */
const planted: Record<string, { statement: string; problem: RegExp }> = {
  'a primary key without account_id': { statement: 'CREATE TABLE planted (account_id bigint NOT NULL, id bigint PRIMARY KEY)', problem: /^planted: has no primary key/ },
  'a table without a comment': { statement: 'CREATE TABLE planted (account_id bigint, id bigint, PRIMARY KEY (account_id, id))', problem: /^planted: has no comment/ },
  'a unique key over all tenants': { statement: 'ALTER TABLE contacts ADD CONSTRAINT planted UNIQUE (id)', problem: /^contacts: unique without account_id: planted/ },
  'a unique index over all tenants': { statement: 'CREATE UNIQUE INDEX planted ON contacts (name) WHERE deleted_at IS NULL', problem: /^contacts: unique without account_id: planted/ },
  'a foreign key into another tenant': {
    statement: 'ALTER TABLE contacts ADD UNIQUE (id); ALTER TABLE contact_points ADD CONSTRAINT planted FOREIGN KEY (contact_id) REFERENCES contacts (id)',
    problem: /^contact_points: foreign key without account_id: planted/,
  },
  'a global table that refers to a tenant\'s': {
    statement: 'ALTER TABLE users ADD account_id bigint, ADD CONSTRAINT planted FOREIGN KEY (account_id, id) REFERENCES agents (account_id, id)', problem: /^users: a global table refers/,
  },
  'statistics of account_id': { statement: 'ALTER TABLE contacts ALTER COLUMN account_id SET STATISTICS DEFAULT', problem: /^contacts.account_id: has statistics/ },
  'an enum': { statement: `CREATE TYPE planted AS ENUM ('a')`, problem: /^planted: an enum/ },
  'a definer function that anybody may call': {
    statement: 'CREATE FUNCTION planted() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp RETURN 1; ALTER FUNCTION planted() OWNER TO patchbay_definer',
    problem: /^planted\(\): SECURITY DEFINER/,
  },
  'a definer function of the owner': {
    statement: 'CREATE FUNCTION planted() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp RETURN 1; REVOKE ALL ON FUNCTION planted() FROM PUBLIC',
    problem: /^planted\(\): SECURITY DEFINER/,
  },
  'a function that notifies, made by a block whose text is built': {
    statement: `DO $do$ BEGIN EXECUTE 'CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN PERFORM pg_' || 'notify(''a'', ''b''); RETURN NULL; END $f$'; END $do$`, problem: /^planted\(\): notifies/,
  },
  'a function that notifies by statement': { statement: 'CREATE FUNCTION planted() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN notify wake; END $f$', problem: /^planted\(\): notifies/ },
  'a function that runs a text it is given': { statement: 'CREATE FUNCTION planted(a text) RETURNS void LANGUAGE plpgsql AS $f$ BEGIN EXECUTE a; END $f$', problem: /^planted\(text\): runs a text/ },
  'a function that joins constants': { statement: `CREATE FUNCTION planted() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN EXECUTE 'NOT' || 'IFY a'; END $f$`, problem: /^planted\(\): runs a text/ },
  'a rule that notifies': { statement: 'CREATE RULE planted AS ON INSERT TO contacts DO ALSO NOTIFY wake', problem: /^contacts: rule planted notifies/ },
};

for (const [name, { statement, problem }] of Object.entries(planted)) {
  test(`${name} is noticed`, async () => {
    await owner.query('BEGIN');
    try {
      await owner.query(statement);
      assert.ok((await catalogProblems(owner)).some((line) => problem.test(line)));
    } finally {
      await owner.query('ROLLBACK');
    }
  });
}
