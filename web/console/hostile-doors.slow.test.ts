import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { createApiChannel, createSite, getSite } from '#core/channels/index.ts';
import { changeContact, createContact } from '#core/contacts/index.ts';
import { findMembers } from '#core/accounts/index.ts';
import { openConversation, postMessage, setMessageContent, submitMessageValues, type MessageContent } from '#core/conversations/index.ts';
import { nowText, systemAct, systemClock, type Act } from '#core/kernel/index.ts';
import { createLabel, defineAttribute, setAttributeValues } from '#core/labels/index.ts';
import { mentionAgents } from '#core/notifications/index.ts';
import { sql } from '#storage/index.ts';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { watchContext, type Watched } from '#testkit/browser/watch-page.ts';
import { startReceiver, type HttpReceiver } from '#testkit/http-receiver/start-receiver.ts';
import { walkedWords } from '#testkit/walks/share-of-day.ts';
import { todaysPayloads } from '#testkit/xss/todays-payloads.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

const groupSize = 14;
/** Shown today: half of each class, the whole of them in two days. A page is opened for each group. */
const payloads = todaysPayloads({ days: 2, about: 'doors' });
/** As a name may be: one line, well-formed. */
const line = (text: string, max: number): string => text.replaceAll(/\p{Cc}/gu, ' ').toWellFormed().slice(0, max);
const groups = Array.from({ length: Math.ceil(payloads.length / groupSize) }, (_, at) => payloads.slice(at * groupSize, (at + 1) * groupSize).map(({ text }) => text.replaceAll('\0', '').toWellFormed()));

