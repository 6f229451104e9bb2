import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { Webhook as Verifier } from 'standardwebhooks';
import { changeConversation, changeLife } from '#core/conversations/index.ts';
import { changeWebhook, createTestDelivery, getWebhook, openSecrets, replayDelivery, rotateSecret, startReplay, sweepDeliveries, type DeliveryWithTries } from '#core/webhooks/index.ts';
import { createHouseStub } from './testing/house-stub.ts';
import { createDeliver } from './deliver.ts';
import { findStrandedDeliveries } from './stranded-deliveries.ts';
import { openHookRoom, type HookRoom } from './testing/hook-room.ts';

const minute = 60_000;
const hour = 60 * minute;
let room: HookRoom;
before(async () => { room = await openHookRoom(); });
after(() => room.close());
beforeEach(() => room.clear());

const secretsOf = (id: number) => room.within((tx) => openSecrets(tx, room.now(), room.key, id));
const keysOf = () => room.receiver.calls.map(({ headers }) => headers['webhook-id'] as string);
const statesOf = (log: readonly DeliveryWithTries[]) => log.map(({ state }) => state);
const failing = (id: number) => room.within(async (tx) => (await getWebhook(tx, room.now(), id)).failingSince);

/** The specification's text, written anew: https://github.com/standard-webhooks/standard-webhooks, "Signature scheme". */
function signatureBySpecification(secret: string, { id, timestamp, body }: { id: string; timestamp: string; body: string }): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64')}`;
}

test('what happens is told once, in order, signed so that two independent verifiers take it, and a changed body or another secret does not', async () => {
  const hook = await room.hook();
  const conversationId = await room.open();
  const messageId = await room.say(conversationId, 'Hello <b>');
  await room.drain();
  await room.drain();
  const [first, second, ...more] = room.receiver.calls;
  assert.equal(more.length, 0);
  const [secret] = await secretsOf(hook.id);
  for (const call of [first!, second!]) {
    const headers = { 'webhook-id': call.headers['webhook-id'] as string, 'webhook-timestamp': call.headers['webhook-timestamp'] as string, 'webhook-signature': call.headers['webhook-signature'] as string };
    assert.equal(headers['webhook-signature'], signatureBySpecification(secret!, { id: headers['webhook-id'], timestamp: headers['webhook-timestamp'], body: call.body }));
    // The package looks at the machine's clock; the desk's is in 2024. Its signing has no clock, and its verifying is tried with the time put right.
    const verifier = new Verifier(secret!);
    assert.equal(verifier.sign(headers['webhook-id'], new Date(Number(headers['webhook-timestamp']) * 1000), call.body), headers['webhook-signature']);
    const fresh = new Date();
    const resigned = { ...headers, 'webhook-timestamp': String(Math.floor(fresh.getTime() / 1000)), 'webhook-signature': signatureBySpecification(secret!, { id: headers['webhook-id'], timestamp: String(Math.floor(fresh.getTime() / 1000)), body: call.body }) };
    assert.deepEqual(verifier.verify(call.body, resigned), JSON.parse(call.body));
    assert.throws(() => verifier.verify(`${call.body} `, resigned));
    assert.throws(() => new Verifier(`whsec_${Buffer.alloc(32, 7).toString('base64')}`).verify(call.body, resigned));
  }
  const [opened, stored] = [JSON.parse(first!.body), JSON.parse(second!.body)];
  assert.deepEqual([opened.topic, opened.conversation.id, opened.sequence, opened.conversation.contact.name], ['conversation.opened', conversationId, 1, 'Bo']);
  assert.deepEqual([stored.topic, stored.message.id, stored.message.text, stored.sequence, second!.headers['webhook-sequence'], second!.headers['webhook-conversation']], ['message.stored', messageId, 'Hello <b>', 2, '2', String(conversationId)]);
  const log = await room.log(hook.id);
  assert.deepEqual(log.map(({ state, attempts, tries }) => [state, attempts, tries.map(({ status, answer }) => [status, answer])]), [['delivered', 1, [[200, 'ok']]], ['delivered', 1, [[200, 'ok']]]]);
});

test('an import, a backfill and a rebuild tell nobody', async () => {
  const hook = await room.hook({ topics: ['conversation.opened', 'message.stored', 'conversation.changed', 'contact.created'] });
  const conversationId = await room.open();
  await room.drain();
  const before = room.receiver.calls.length;
  for (const [origin, priority] of [['import', 1], ['backfill', 2], ['rebuild', 3]] as const) {
    await room.say(conversationId, origin, { act: { ...room.now(), origin } });
    await room.within((tx) => changeConversation(tx, { ...room.now(), origin }, conversationId, { priority }));
  }
  await room.drain();
  assert.deepEqual([room.receiver.calls.length, (await room.log(hook.id)).length], [before, before]);
});

