import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { DemoState } from '#core/channels/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
let demo: DemoState = { state: 'none', text: '' };
before(async () => {
  const { house } = noOutside();
  desk = await openNative({ outside: { house: { ...house, demo: { state: () => demo, start: ({ userId }) => { demo = { state: 'running', text: `for ${userId}` }; } } } } });
});
after(() => desk.close());

test('200: the checklist says what is done', async () => {
  const { status, body } = await desk.ask('GET', '/setup');
  assert.deepEqual([status, body], [200, {
    hasChannel: true, hasMail: false, hasIncomingConnection: false, hasOutgoingConnection: false, hasHours: false, hasInternalDomains: true, hasColleagues: false,
    suggestedDomains: [], demo: { state: 'none', text: null, key: null },
  }]);
});

test('200: the demo is started once by who may, and its state is shown', async () => {
  assert.equal((await desk.ask('POST', '/setup/demo', undefined, await desk.tokenFor('settings.read'))).status, 403);
  assert.deepEqual((await desk.ask('POST', '/setup/demo')).body, { state: 'running', text: `for ${desk.userId}`, key: null });
  assert.deepEqual((await desk.ask('GET', '/setup')).body['demo'], { state: 'running', text: `for ${desk.userId}`, key: null });
  assert.equal((await desk.ask('GET', '/setup', undefined, await desk.tokenFor('people.read'))).status, 403);
});
