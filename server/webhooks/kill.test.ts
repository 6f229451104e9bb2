import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { catchUp } from '#core/events/index.ts';
import { webhookClaimMs } from '#core/webhooks/index.ts';
import { openHookRoom, type HookRoom } from './testing/hook-room.ts';
import { webhooksReactor } from './webhooks-reactor.ts';

let room: HookRoom;
before(async () => { room = await openHookRoom(); });
after(() => room.close());

async function deliverOnce(deliveryId: number, crashAt: string | null): Promise<NodeJS.Signals | null> {
  const input = { connection: room.desk.database.connection, accountId: room.desk.accountId, deliveryId, key: room.key.bytes.toString('base64'), now: room.now().now };
  const child = spawn(process.execPath, [fileURLToPath(new URL('./testing/deliver-once.ts', import.meta.url)), JSON.stringify(input)], {
    env: { ...process.env, ...(crashAt === null ? {} : { PATCHBAY_CRASH_AT: `${crashAt}:1` }) }, stdio: ['ignore', 'ignore', 'inherit'],
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_code, signal) => resolve(signal));
  });
}

test('a process killed before the call, or between 200 and writing it down, leaves the delivery to a later try: at least once, with one id and one body', async () => {
  const hook = await room.hook({ topics: ['message.stored'] });
  const conversationId = await room.open();
  for (const [crashAt, heardByThen] of [['webhook-claimed', 0], ['webhook-called', 1]] as const) {
    room.receiver.calls.length = 0;
    await room.say(conversationId, crashAt);
    await catchUp(room.desk.database, [webhooksReactor]);
    const { id } = (await room.log(hook.id)).at(-1)!;
    assert.equal(await deliverOnce(id, crashAt), 'SIGKILL');
    assert.deepEqual([room.receiver.calls.length, (await room.log(hook.id)).at(-1)!.state], [heardByThen, 'queued']);
    assert.equal(await deliverOnce(id, null), null);
    assert.equal(room.receiver.calls.length, heardByThen, 'not while the dead one may still be at it');
    room.clock.advance(webhookClaimMs + 1);
    assert.equal(await deliverOnce(id, null), null);
    const { state, attempts } = (await room.log(hook.id)).at(-1)!;
    assert.deepEqual([state, attempts, room.receiver.calls.length], ['delivered', 2, heardByThen + 1]);
    assert.equal(new Set(room.receiver.calls.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size, 1);
  }
});
