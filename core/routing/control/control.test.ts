import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openFloor, type Floor } from '#testkit/routing/open-floor.ts';
import { acknowledgeControl, readControlCommands, waitForControl } from '../index.ts';
import { writeCommands } from './write-commands.ts';

let floor: Floor;
let interactionId = 0;
before(async () => {
  floor = await openFloor();
  ({ interaction: { id: interactionId } } = await floor.arrive(await floor.queue({ name: 'Line' })));
});
after(() => floor.close());

const read = (since: number) => floor.change((tx) => readControlCommands(tx, floor.act(), { kind: 'call', after: since }));
const play = (text: string) => [{ interactionId, kind: 'call' as const, command: 'play' as const, agentId: null, data: { text } }];

test('a command that is committed late comes late and is not missed', async () => {
  const begun = (await read(0)).at(-1)!.position;
  const late = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  const slow = floor.change(async (tx) => {
    await writeCommands(tx, floor.act(), play('slow'));
    written.resolve();
    await late.promise;
  });
  await written.promise;
  await floor.change((tx) => writeCommands(tx, floor.act(), play('quick')));
  const first = await read(begun);
  assert.deepEqual(first.map(({ data }) => data.text), ['quick']);
  late.resolve();
  await slow;
  assert.deepEqual((await read(first[0]!.position)).map(({ position, data }) => [position, data.text]), [[first[0]!.position + 1, 'slow']]);
});

test('whoever waits for a command is woken by it', async () => {
  const since = (await read(0)).at(-1)!.position;
  const waiting = waitForControl(floor.change, floor.act(), { kind: 'call', after: since, limit: 10, waitMs: 60_000 });
  await floor.change((tx) => writeCommands(tx, floor.act(), play('now')));
  assert.deepEqual((await waiting).map(({ data }) => data.text), ['now']);
  assert.deepEqual(await waitForControl(floor.change, floor.act(), { kind: 'chat', after: 0, limit: 10, waitMs: 0 }), []);
});

test('an outcome is said once; the same again is no error, another one is a conflict', async () => {
  const { id } = (await read(0))[0]!;
  const say = (outcome: 'done' | 'failed') => floor.change((tx) => acknowledgeControl(tx, floor.act(), { id, kind: 'call', outcome }));
  await say('failed');
  await say('failed');
  await assert.rejects(say('done'), { code: 'conflict', key: 'control-acknowledged' });
  await assert.rejects(floor.change((tx) => acknowledgeControl(tx, floor.act(), { id, kind: 'chat', outcome: 'failed' })), { code: 'not-found' });
});