test('a webhook of a channel hears of that channel; one that is off or deleted hears nothing; a status is told as such', async () => {
  const here = await room.hook({ channelId: room.apiChannelId, topics: ['conversation.status'] });
  const elsewhere = await room.hook({ channelId: room.desk.help.id, topics: ['conversation.status'] });
  const off = await room.hook({ topics: ['conversation.status'] });
  await room.within((tx) => changeWebhook(tx, room.now(), off.id, { isDisabled: true }));
  const conversationId = await room.open();
  await room.within((tx) => changeLife(tx, room.now(), [conversationId], { life: 'resolved' }));
  await room.drain();
  assert.deepEqual([(await room.log(here.id)).length, (await room.log(elsewhere.id)).length, (await room.log(off.id)).length], [1, 0, 0]);
  const { change, conversation } = JSON.parse(room.receiver.calls[0]!.body);
  assert.deepEqual([change, conversation.life], [{ field: 'life', from: 'open', to: 'resolved' }, 'resolved']);
});

test('a receiver that was down for an hour has everything afterwards, each once by its id, and was tried by one at a time meanwhile', async () => {
  const hook = await room.hook();
  const conversationId = await room.open();
  await room.drain();
  room.receiver.calls.length = 0;
  room.receiver.behave(() => 'reset');
  for (let n = 0; n < 30; n += 1) {
    await room.say(conversationId, `m${n}`);
    await room.pass(2 * minute);
  }
  const triesWhileDown = room.receiver.calls.length;
  assert.ok(triesWhileDown < 60, `${triesWhileDown} tries of 30 deliveries in an hour: the others waited`);
  assert.notEqual(await failing(hook.id), null);
  room.receiver.behave(() => ({ status: 200 }));
  room.receiver.calls.length = 0;
  await room.pass(6 * minute, 3);
  const log = (await room.log(hook.id)).slice(1);
  assert.deepEqual([new Set(statesOf(log)), log.length, await failing(hook.id)], [new Set(['delivered']), 30, null]);
  const keys = keysOf();
  assert.deepEqual([keys.length, new Set(keys)], [30, new Set(log.map(({ messageKey }) => messageKey))]);
  const sequences = room.receiver.calls.map(({ headers }) => Number(headers['webhook-sequence'])).toSorted((a, b) => a - b);
  assert.deepEqual(sequences, Array.from({ length: 30 }, (_, n) => n + 2), 'without gaps: whoever sorts has the order');
});

test('a receiver that is down for longer than three days: ten tries, then everything is listed as failed, and a replay brings it with the same id and body', async () => {
  const hook = await room.hook({ topics: ['message.stored'] });
  const conversationId = await room.open();
  room.receiver.behave(() => ({ status: 502, body: 'bad gateway' }));
  const begin = room.clock.nowMs();
  for (let n = 0; n < 3; n += 1) await room.say(conversationId, `m${n}`);
  await room.drain();
  for (let hours = 0; hours < 90; hours += 2) await room.pass(2 * hour, 6);
  const log = await room.log(hook.id);
  assert.deepEqual(statesOf(log), ['failed', 'failed', 'failed']);
  for (const { attempts, tries, endedAt, messageKey } of log) {
    assert.ok(attempts <= 10 && tries.length === attempts, `${attempts} tries`);
    assert.ok(Date.parse(endedAt!) - begin >= 72 * hour, 'not before three days are over');
    assert.deepEqual(new Set(room.receiver.calls.filter(({ headers }) => headers['webhook-id'] === messageKey).map(({ body }) => body)).size, 1);
  }
  assert.equal(Math.max(...log.map(({ attempts }) => attempts)), 10);
  const bodies = log.map(({ body }) => body);
  room.receiver.behave(() => ({ status: 204 }));
  room.receiver.calls.length = 0;
  const house = createHouseStub();
  await room.within((tx) => startReplay(tx, room.now(), house, { webhookId: hook.id, from: new Date(begin - 1).toISOString(), to: room.now().now, which: 'failed' }));
  await room.drain();
  assert.deepEqual([statesOf(await room.log(hook.id)), room.receiver.calls.map(({ body }) => body), keysOf()], [['delivered', 'delivered', 'delivered'], bodies, log.map(({ messageKey }) => messageKey)]);
  await room.within((tx) => replayDelivery(tx, room.now(), house, hook.id, log[1]!.id));
  await room.drain();
  assert.equal(keysOf().at(-1), log[1]!.messageKey);
});

