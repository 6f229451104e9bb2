import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postMessage, receiveMails } from '#core/conversations/index.ts';
import { readEventsAfter } from '#core/events/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { openLiveClient } from '#testkit/live/live-client.ts';
import { openLiveRig } from '#testkit/live/open-live-rig.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import type { LiveChange, ServerMessage } from './index.ts';

const clientsCount = 6;
const writersCount = 4;
const notesEach = 60;

/**
 * Writers on two processes commit at once, some of them late (a transaction that took its ids long before); clients on both processes lose their
 * connection at random moments, in the middle of batches too, and come back with the last position they were told, to either process.
 */
test('whatever breaks and whenever, what a client was told is the event log: nothing missed, nothing twice, in order', { timeout: 120_000 }, async (context) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  context.diagnostic(`SEED=${seed}`);
  const random = seededRandom(seed);
  const rig = await openLiveRig();
  const second = await rig.secondProcess();
  try {
    await rig.database.withAccount(rig.accountId, (tx) => receiveMails(tx, rig.act, rig.help, [writeMail({ id: '1@x', from: 'bo@home.test', subject: 'One', at: '2024-05-01T10:00:00Z' })]));
    const { id: conversation } = await rig.database.withAccount(rig.accountId, (tx) => tx.one(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${rig.accountId}`));
    let isDone = false;
    const urls = [rig.url, second.url];
    const write = async (database: Database): Promise<void> => {
      for (let at = 0; at < notesEach; at += 1) {
        if (random() < 0.15) await writeLate(database, rig.accountId, random() * 40);
        else await postMessage(database, rig.act, { conversationId: conversation, direction: 'note', text: `note ${at}` });
        if (random() < 0.5) rig.wake();
      }
    };
    const told = Array.from({ length: clientsCount }, (): LiveChange[] => []);
    let reconnects = 0;
    const follow = async (mine: LiveChange[]): Promise<void> => {
      let cursor = 0;
      while (true) {
        const client = openLiveClient(urls[random() < 0.5 ? 0 : 1]!, { hello: { after: cursor, token: rig.ada.token.secret } });
        const cutAfterMs = isDone ? null : random() * 120;
        const caughtUp = new Promise<boolean>((resolve) => {
          const take = (message: ServerMessage): void => {
            if (message.type === 'reload') throw new Error('told to load anew');
            if (message.type !== 'changes') return;
            mine.push(...message.changes);
            cursor = message.position;
          };
          client.socket.on('message', (data) => {
            if (client.socket.readyState !== client.socket.OPEN) return; // cut: what is still in our buffers never came
            take(JSON.parse((data as Buffer).toString('utf8')) as ServerMessage);
          });
          if (cutAfterMs !== null) setTimeout(() => { client.leave(); resolve(false); }, cutAfterMs);
          else {
            const look = setInterval(() => {
              headOf(rig.database, rig.accountId).then((head) => {
                if (cursor < head) return;
                clearInterval(look);
                client.leave();
                resolve(true);
              }, () => {});
            }, 50);
          }
        });
        if (await caughtUp) return;
        reconnects += 1;
      }
    };
    const writing = Promise.all(Array.from({ length: writersCount }, (_, at) => write(at % 2 === 0 ? rig.database : rig.secondPool()))).then(() => { isDone = true; });
    await Promise.all([writing, ...told.map(follow)]);
    await new Promise((resolve) => { setTimeout(resolve, 1_200); });
    const log = await rig.database.withAccount(rig.accountId, (tx) => readEventsAfter(tx, 0, 10_000));
    const expected = log.map(({ position, type, messageId }) => `${position} ${type} ${messageId}`);
    assert.ok(expected.length >= writersCount * notesEach && reconnects >= clientsCount, `${expected.length} events, ${reconnects} reconnects`);
    for (const [at, mine] of told.entries()) assert.deepEqual(mine.map(({ position, type, messageId }) => `${position} ${type} ${messageId}`), expected, `client ${at}, SEED=${seed}`);
    assert.deepEqual(rig.failures, []);
    context.diagnostic(`${expected.length} events, ${clientsCount} clients, ${reconnects} reconnects`);
  } finally {
    await second.close();
    await rig.close();
  }
});

/** Takes its event ids at once and commits `ms` later: events with lower ids become visible after higher ones. */
async function writeLate(database: Database, accountId: number, ms: number): Promise<void> {
  await database.withAccount(accountId, async (tx) => {
    await tx.run(sql`
      INSERT INTO events (account_id, type, data, actor_kind, source, origin, happened_at, stored_at)
      SELECT ${accountId}::bigint, 'contact.changed', '{"contactId": 1}', 'system', 'test', 'live', now(), now() FROM generate_series(1, 3)`);
    await new Promise((resolve) => { setTimeout(resolve, ms); });
  });
}

/** The last position, or infinity while events wait for theirs: whoever left then would miss them. */
async function headOf(database: Database, accountId: number): Promise<number> {
  const { head, waits } = await database.withAccount(accountId, (tx) => tx.one(sql<{ head: number; waits: boolean }>`
    SELECT coalesce((SELECT position FROM event_heads WHERE account_id = ${accountId}), 0)::bigint AS head, EXISTS (SELECT FROM events WHERE account_id = ${accountId} AND position IS NULL) AS waits`));
  return waits ? Infinity : head;
}
