import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CoreError } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { customerWrites } from '../../testing/conversations.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

interface Shown { readonly id: number; readonly app: string; readonly url: string; readonly model: string | null; readonly hasSecret: boolean; readonly webhookId: number | null; readonly botId: number | null; readonly failingSince: string | null; readonly errorText: string | null }
let desk: NativeDesk;
const asked: { url: string; key: string | undefined; said: string }[] = [];
let answers = (): { status: number; body: string } => ({ status: 200, body: JSON.stringify({ choices: [{ message: { content: 'Dear <b>you</b>' } }] }) });
before(async () => {
  desk = await openNative({ outside: {
    callOut: async (url, { headers, body }) => {
      asked.push({ url, key: headers['authorization'], said: (JSON.parse(body) as { messages: { content: string }[] }).messages.at(-1)!.content });
      return answers();
    },
    checkTarget: async (field, url) => { if (url.includes('inside')) throw new CoreError('invalid', 'inside', { fields: [{ field, problem: 'leads inside' }] }); },
  } });
});
after(() => desk.close());
const connect = (body: object, token?: string) => desk.ask<Shown & { code: string; fields: { field: string }[] }>('POST', '/integrations', body, token);
const list = async () => (await desk.ask<{ items: Shown[] }>('GET', '/integrations')).body.items;

test('what is listed can be connected: a team chat, a program that answers, a model that drafts; each is shown without its key', async () => {
  const chat = await connect({ app: 'chat-post', url: 'https://chat.test/in/secret' });
  assert.deepEqual([chat.status, chat.body.url, typeof chat.body.webhookId, chat.body.botId], [201, 'https://chat.test/in/secret', 'number', null], JSON.stringify(chat.body));
  const bot = await connect({ app: 'bot-endpoint', url: 'https://bot.test/ask', channelId: desk.help.id, name: 'Robo' });
  assert.deepEqual([bot.status, typeof bot.body.webhookId, typeof bot.body.botId], [201, 'number', 'number'], JSON.stringify(bot.body));
  const bots = await desk.ask<{ items: { id: number; name: string; channelIds: number[] }[] }>('GET', '/bots');
  assert.deepEqual(bots.body.items.map(({ id, name, channelIds }) => [id, name, channelIds]), [[bot.body.botId, 'Robo', [desk.help.id]]]);
  const helper = await connect({ app: 'draft-helper', url: 'https://model.test/v1/', model: 'small', secret: 'sk-hidden' });
  assert.deepEqual([helper.status, helper.body.model, helper.body.hasSecret], [201, 'small', true]);
  assert.deepEqual((await list()).map(({ app }) => app), ['chat-post', 'bot-endpoint', 'draft-helper']);
  assert.equal(JSON.stringify(await list()).includes('sk-hidden'), false);
});

test('a test asks the model with the kept key; what went wrong is kept until it answers well again, also when an agent asks', async () => {
  const helper = (await list()).find(({ app }) => app === 'draft-helper')!;
  const ask = () => desk.ask<{ isGood: boolean; errorText: string | null; answer: string | null }>('POST', `/integrations/${helper.id}/test`);
  assert.deepEqual((await ask()).body, { isGood: true, status: null, durationMs: null, errorText: null, answer: 'Dear <b>you</b>' });
  assert.deepEqual(asked.at(-1), { url: 'https://model.test/v1/chat/completions', key: 'Bearer sk-hidden', said: 'Hello' });
  const good = answers;
  answers = () => { throw new CoreError('unavailable', 'The program that was asked answered 500.', { key: 'call-refused', values: { status: 500 } }); };
  assert.deepEqual((await ask()).body, { isGood: false, status: null, durationMs: null, errorText: 'The program that was asked answered 500.', answer: null });
  const failing = (await list()).find(({ id }) => id === helper.id)!;
  assert.deepEqual([failing.errorText, typeof failing.failingSince], ['The program that was asked answered 500.', 'string']);
  answers = good;
  const { conversationId } = await customerWrites(desk, { id: 'q@x', from: 'bo@home.test', subject: 'Question' });
  assert.equal((await desk.ask<{ text: string }>('POST', `/conversations/${conversationId}/draft-answer`)).body.text, 'Dear <b>you</b>');
  assert.equal((await list()).find(({ id }) => id === helper.id)!.errorText, null);
  answers = () => ({ status: 200, body: '{"choices": []}' });
  assert.equal((await desk.ask('POST', `/conversations/${conversationId}/draft-answer`)).status, 503);
  assert.match((await list()).find(({ id }) => id === helper.id)!.errorText ?? '', /no draft/);
  answers = good;
});

