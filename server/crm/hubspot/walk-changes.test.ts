import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CrmCursor } from '#core/crm/index.ts';
import { testClock } from '#core/kernel/index.ts';
import { startHubspot, type Hubspot } from '#testkit/hubspot/start-hubspot.ts';
import { createHubspotClient, type HubspotCall } from './hubspot-client.ts';
import { walkChanges, type Walk } from './walk-changes.ts';

const clock = testClock('2024-05-06T12:00:00.000Z');
const walk: Walk = { object: 'contacts', modifiedProperty: 'lastmodifieddate', properties: ['email'] };
let hubspot: Hubspot;
let call: HubspotCall;

before(async () => {
  hubspot = await startHubspot({ nowMs: () => clock.nowMs() });
  call = createHubspotClient({ baseUrl: hubspot.url, outbound: { allow: ['127.0.0.1'] }, nowMs: () => clock.nowMs(), secret: { token: hubspot.token } });
});
after(() => hubspot.close());

async function walkAll(since: string): Promise<{ ids: string[]; requests: number }> {
  const ids: string[] = [];
  const before = hubspot.asked.length;
  for (let cursor: CrmCursor = null; ;) {
    const { rows, next } = await walkChanges(call, walk, since, cursor);
    ids.push(...rows.map((row) => String(row['id'])));
    if (next === null) return { ids, requests: hubspot.asked.length - before };
    cursor = JSON.parse(JSON.stringify(next)); // as the database keeps it
  }
}

test('more changes than one query gives are all found, once, also where a thousand share an instant and where records change while one reads', async () => {
  const start = clock.nowMs() - 40_000_000;
  const total = 10_400;
  for (let n = 1; n <= total; n += 1) {
    // A bulk import: 1,000 in one millisecond, exactly a page in another, and the end of a page in the middle of a third.
    const at = n > 3_000 && n <= 4_000 ? start + 3_000_000 : n > 4_000 && n <= 4_200 ? start + 4_100_000 : n > 5_390 && n <= 5_410 ? start + 5_400_000 : start + n * 1_000;
    hubspot.put('contacts', String(n), { email: `p${n}@home.test` }, at);
  }
  hubspot.put('contacts', '20000', { email: 'old@home.test' }, start - 1);
  let moved = 0;
  hubspot.beforeAnswer((_n, path) => {
    if (path.endsWith('/search') && moved < 20) {
      // One that was read and one that was not are written to: both go to the end.
      hubspot.put('contacts', String(1 + moved), { email: `again${moved}@home.test` }, clock.nowMs() - 1_000 + moved);
      hubspot.put('contacts', String(10_000 + moved), { email: `later${moved}@home.test` }, clock.nowMs() - 500 + moved);
      moved += 1;
    }
  });
  const { ids, requests } = await walkAll(new Date(start).toISOString());
  hubspot.beforeAnswer(null);
  assert.equal(new Set(ids).size, total);
  assert.equal(ids.includes('20000'), false);
  // Only what changed after it was read comes again.
  assert.ok(ids.length - total <= 40, `${ids.length - total} came twice`);
  assert.ok(requests <= Math.ceil(total / 200) + 10, `${requests} requests`);
  assert.deepEqual(hubspot.violations, []);
});

test('nothing has changed: one request and no rows', async () => {
  assert.deepEqual(await walkAll(new Date(clock.nowMs() + 1_000).toISOString()), { ids: [], requests: 1 });
});