test('429 and 503 are left alone for as long as they ask; a redirect is not followed; a slow or broken answer fails, a taken one counts however long its body is', async () => {
  const hook = await room.hook({ topics: ['message.stored'] });
  const conversationId = await room.open();
  const one = async (text: string): Promise<DeliveryWithTries> => {
    await room.say(conversationId, text);
    await room.drain();
    return (await room.log(hook.id)).at(-1)!;
  };
  const nextIn = ({ nextTryAt }: DeliveryWithTries) => (Date.parse(nextTryAt!) - room.clock.nowMs()) / 1_000;
  const settle = async () => { room.receiver.behave(() => ({ status: 200 })); await room.pass(2 * hour, 24); assert.equal(await failing(hook.id), null); };

  room.receiver.behave(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
  const busy = await one('429');
  assert.deepEqual([busy.state, busy.lastStatus, nextIn(busy)], ['queued', 429, 3_600]);
  const calls = room.receiver.calls.length;
  await room.pass(50 * minute, 10);
  assert.equal(room.receiver.calls.length, calls, 'nobody knocks before the hour is over');
  await settle();

  room.receiver.behave(() => ({ status: 503, headers: { 'retry-after': new Date(room.clock.nowMs() + 10 * minute).toUTCString() } }));
  assert.equal(Math.round(nextIn(await one('503'))), 600);
  await settle();

  room.receiver.behave(({ path }) => (path === '/hook' ? { status: 302, headers: { location: '/elsewhere' } } : { status: 200 }));
  const moved = await one('302');
  assert.deepEqual([moved.lastStatus, moved.lastError, room.receiver.calls.some(({ path }) => path === '/elsewhere'), await failing(hook.id)], [302, 'the receiver answered 302: redirects are not followed', false, null]);
  await settle();

  for (const [reaction, said] of [['hang', /no answer within/], ['reset', /broke before an answer/]] as const) {
    room.receiver.behave(() => reaction);
    const broken = await one(reaction);
    assert.deepEqual([broken.state, broken.lastStatus], ['queued', null]);
    assert.match(broken.lastError!, said);
    await settle();
  }
  room.receiver.behave(() => 'drip');
  assert.deepEqual([(await one('drip')).state, (await room.log(hook.id)).at(-1)!.tries[0]!.status], ['delivered', 200]);
  room.receiver.behave(() => ({ status: 200, body: 'x'.repeat(500_000) }));
  const long = await one('long');
  assert.deepEqual([long.state, long.tries[0]!.answer!.length], ['delivered', 4_000]);
});

test('410 turns the webhook off and says so; what waited is listed; enabled again it hears of what happens then', async () => {
  const hook = await room.hook({ topics: ['message.stored'] });
  const conversationId = await room.open();
  room.receiver.behave(() => ({ status: 500 }));
  await room.say(conversationId, 'waits');
  await room.drain();
  room.receiver.behave(() => ({ status: 410 }));
  await room.say(conversationId, 'gone');
  await room.pass(10 * minute, 20);
  const off = await room.within((tx) => getWebhook(tx, room.now(), hook.id));
  assert.deepEqual([off.disabledBecause, off.disabledAt !== null, statesOf(await room.log(hook.id))], ['gone', true, ['failed', 'failed']]);
  assert.match(off.errorText!, /410/);
  room.receiver.behave(() => ({ status: 200 }));
  await room.say(conversationId, 'unheard');
  await room.drain();
  assert.equal((await room.log(hook.id)).length, 2);
  await room.within((tx) => changeWebhook(tx, room.now(), hook.id, { isDisabled: false }));
  await room.say(conversationId, 'heard');
  await room.drain();
  assert.deepEqual([(await room.log(hook.id)).at(-1)!.state, (await room.within((tx) => getWebhook(tx, room.now(), hook.id))).disabledBecause], ['delivered', null]);
});

test('a dead receiver stops nobody; one delivery that is refused by itself brakes nothing', async () => {
  const dead = await room.hook({ topics: ['message.stored'], url: `${room.receiver.url}?dead` });
  const alive = await room.hook({ topics: ['message.stored'], url: `${room.receiver.url}?alive` });
  room.receiver.behave(({ path, body }) => (path.endsWith('dead') ? 'reset' : JSON.parse(body).message.text === 'poison' ? { status: 422 } : { status: 200 }));
  const conversationId = await room.open();
  for (const text of ['a', 'poison', 'b', 'c']) await room.say(conversationId, text);
  await room.drain();
  assert.deepEqual([statesOf(await room.log(alive.id)), await failing(alive.id)], [['delivered', 'queued', 'delivered', 'delivered'], null]);
  assert.deepEqual([statesOf(await room.log(dead.id)), room.receiver.calls.filter(({ path }) => path.endsWith('dead')).length], [['queued', 'held', 'held', 'held'], 1]);
});

test('a rotated secret signs beside the old one for a day, then alone; one that got out is dead at once', async () => {
  const hook = await room.hook({ topics: ['message.stored'] });
  const conversationId = await room.open();
  const [old] = await secretsOf(hook.id);
  const fresh = await room.within((tx) => rotateSecret(tx, room.now(), room.key, hook.id));
  const signatures = async (): Promise<string[]> => {
    await room.say(conversationId, 'x');
    await room.drain();
    const { headers, body } = room.receiver.calls.at(-1)!;
    const made = (secret: string) => signatureBySpecification(secret, { id: headers['webhook-id'] as string, timestamp: headers['webhook-timestamp'] as string, body });
    return (headers['webhook-signature'] as string).split(' ').map((one) => (one === made(fresh) ? 'fresh' : one === made(old!) ? 'old' : 'other'));
  };
  assert.deepEqual(await signatures(), ['fresh', 'old']);
  room.clock.advance(25 * hour);
  assert.deepEqual(await signatures(), ['fresh']);
  const last = await room.within((tx) => rotateSecret(tx, room.now(), room.key, hook.id, { keepOldMs: 0 }));
  assert.deepEqual([await signatures(), await secretsOf(hook.id)], [['other'], [last]]);
});

test('secrets that a receiver sends back are not kept', async () => {
  const hook = await room.hook({ topics: ['message.stored'] });
  const [secret] = await secretsOf(hook.id);
  room.receiver.behave(({ headers }) => ({ status: 200, body: `${String(headers['webhook-signature'])} ${secret} \u0000` }));
  await room.say(await room.open(), 'x');
  await room.drain();
  assert.equal((await room.log(hook.id))[0]!.tries[0]!.answer, 'v1,[secret] [secret] ');
});

test('of two that take one delivery at once one calls', async () => {
  const hook = await room.hook({ topics: ['message.stored'] });
  await room.say(await room.open(), 'x');
  const { webhooksReactor } = await import('./webhooks-reactor.ts');
  const { catchUp } = await import('#core/events/index.ts');
  await catchUp(room.desk.database, [webhooksReactor]);
  const [{ id }] = await room.log(hook.id) as [DeliveryWithTries];
  const [one, two] = [createDeliver(room.context), createDeliver({ ...room.context, database: room.desk.secondPool() })];
  await Promise.all([one(room.desk.accountId, id), two(room.desk.accountId, id), one(room.desk.accountId, id)]);
  assert.deepEqual([room.receiver.calls.length, (await room.log(hook.id))[0]!.attempts], [1, 1]);
});

test('a test is sent at once, also to a webhook that is off or fails, and is tried once', async () => {
  const hook = await room.hook();
  await room.within((tx) => changeWebhook(tx, room.now(), hook.id, { isDisabled: true }));
  const deliver = createDeliver(room.context);
  const sendTest = async () => {
    const id = await room.within((tx) => createTestDelivery(tx, room.now(), hook.id));
    await deliver(room.desk.accountId, id, { isUrgent: true });
    return (await room.log(hook.id)).at(-1)!;
  };
  assert.deepEqual([(await sendTest()).state, JSON.parse(room.receiver.calls[0]!.body).topic], ['delivered', 'test']);
  room.receiver.behave(() => ({ status: 500, body: 'broken' }));
  const { state, lastError, tries } = await sendTest();
  assert.deepEqual([state, lastError, tries.map(({ answer }) => answer), await failing(hook.id)], ['failed', 'the receiver answered 500', ['broken'], null]);
});

test('a delivery whose job was lost is found; the log forgets what ended long ago and nothing that waits', async () => {
  const hook = await room.hook({ topics: ['message.stored'] });
  const conversationId = await room.open();
  await room.say(conversationId, 'x');
  const { webhooksReactor } = await import('./webhooks-reactor.ts');
  const { catchUp } = await import('#core/events/index.ts');
  const { sql } = await import('#storage/index.ts');
  await catchUp(room.desk.database, [webhooksReactor]);
  await room.desk.database.rows(sql<object>`DELETE FROM jobs`);
  await room.drain();
  assert.equal(room.receiver.calls.length, 0);
  assert.equal(await findStrandedDeliveries(room.desk.database, room.clock.nowMs()), 0, 'not while it may be under way');
  room.clock.advance(3 * minute);
  assert.equal(await findStrandedDeliveries(room.desk.database, room.clock.nowMs()), 1);
  await room.drain();
  assert.deepEqual(statesOf(await room.log(hook.id)), ['delivered']);
  room.receiver.behave(() => 'reset');
  await room.say(conversationId, 'waits');
  await room.drain();
  room.clock.advance(40 * 24 * hour);
  await room.within((tx) => sweepDeliveries(tx, room.now(), new Date(room.clock.nowMs() - 30 * 24 * hour).toISOString()));
  assert.deepEqual(statesOf(await room.log(hook.id)), ['queued']);
});
