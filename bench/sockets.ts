import { parseArgs } from 'node:util';
import { postMessage, receiveMails } from '#core/conversations/index.ts';
import { sql } from '#storage/index.ts';
import { openLiveClient } from '#testkit/live/live-client.ts';
import { openLiveRig } from '#testkit/live/open-live-rig.ts';
import { writeMail } from '#testkit/people/write-mail.ts';

/**
 * Open pages: how long from the commit of a note until every socket was told, and what the sockets cost. Clients and server share this process,
 * so the figures hold both sides' work. node_modules/.bin/node bench/sockets.ts --sockets 1000 --notes 50
 */
const { values } = parseArgs({ options: { sockets: { type: 'string', default: '1000' }, notes: { type: 'string', default: '50' } } });
const [socketsCount, notesCount] = [Number(values.sockets), Number(values.notes)];

const rig = await openLiveRig({ socketsPerPersonMax: socketsCount + 1, helloMs: 120_000 });
await rig.database.withAccount(rig.accountId, (tx) => receiveMails(tx, rig.act, rig.help, [writeMail({ id: '1@x', from: 'bo@home.test', subject: 'One' })]));
const { id: conversation } = await rig.database.withAccount(rig.accountId, (tx) => tx.one(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${rig.accountId}`));
const rssBefore = process.memoryUsage().rss;
const openStartMs = performance.now();
const clients: ReturnType<typeof openLiveClient>[] = [];
for (let at = 0; at < socketsCount; at += 100) {
  const some = Array.from({ length: Math.min(100, socketsCount - at) }, () => openLiveClient(rig.url, { hello: { after: null, token: rig.ada.token.secret } }));
  await Promise.all(some.map((client) => client.until((message) => message.type === 'hello')));
  clients.push(...some);
}
const openedMs = performance.now() - openStartMs;
const rssMb = (process.memoryUsage().rss - rssBefore) / 1024 ** 2;
const firstMs: number[] = [];
const allMs: number[] = [];
for (let note = 0; note < notesCount; note += 1) {
  for (const client of clients) client.messages.length = 0;
  await postMessage(rig.database, rig.act, { conversationId: conversation, direction: 'note', text: `note ${note}` });
  const committedMs = performance.now();
  rig.wake();
  const told = clients.map((client) => client.until((message) => message.type === 'changes' && message.changes.length > 0));
  await Promise.race(told);
  firstMs.push(performance.now() - committedMs);
  await Promise.all(told);
  allMs.push(performance.now() - committedMs);
}
const quantile = (list: readonly number[], share: number): number => Math.round(list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0);
console.log(JSON.stringify({
  sockets: socketsCount, notes: notesCount, openedPerSecond: Math.round(socketsCount / openedMs * 1_000), rssMbBothSides: Math.round(rssMb),
  commitToFirstMs: { p50: quantile(firstMs, 0.5), p95: quantile(firstMs, 0.95) }, commitToAllMs: { p50: quantile(allMs, 0.5), p95: quantile(allMs, 0.95) }, failures: rig.failures.length,
}));
for (const client of clients) client.leave();
await rig.close();
process.exit(0);
