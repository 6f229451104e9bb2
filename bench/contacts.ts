import { createToken, setupAccount } from '#core/accounts/index.ts';
import { findContactsPage, findPossibleLeads, searchContacts } from '#core/desk/index.ts';
import { CoreError, systemAct, testClock } from '#core/kernel/index.ts';
import { timetoreply } from '#dialects/timetoreply/dialect.ts';
import { closeServer, createServer } from '#http/index.ts';
import type { Tx } from '#storage/index.ts';
import { seedContacts } from '#storage/testing/seed-contacts.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import { percentile } from './kit/statistics.ts';

/**
 * Lists of contacts at 200,000 in one account (`--scale 0.1`: a tenth), beside another account with as many: pages at any depth by every order, counts, search. timetoreply's are whole requests inside
 * the server, the others core's queries (nimchat's list and search, the console's), all as the app role under row-level security. The candidates take turns.
 */
const { isJson, isShort, scale } = benchOptions();
const bench = await openBenchDatabase({ size: 4 });
const now = '2026-11-02T09:00:00.000Z';
const contacts = Math.round(200_000 * scale);
const wantedMs = 100;
try {
  const { account, user } = await setupAccount(bench.database, { accountName: 'Acme', email: 'ada@acme.test', name: 'Ada', password: null, now });
  const { account: other } = await setupAccount(bench.database, { accountName: 'Other', email: 'olaf@other.test', name: 'Olaf', password: null, now });
  for (const id of [account.id, other.id]) await seedContacts(bench.owner, { accountId: id, contacts });
  await bench.owner.query('VACUUM ANALYZE');
  say(`seeded: twice ${contacts} contacts`);
  const act = systemAct(account.id, now, 'bench');
  const { secret } = await bench.database.withAccount(account.id, (tx) => createToken(tx, act, { userId: user.id, dialect: 'timetoreply', name: 'bench', scopes: 'all', expiresAt: null }));
  const clock = testClock(now);
  const server = createServer({ database: bench.database, clock, dialects: [timetoreply()], publicUrl: 'https://desk.example' });
  const get = (path: string) => async (): Promise<unknown> => {
    clock.advance(5_000); // 900 an hour
    const answer = await server.inject({ method: 'GET', url: `/api/entities${path}`, headers: { authorization: `Bearer ${secret}` } });
    if (answer.statusCode === 413) throw new CoreError('too-large', answer.body);
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
    return answer;
  };
  const ask = (work: (tx: Tx) => Promise<unknown>) => async (): Promise<unknown> => bench.database.withAccount(account.id, work);
  const list = (sort: 'id' | 'name' | 'email' | 'phone' | 'last-activity', offset: number) => ask((tx) => findContactsPage(tx, act, { sort, offset, limit: 15 }));
  const middle = Math.floor(contacts * 0.9 / 50);
  const deep = Math.min(100_000, Math.floor(contacts / 2));
  printTable(`contacts, ${contacts} of one account`, await measure({
    'timetoreply, page 1': get('/contacts?per_page=25'), 'timetoreply, by id': get('/contacts?per_page=25&sort_by=id'), 'timetoreply, by id, newest': get('/contacts?per_page=25&sort_by=id&sort_dir=desc'),
    'timetoreply, middle': get(`/contacts?per_page=25&page=${middle}`), 'timetoreply, by id, middle': get(`/contacts?per_page=25&sort_by=id&page=${middle}`),
    'timetoreply, last': get(`/contacts?per_page=25&page=${middle * 2}`), 'timetoreply, by id, last': get(`/contacts?per_page=25&sort_by=id&page=${middle * 2}`),
    'timetoreply, search few': get('/contacts?search=person777@'), 'timetoreply, search many': get('/contacts?search=home7'), 'timetoreply, search one letter': get('/contacts?search=p'), 'timetoreply, everybody': get('/search?search='),
    'timetoreply, everybody, middle': get(`/search?search=&per_page=25&page=${middle}`), 'timetoreply, everybody holding': get('/search?search=home7'),
    ...Object.fromEntries((['id', 'name', 'email', 'phone', 'last-activity'] as const).flatMap((sort) => [[`nimchat, by ${sort}`, list(sort, 0)], [`nimchat, by ${sort}, ${deep}`, list(sort, deep)]])),
    'nimchat, search many': ask((tx) => findContactsPage(tx, act, { offset: 0, limit: 15 }, { holding: 'home7' })),
    'console, newest': ask((tx) => searchContacts(tx, act, {})), 'console, older': ask((tx) => searchContacts(tx, act, { before: contacts / 2 })),
    'console, search few': ask((tx) => searchContacts(tx, act, { search: 'person777@' })), 'console, search many': ask((tx) => searchContacts(tx, act, { search: 'home7' })),
    'console, search nobody': ask((tx) => searchContacts(tx, act, { search: 'qqqqqq' })), 'console, one letter': ask((tx) => searchContacts(tx, act, { search: 'p' })),
    'possible leads': ask((tx) => findPossibleLeads(tx, act)),
  }, isShort ? 3 : 10), isJson);
  await closeServer(server);
} finally {
  await bench.close();
}

async function measure(cases: Readonly<Record<string, () => Promise<unknown>>>, runs: number): Promise<Record<string, Cell>[]> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (let run = -2; run < runs; run += 1) { // two rounds to warm up
    for (const [name, work] of Object.entries(cases)) {
      const start = performance.now();
      await work().catch((error: unknown) => { if (!(error instanceof CoreError && error.code === 'too-large')) throw error; });
      if (run >= 0) times[name]!.push(performance.now() - start);
    }
  }
  return Object.entries(times).map(([name, values]) => {
    const p95 = percentile(values, 0.95);
    return { case: name, 'p50 ms': percentile(values, 0.5), 'p95 ms': p95, 'max ms': Math.max(...values), 'wanted ms': wantedMs, held: p95 <= wantedMs ? 'yes' : 'NO' };
  });
}
