import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { clientOptions, openDatabase, type Database, type Tx } from '#storage/index.ts';
import { seedContacts } from '#storage/testing/seed-contacts.ts';
import { watchPlans, type PlanNode, type PlanWatch } from '#storage/testing/watch-plans.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { findContactsPage, findMailContacts, type ContactPage, type MailContactPage } from '../index.ts';

/** Of each of two accounts. */
const contacts = 6_000;
const now = '2026-11-02T09:00:00.000Z';
let clone: ClonedDatabase;
let database: Database;
let watch: PlanWatch;
let accountId = 0;

before(async () => {
  clone = await cloneDatabase();
  const plain = openDatabase(clone.connection);
  const ids: number[] = [];
  for (const name of ['Acme', 'Other']) ids.push((await setupAccount(plain, { accountName: name, email: `${name}@x.test`, name, password: null, now })).account.id);
  await plain.close();
  const owner = new pg.Client(clientOptions(clone.connection, 'owner'));
  await owner.connect();
  for (const id of ids) await seedContacts(owner, { accountId: id, contacts });
  await owner.query('VACUUM ANALYZE contacts, contact_points, contact_activity');
  await owner.end();
  accountId = ids[0]!;
  watch = watchPlans(clone.connection, { 'auto_explain.log_analyze': 'on', 'auto_explain.log_timing': 'off' });
  database = openDatabase(clone.connection, { size: 1 });
});
after(async () => {
  watch.stop();
  await database.close();
  await clone.drop();
});

type Measured = PlanNode & { readonly 'Actual Rows'?: number; readonly 'Actual Loops'?: number; readonly 'Rows Removed by Filter'?: number };

/** Each scan as `table by index`, with the rows that it read; where something is sorted, `sort`. */
async function scans(work: (tx: Tx) => Promise<unknown>): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const visit = (node: Measured): void => {
    const type = node['Node Type'];
    const name = /Sort/.test(type) ? 'sort' : type.endsWith('Scan') && node['Relation Name'] !== undefined ? `${node['Relation Name']} ${node['Index Name'] === undefined ? type : `by ${node['Index Name']}`}` : null;
    if (name !== null) found.set(name, (found.get(name) ?? 0) + ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 1));
    for (const child of node.Plans ?? []) visit(child);
  };
  const plans = await watch.plansOf(() => database.withAccount(accountId, work));
  // The page's own rows and points are another statement, by id, whose few points are put in order.
  for (const { plan, query } of plans) if (!query.includes('row_number()')) visit(plan);
  return found;
}
const mail = (page: Partial<MailContactPage>) => scans((tx) => findMailContacts(tx, systemAct(accountId, now, 'test'), { limit: 25, offset: 0, ...page }));
const list = (page: Partial<ContactPage>) => scans((tx) => findContactsPage(tx, systemAct(accountId, now, 'test'), { limit: 15, offset: 0, ...page }));
const names = (found: Map<string, number>): string[] => [...found.keys()].sort();

test('a page by address or id walks along its index from the nearer end under row security, and the count along one index', async () => {
  const total = contacts * 0.92; // 91 of a hundred have an address, one is a domain
  for (const [offset, walked] of [[0, 25], [2_000, 2_025], [5_000, 545], [total - 25, 25]] as const) {
    const byId = await mail({ sort: 'id', offset });
    assert.deepEqual([names(byId), byId.get('contacts by contacts_with_mail')], [['contacts by contacts_with_mail'], total + (offset === 5_000 ? total - 5_000 : walked)], `by id from ${offset}`);
    const byAddress = await mail({ offset });
    assert.deepEqual(names(byAddress), ['contacts by contacts_by_domain', 'contacts by contacts_by_email', 'contacts by contacts_with_mail'], `by address from ${offset}`);
    assert.ok(byAddress.get('contacts by contacts_by_email')! <= Math.min(offset, total - offset - 25) + 26, `by address from ${offset}: ${byAddress.get('contacts by contacts_by_email')} rows`);
    assert.equal(byAddress.get('contacts by contacts_with_mail'), total, 'the count');
  }
});

test('each order of the other list but by activity walks along its own index, whatever the depth', async () => {
  const indexOf = { id: 'contacts_reachable', name: 'contacts_by_name', email: 'contacts_by_email', phone: 'contacts_by_phone' } as const;
  for (const [sort, index] of Object.entries(indexOf) as [keyof typeof indexOf, string][]) {
    for (const [offset, isDescending] of [[0, false], [sort === 'phone' ? 250 : 3_000, true]] as const) {
      const found = await list({ sort, offset, isDescending });
      assert.ok(names(found).every((name) => /^contacts by contacts_(reachable|by_\w+|with_mail)$/.test(name)) && found.has(`contacts by ${index}`), `${sort} from ${offset}: ${names(found).join(', ')}`);
    }
  }
});
