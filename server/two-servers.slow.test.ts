import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '#storage/index.ts';
import { cloneDatabase } from '#testkit/database/clone-database.ts';
import { twoServers } from '#testkit/routing/two-servers.ts';

/** The short form of bench/two-servers.ts. */
test('two servers give out 100 calls to 100 agents, one is killed in the middle: no offer twice, none overtaken, no call lost', async (t) => {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.connection);
  try {
    const { output, ...result } = await twoServers({ connection: clone.connection, database, arrivals: 100, agents: 100, hands: 6, people: 4, seed: 7, kills: 1 });
    t.diagnostic(JSON.stringify(result));
    assert.deepEqual({ problems: result.problems, lost: result.lost, doubled: result.doubled, left: result.left, handled: result.handled, kills: result.kills }, { problems: [], lost: 0, doubled: 0, left: 0, handled: 100, kills: 1 }, output.slice(-3_000));
    assert.ok(result.rejected > 0 && result.offers >= result.handled + result.rejected, `${result.offers} offers, ${result.rejected} rejected`);
    assert.ok(result.repeats > 0, 'somebody asked a dead server');
  } finally {
    await database.close();
    await clone.drop();
  }
});