test('a kept key goes to no other server; what is changed starts anew, what is not named stays', async () => {
  const helper = (await list()).find(({ app }) => app === 'draft-helper')!;
  const change = (body: object) => desk.ask<Shown & { fields: { field: string }[] }>('PATCH', `/integrations/${helper.id}`, body);
  const refused = await change({ url: 'https://elsewhere.test/v1' });
  assert.deepEqual([refused.status, refused.body.fields.map(({ field }) => field)], [422, ['secret']]);
  const same = await change({ url: 'https://model.test/v2', model: 'large' });
  assert.deepEqual([same.status, same.body.url, same.body.model, same.body.hasSecret, same.body.errorText], [200, 'https://model.test/v2', 'large', true, null]);
  const moved = await change({ url: 'https://elsewhere.test/v1', secret: null });
  assert.deepEqual([moved.status, moved.body.hasSecret, moved.body.model], [200, false, 'large']);
  const chat = (await list()).find(({ app }) => app === 'chat-post')!;
  assert.equal((await desk.ask<Shown>('PATCH', `/integrations/${chat.id}`, { url: 'https://chat.test/other' })).body.url, 'https://chat.test/other');
});

test('422, 409, 404 and 403: wrong input, a second one, another account\'s, not allowed; nothing changes', async () => {
  const before = JSON.stringify(await list());
  for (const [body, field] of [
    [{ app: 'chat-post', url: 'javascript:alert(1)' }, 'url'], [{ app: 'chat-post', url: 'https://inside.test' }, 'url'], [{ app: 'chat-post', url: 'https://u:p@x.test' }, 'url'],
    [{ app: 'bot-endpoint', url: 'https://x.test' }, 'channelId'], [{ app: 'draft-helper', url: 'https://x.test' }, 'model'],
  ] as const) {
    const answer = await connect(body);
    assert.deepEqual([answer.status, answer.body.fields?.[0]?.field], [422, field], JSON.stringify(answer.body));
  }
  assert.equal((await connect({ app: 'webhook', url: 'https://x.test' })).status, 422);
  assert.equal((await connect({ app: 'draft-helper', url: 'https://x.test', model: 'm' })).status, 409);
  assert.equal((await connect({ app: 'bot-endpoint', url: 'https://x.test', channelId: desk.help.id })).status, 409);
  assert.equal((await connect({ app: 'chat-post', url: 'https://x.test', channelId: 999_999 })).status, 404);
  const [one] = await list();
  for (const [method, path, body] of [['PATCH', '', {}], ['DELETE', '', undefined], ['POST', '/test', undefined]] as const) assert.equal((await desk.ask(method, `/integrations/${one!.id}${path}`, body, desk.stranger.token)).status, 404);
  const weak = await desk.tokenFor('conversations.read', 'conversations.reply', 'channels.read');
  assert.equal((await connect({ app: 'chat-post', url: 'https://x.test' }, weak)).status, 403);
  assert.equal((await desk.ask('POST', `/integrations/${one!.id}/test`, undefined, weak)).status, 403);
  assert.equal(JSON.stringify(await list()), before);
});

test('what is taken away takes its webhook and its bot along', async () => {
  for (const { id } of await list()) assert.equal((await desk.ask('DELETE', `/integrations/${id}`)).status, 204);
  assert.deepEqual([await list(), (await desk.ask<{ items: unknown[] }>('GET', '/bots')).body.items, (await desk.ask<{ items: unknown[] }>('GET', '/webhooks')).body.items], [[], [], []]);
  assert.deepEqual(await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<object>`SELECT 1 FROM integrations WHERE account_id = ${desk.accountId}`)), []);
});