/** Everything that comes from outside by the doors of live chat, its bots, surveys and integrations, in every place of the desk and the widget that shows it. */
describe('hostile words by every door of live chat, in every surface', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  let receiver: HttpReceiver;
  let act: Act;
  let watched: Watched;
  let page: Page;
  const conversations: number[] = [];
  let siteToken = '';
  let surveyUuid = '';

  before(async () => {
    rig = await openConsole({ env: { PATCHBAY_OUTBOUND_ALLOW: '127.0.0.1' } });
    receiver = await startReceiver();
    act = systemAct(rig.accountId, nowText(systemClock), 'test');
    const within = <T>(work: Parameters<typeof rig.database.withAccount<T>>[1]) => rig.database.withAccount(rig.accountId, work);
    const owner = (await within((tx) => findMembers(tx, act))).find((one) => one.email === rig.agents[0])!;
    const { channelId } = await within(async (tx) => {
      await defineAttribute(tx, act, { entity: 'contact', key: 'said', name: line(groups[0]!.join(' '), 90), type: 'text' });
      await createLabel(tx, act, { name: line(groups[1]!.join(' '), 60) });
      const { id } = await createApiChannel(tx, act, { name: line(groups[2]!.join(' '), 90) });
      return { channelId: id };
    });
    for (const [at, texts] of groups.entries()) {
      await within(async (tx) => {
        const joined = texts.join('\n');
        const { id: contactId } = await createContact(tx, act, { name: line(texts.join(' '), 190) });
        await changeContact(tx, act, contactId, { note: joined.slice(0, 900) });
        await setAttributeValues(tx, act, 'contact', contactId, { said: line(joined, 900) });
        const { id } = await openConversation(tx, act, { channelId, contactId, subject: line(texts.toReversed().join(' '), 400) });
        conversations.push(id);
        await postMessage(tx, act, { conversationId: id, direction: 'incoming', text: joined });
        for (const content of contentsOf(texts)) {
          const { messageId } = await postMessage(tx, act, { conversationId: id, direction: 'outgoing', text: joined, isBot: at % 2 === 0 });
          await setMessageContent(tx, act, messageId, content);
          if (content.kind === 'rating') await submitMessageValues(tx, act, { conversationId: id, messageId, values: { rating: 1 + at % 5, feedback: joined.slice(0, 4_900) } });
          if (content.kind === 'form') await submitMessageValues(tx, act, { conversationId: id, messageId, values: { values: { f0: line(joined, 900) } } });
        }
        const { messageId } = await postMessage(tx, act, { conversationId: id, direction: 'note', text: joined });
        await mentionAgents(tx, act, { messageId, agentIds: [owner.agentId!] });
      });
    }
    const site = await within((tx) => createSite(tx, act, { name: line(groups[4]!.join(' '), 90), settings: { greetingEnabled: true, greetingMessage: line(groups[5]!.join(' '), 400), preChat: { isOn: true, message: line(groups[6]!.join(' '), 400), fields: [{ name: 'name', isRequired: true }] } } }));
    siteToken = (await within((tx) => getSite(tx, act, site.id))).token;
    surveyUuid = (await within((tx) => tx.one(sql<{ uuid: string }>`SELECT uuid FROM conversations WHERE account_id = ${rig.accountId} AND id = ${conversations[0]!}`))).uuid;
    await until(async () => (await within((tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM ratings WHERE account_id = ${rig.accountId}`))).n >= groups.length);
    const signed = await rig.signIn(rig.agents[0], { width: 1_500 });
    page = signed.page;
    watched = await watchContext(signed.context, [rig.address]);
    page.on('console', (message) => { if (message.type() === 'log' && /xss-hit/.test(message.text())) watched.executions.add(message.text()); });
    page.on('dialog', (dialog) => { watched.executions.add('dialog'); void dialog.dismiss(); });
  });
  after(async () => {
    await receiver?.close();
    await rig?.close();
  });

  const harmless = (where: string): void => assert.deepEqual([where, [...watched.executions], [...watched.remote].filter((url) => !isPicture(url)), [...watched.downloads]], [where, [], [], []]);

  test('in the thread, beside it, in the list, in search, among the notifications and in the figures of surveys', async (test) => {
    let renders = 0;
    for (const id of conversations) {
      await page.goto(`/app/open/${id}`);
      await page.locator('.message-content').first().waitFor();
      await page.locator('.context-section, .context').first().waitFor();
      renders += 1;
      harmless(`the thread ${id}`);
    }
    for (const link of await page.locator('#timeline a, aside a').evaluateAll((links) => links.map((one) => (one as HTMLAnchorElement).protocol))) assert.match(link, /^(?:https?|mailto|tel):$/);
    await page.goto('/app/open?q=xss-hit');
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.getByRole('dialog', { name: 'Notifications' }).getByRole('link').nth(10).waitFor();
    harmless('the notifications');
    await page.goto('/app/reports/satisfaction');
    await page.locator('#ratings-rows li').nth(groups.length - 1).waitFor();
    harmless('the figures of surveys');
    await page.goto('/app/reports/interactions');
    await page.locator('.row-body a').first().waitFor();
    harmless('the rows of reports');
    await page.goto(`/survey/responses/${surveyUuid}`);
    harmless('the survey');
    test.diagnostic(`${payloads.length} payloads, ${renders + 4} pages, ${walkedWords}`);
  });

  test('what receivers, bots and models answer is text: in the log of a webhook, in a test, in a draft', async () => {
    const { page: admin, context, faults } = await rig.signIn(rig.owner);
    const seen = await watchContext(context, [rig.address]);
    const hits: string[] = [];
    admin.on('console', (message) => { if (message.type() === 'log' && /xss-hit/.test(message.text())) hits.push(message.text()); });
    const origin = { headers: { origin: rig.address } };
    const made = await context.request.post('/native/v1/webhooks', { data: { url: `${receiver.url}/hook`, topics: ['message.stored'], name: line(groups[7]!.join(' '), 190) }, ...origin });
    const { id: hookId } = await made.json() as { id: number };
    const { id: chatId } = await (await context.request.post('/native/v1/integrations', { data: { app: 'chat-post', url: `${receiver.url}/chat` }, ...origin })).json() as { id: number };
    const { id: helperId } = await (await context.request.post('/native/v1/integrations', { data: { app: 'draft-helper', url: `${receiver.url}/model`, model: line(groups[8]!.join(' '), 190) }, ...origin })).json() as { id: number };
    assert.ok(hookId > 0 && chatId > 0 && helperId > 0);
    for (const texts of groups) {
      receiver.behave(({ path }) => ({ status: 200, body: path.endsWith('/model/chat/completions') ? JSON.stringify({ choices: [{ message: { content: texts.join('\n') } }] }) : texts.join('\n') }));
      await context.request.post(`/native/v1/webhooks/${hookId}/test`, origin);
      await admin.goto('/app/settings/integrations');
      for (const url of [`${receiver.url}/chat`, `${receiver.url}/model`]) {
        await admin.getByRole('button', { name: `Test: ${url}` }).click();
        await admin.locator('li', { hasText: url }).locator('.hook-body').waitFor();
      }
      assert.deepEqual([hits, [...seen.executions], [...seen.remote]], [[], [], []]);
    }
    await admin.goto(`/app/settings/webhooks/${hookId}`);
    await admin.locator('summary').first().waitFor();
    for (const summary of await admin.locator('summary').all()) await summary.click();
    await admin.locator('.hook-body').nth(groups.length - 2).waitFor();
    await admin.goto(`/app/open/${conversations[0]!}`);
    await admin.getByRole('button', { name: 'Reply' }).first().click();
    await admin.getByRole('button', { name: 'Draft an answer' }).click();
    await until(async () => (await admin.getByRole('textbox', { name: /Reply/ }).textContent() ?? '').includes('xss-hit'));
    assert.deepEqual([hits, [...seen.executions], [...seen.remote], faults], [[], [], [], []]);
    await context.close();
  });

  test('in the widget: a site whose words are hostile, and what bots put into its cards, forms and choices', async () => {
    const { context } = await rig.signIn(rig.agents[0]);
    const seen = await watchContext(context, [rig.address]);
    const visitor = await context.newPage();
    await visitor.route(`${rig.address}/shop`, (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>shop</title><script src="${rig.address}/widget/loader.js" data-website-token="${siteToken}" data-open="true" async></script>` }));
    await visitor.goto(`${rig.address}/shop`);
    await visitor.getByLabel(/Name/).fill(line(groups[0]!.join(' '), 60));
    await visitor.getByRole('button', { name: 'Start chat' }).click();
    await visitor.getByRole('textbox', { name: 'Write a message' }).fill('Hello');
    await visitor.keyboard.press('Enter');
    const chats = () => rig.database.withAccount(rig.accountId, (tx) => tx.rows(sql<{ id: number }>`SELECT c.id FROM conversations c JOIN channels h ON h.account_id = c.account_id AND h.id = c.channel_id WHERE c.account_id = ${rig.accountId} AND h.kind = 'site'`));
    await until(async () => (await chats()).length > 0);
    const [{ id }] = await chats() as [{ id: number }];
    await rig.database.withAccount(rig.accountId, async (tx) => {
      for (const texts of groups) {
        for (const content of contentsOf(texts)) {
          const { messageId } = await postMessage(tx, act, { conversationId: id, direction: 'outgoing', text: texts.join('\n'), isBot: true });
          await setMessageContent(tx, act, messageId, content);
        }
      }
      await postMessage(tx, act, { conversationId: id, direction: 'outgoing', text: 'the last' });
    });
    await visitor.getByRole('log').getByText('the last').waitFor();
    for (const link of await visitor.getByRole('log').getByRole('link').evaluateAll((links) => links.map((one) => (one as HTMLAnchorElement).protocol))) assert.match(link, /^https?:$/);
    await visitor.reload();
    await visitor.getByRole('log').getByText('the last').waitFor();
    assert.deepEqual([[...seen.executions], [...seen.remote].filter((url) => !isPicture(url))], [[], []]);
    await page.goto(`/app/open/${id}`);
    await page.locator('.message').first().waitFor();
    harmless('the chat in the desk');
    await context.close();
  });
});

