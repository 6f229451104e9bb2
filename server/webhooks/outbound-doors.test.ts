import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { after, before, test } from 'node:test';
import { CoreError } from '#core/kernel/index.ts';
import { changeWebhook, checkCallUrl, createTestDelivery } from '#core/webhooks/index.ts';
import { sql } from '#storage/index.ts';
import { insideTargets } from '#testkit/http-receiver/inside-targets.ts';
import { checkTarget } from './check-target.ts';
import { createDeliver } from './deliver.ts';
import { openHookRoom, type HookRoom } from './testing/hook-room.ts';

/** Counts whoever connects, whatever he says. */
let canaries: Server[] = [];
let port = 0;
let touched = 0;
let room: HookRoom;
before(async () => {
  room = await openHookRoom();
  const listen = (host: string, at: number) => new Promise<Server>((resolve, reject) => {
    const server = createServer((socket) => { touched += 1; socket.destroy(); });
    server.once('error', reject);
    server.listen(at, host, () => resolve(server));
  });
  canaries = [await listen('127.0.0.1', 0)];
  port = (canaries[0]!.address() as AddressInfo).port;
  canaries.push(await listen('::1', port));
});
after(async () => {
  for (const server of canaries) server.close();
  await room.close();
});

const rules = { allow: [] };

test('40 ways to name an address inside: refused when saved, when tested and when delivered, with one sentence and not one connection', async () => {
  const targets = insideTargets(port);
  assert.ok(targets.length >= 40, String(targets.length));
  const { resolve: _scripted, ...withSystemNames } = { ...room.context, allow: [] };
  const hook = await room.hook({ topics: ['message.stored'] });
  const sentences = new Set<string>();
  for (const { url, resolve } of targets) {
    // Saved: the shape is refused by the command, the place by the door before it.
    const saved = await Promise.resolve().then(() => checkCallUrl('url', url)).then((checked) => checkTarget('url', checked, rules, resolve)).then(() => null, (error: unknown) => error as CoreError);
    assert.ok(saved instanceof CoreError && saved.code === 'invalid', `${url} may be saved`);
    sentences.add(saved.safeText);
    // A row that holds it all the same, as one of an older version might.
    await room.within((tx) => tx.run(sql`UPDATE webhooks SET url = ${url}, failing_since = NULL, probe_at = NULL WHERE account_id = ${room.desk.accountId} AND id = ${hook.id}`));
    const id = await room.within((tx) => createTestDelivery(tx, room.now(), hook.id));
    await (resolve ? createDeliver({ ...withSystemNames, resolve }) : createDeliver(withSystemNames))(room.desk.accountId, id, { isUrgent: true });
    const delivery = (await room.log(hook.id)).at(-1)!;
    assert.deepEqual([delivery.state, delivery.lastStatus], ['failed', null], url);
  }
  assert.equal(touched, 0);
  assert.equal(sentences.size, 2, [...sentences].join('\n'));
});

test('a name that says another address at each question is dialled at the one that was checked', async () => {
  let asked = 0;
  const turning = async () => [{ address: asked++ % 2 === 0 ? '93.184.216.34' : '127.0.0.1', family: 4 }];
  await checkTarget('url', 'http://turning.test/', rules, turning); // saved while it was outside
  const hook = await room.hook({ topics: ['message.stored'] });
  await room.within((tx) => tx.run(sql`UPDATE webhooks SET url = ${`http://turning.test:${port}/`} WHERE account_id = ${room.desk.accountId} AND id = ${hook.id}`));
  const id = await room.within((tx) => createTestDelivery(tx, room.now(), hook.id));
  await createDeliver({ ...room.context, allow: [], resolve: turning })(room.desk.accountId, id, { isUrgent: true });
  assert.deepEqual([(await room.log(hook.id)).at(-1)!.state, touched, asked], ['failed', 0, 2]);
});

test('a redirect inside is no way in', async () => {
  const hook = await room.hook({ topics: ['message.stored'] });
  for (const status of [301, 302, 303, 307, 308]) {
    room.receiver.behave(() => ({ status, headers: { location: `http://127.0.0.1:${port}/` } }));
    const id = await room.within((tx) => createTestDelivery(tx, room.now(), hook.id));
    await createDeliver(room.context)(room.desk.accountId, id, { isUrgent: true });
    assert.equal((await room.log(hook.id)).at(-1)!.lastStatus, status);
  }
  assert.equal(touched, 0);
});

test('a webhook cannot be moved inside by a change either', async () => {
  const hook = await room.hook({ topics: ['message.stored'] });
  for (const url of ['file:///etc/passwd', 'gopher://127.0.0.1', 'unix:/run/x', 'http://ok@127.0.0.1/', 'javascript:alert(1)', '//127.0.0.1/', 'http://', ' http://a.test', 'http://a.test/\u0000']) {
    await assert.rejects(room.within((tx) => changeWebhook(tx, room.now(), hook.id, { url })), { code: 'invalid' }, url);
  }
});