/** The picture of a card, which our side chose to show. */
const picture = 'https://pictures.test/';
const isPicture = (url: string): boolean => url.startsWith(picture);

function contentsOf(texts: readonly string[]): readonly MessageContent[] {
  const titles = texts.map((text) => line(text, 900)).filter((text) => text.trim() !== '');
  const joined = line(texts.join(' '), 900);
  return [
    { kind: 'cards', items: titles.slice(0, 6).map((title, at) => ({ title, description: joined, mediaUrl: at === 0 ? `${picture}${encodeURIComponent(title)}` : null, actions: [{ text: title, url: `https://shop.test/?q="><script>${at}</script>`, payload: null }, { text: title, url: null, payload: joined }] })) },
    { kind: 'input-select', items: titles.map((title) => ({ title, value: title })) },
    { kind: 'form', items: titles.slice(0, 6).map((label, at) => ({ name: `f${at}`, label, type: at === 1 ? 'select' as const : 'text' as const, placeholder: label, isRequired: false, options: at === 1 ? titles.map((title) => ({ title, value: title })) : [] })) },
    { kind: 'article', items: titles.slice(0, 6).map((title) => ({ title, description: joined, url: `https://help.test/${encodeURIComponent(title)}` })) },
    { kind: 'rating' },
  ];
}
