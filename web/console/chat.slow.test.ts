import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { setCalendar } from '#core/calendars/index.ts';
import { sql } from '#storage/index.ts';
import { createSite, getSite } from '#core/channels/index.ts';
import { findMembers } from '#core/accounts/index.ts';
import { nowText, systemAct, systemClock } from '#core/kernel/index.ts';
import { statusIds } from '#core/presence/index.ts';
import { createQueue, setAssignments } from '#core/queues/index.ts';
import { bringAgentOnline, setSiteQueue } from '#core/routing/index.ts';
import { noChromium, openChromium } from '#testkit/browser/open-chromium.ts';
import { watchContext } from '#testkit/browser/watch-page.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

/** At whatever hour this runs: the demo's company has its evenings, and offers nobody a chat then. */
const alwaysOpen = { zone: 'UTC', hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]])), holidays: [] };

describe('a visitor and an agent side by side, in two browsers', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  let shop: Server;
  let axe: string;
  before(async () => {
    rig = await openConsole();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await until(async () => (await fetch(`${rig.address}/widget/loader.js`)).status === 200);
    shop = createServer((request, response) => {
      const token = new URL(request.url ?? '/', 'http://x').searchParams.get('token') ?? '';
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cart & "more" <b></title></head><body><main><h1>Shop</h1></main><script src="${rig.address}/widget/loader.js" data-website-token="${token}" data-open="true" async></script></body></html>`);
    });
    await new Promise<void>((resolve) => { shop.listen(0, '127.0.0.1', resolve); });
  });
  after(async () => {
    shop?.close();
    await rig?.close();
  });

  const grave = async (page: Page): Promise<string> => {
    const client = await page.context().newCDPSession(page);
    await client.send('Runtime.evaluate', { expression: axe });
    const { result } = await client.send('Runtime.evaluate', {
      awaitPromise: true, returnByValue: true,
      expression: 'axe.run(document).then(({ violations }) => JSON.stringify(violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(", "))))',
    });
    return String(result.value);
  };

  const shoot = async (page: Page, name: string): Promise<void> => {
    if (process.env['SCREENSHOTS']) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/${name}.png` });
  };

  test('a site is made, waits for its first load and is seen; a chat is offered with a count in the title, taken, answered by Enter, and ended', async () => {
    const act = systemAct(rig.accountId, nowText(systemClock), 'test');
    const within = <T>(work: Parameters<typeof rig.database.withAccount<T>>[1]) => rig.database.withAccount(rig.accountId, work);
    const email = rig.agents[0];
    const agentId = (await within((tx) => findMembers(tx, act))).find((one) => one.email === email)!.agentId!;
    const { id: queueId } = await within((tx) => createQueue(tx, act, { kind: 'chat', name: 'Website chats', offerSeconds: 600, wrapUpSeconds: 600 }));
    await within((tx) => setAssignments(tx, act, queueId, [{ agentId, teamId: null, level: 1 }]));
    await bringAgentOnline(within, act, { agentId, statusId: statusIds.available });

    // The site, by whoever may set it up.
    const admin = await rig.signIn(rig.owner);
    await admin.page.goto('/app/settings/channels/new-site');
    await admin.page.getByLabel('Name of the website').fill('The shop');
    await admin.page.getByRole('button', { name: 'Save' }).click();
    await admin.page.getByText('Waiting for the first load').waitFor();
    const channelId = Number(/channels\/(\d+)/.exec(admin.page.url())?.[1]);
    await within((tx) => setCalendar(tx, act, alwaysOpen, { channelId }));
    await admin.page.getByLabel('Queue of its chats').selectOption({ label: 'Website chats' });
    await admin.page.locator('section').filter({ has: admin.page.getByLabel('Queue of its chats') }).getByRole('button', { name: 'Save' }).click();
    await admin.page.getByLabel('Greet with these words').check();
    await admin.page.getByLabel('Greeting', { exact: true }).fill('Welcome!');
    await admin.page.locator('section').filter({ has: admin.page.getByLabel('Greet with these words') }).getByRole('button', { name: 'Save' }).click();
    const script = await admin.page.getByRole('textbox', { name: 'Paste this into the pages of the site' }).inputValue();
    const token = /data-website-token="([0-9a-f]{64})"/.exec(script)?.[1] ?? '';
    assert.ok(script.startsWith(`<script src="${rig.address}/widget/loader.js"`), script);
    assert.equal(await grave(admin.page), '[]');
    // The preview shows what was set, and is no load of the site.
    const preview = await admin.context.newPage();
    await preview.goto(await admin.page.getByRole('link', { name: 'Preview' }).getAttribute('href') ?? '');
    if (await preview.getByRole('button', { name: 'Open chat' }).isVisible()) await preview.getByRole('button', { name: 'Open chat' }).click();
    await preview.getByRole('log', { name: 'Conversation' }).getByText('Welcome!').waitFor();
    await shoot(preview, 'preview');
    await preview.close();
    await admin.page.reload();
    await admin.page.getByText('Waiting for the first load').waitFor();
    await admin.page.getByRole('button', { name: 'Show the key' }).click();
    const identityKey = await admin.page.getByRole('textbox', { name: 'Proved identities' }).inputValue();

    // The agent sits at the desk; the visitor comes.
    const agent = await rig.signIn(email);
    const watched = await watchContext(agent.context, [rig.address]);
    await agent.page.goto('/app/open');
    const browser = await openChromium();
    try {
      const visitor = await browser.newContext({ viewport: { width: 900, height: 700 }, locale: 'en-GB' });
      const page = await visitor.newPage();
      page.setDefaultTimeout(45_000);
      const shopAddress = `http://localhost:${(shop.address() as AddressInfo).port}`;
      await page.goto(`${shopAddress}/?token=${token}&x=<img src=x onerror=console.log('xss-hit-1')>`);
      // The shop knows who he is, and its server proves it.
      await page.getByRole('textbox', { name: 'Write a message' }).waitFor();
      const hash = createHmac('sha256', identityKey).update('user-7').digest('hex');
      const known = page.waitForResponse((response) => response.url().includes('/widget/api/session') && response.request().postData()?.includes('user-7') === true);
      await page.evaluate(({ hash: proof }) => { (globalThis as unknown as { patchbayChat: { identify(who: object): void } }).patchbayChat.identify({ identifier: 'user-7', hash: proof, name: 'Dora' }); }, { hash });
      assert.equal((await known).status(), 200);
      await page.getByRole('textbox', { name: 'Write a message' }).fill('<img src=x onerror="console.log(\'xss-hit-2\')"> Is it in stock?');
      await page.keyboard.press('Enter');
      await admin.page.getByText(`Seen on ${shopAddress}`).waitFor();

      await agent.page.getByText('Somebody wants to chat').waitFor();
      await until(async () => (await agent.page.title()).startsWith('(1) '));
      assert.equal(await grave(agent.page), '[]');
      await agent.page.getByRole('button', { name: 'Take it' }).click();
      await agent.page.getByText('Is it in stock?').first().waitFor();
      await agent.page.getByText('Chat goes on').waitFor();
      await agent.page.getByText('On the page').waitFor();
      await until(async () => !(await agent.page.title()).startsWith('('));
      await page.getByText(/is with you/).waitFor();

      // Typing on both sides.
      await page.getByRole('textbox', { name: 'Write a message' }).fill('I am');
      await agent.page.getByText('The customer is typing').waitFor();
      await agent.page.getByRole('button', { name: 'Reply' }).first().click();
      const composer = agent.page.getByRole('textbox', { name: /Reply/ });
      await composer.pressSequentially('Yes, it is.');
      await page.getByText(/is typing/).first().waitFor({ state: 'attached' });
      await composer.press('Enter');
      await page.getByRole('log').getByText('Yes, it is.').waitFor();
      await page.keyboard.press('Enter');
      await agent.page.locator('#timeline').getByText('I am', { exact: true }).waitFor();
      await page.getByRole('log').getByText('Seen', { exact: true }).waitFor();

      // Asked by a form that the agent makes in the composer; what the visitor gives back stands in the desk.
      await agent.page.getByRole('button', { name: 'Reply' }).first().click();
      await agent.page.getByRole('button', { name: 'Ask or show something' }).click();
      await agent.page.getByRole('menuitem', { name: 'Ask by a form' }).click();
      const dialog = agent.page.getByRole('dialog');
      await dialog.getByLabel('Label').fill('Order <b>');
      await dialog.getByLabel('Must be filled in').check();
      await dialog.getByRole('button', { name: 'One more' }).click();
      const second = dialog.getByRole('group', { name: 'Field 2' });
      await second.getByLabel('Label').fill('Reason');
      await second.getByLabel('Kind of field').selectOption({ label: 'A choice' });
      await second.getByLabel('What can be chosen, one a line').fill('Broken\nLate');
      assert.equal(await grave(agent.page), '[]', 'the dialog');
      await shoot(agent.page, 'ask-form');
      await dialog.getByRole('button', { name: 'Put it to the message' }).click();
      await agent.page.locator('.composer-ask').getByText('Order <b> · Reason').waitFor();
      await agent.page.getByRole('textbox', { name: /Reply/ }).fill('Which one is it?');
      await shoot(agent.page, 'ask-in-composer');
      // What is asked is part of the draft: the page may be loaded anew.
      const conversationId = Number(/\/(\d+)(?:\?|$)/.exec(agent.page.url())?.[1]);
      await until(async () => (await rig.ask<{ content?: { kind: string } | null }>(agent.context, `/conversations/${conversationId}/draft`)).content?.kind === 'form');
      await agent.page.reload();
      await agent.page.getByRole('button', { name: 'Reply' }).first().click();
      await agent.page.locator('.composer-ask').getByText('Order <b> · Reason').waitFor();
      await agent.page.getByRole('textbox', { name: /Reply/ }).getByText('Which one is it?').waitFor();
      await agent.page.getByRole('textbox', { name: /Reply/ }).press('Enter');
      const form = page.getByRole('log').locator('form.form', { has: page.getByLabel('Order <b>') });
      await form.getByLabel('Order <b>').fill('A-7');
      await form.getByLabel('Reason').selectOption({ label: 'Late' });
      await form.getByRole('button', { name: 'Send' }).click();
      await agent.page.locator('#timeline .message-answer').getByText('A-7').waitFor();

      // The server is updated while the visitor writes: his words stay, and both go on by themselves.
      await page.getByRole('textbox', { name: 'Write a message' }).pressSequentially('Half a sent');
      await rig.restart(async () => { await page.getByRole('textbox', { name: 'Write a message' }).pressSequentially('ence'); });
      await page.getByRole('textbox', { name: 'Write a message' }).press('Enter');
      await agent.page.locator('#timeline').getByText('Half a sentence', { exact: true }).waitFor();
      await agent.page.getByRole('button', { name: 'Reply' }).first().click();
      await agent.page.getByRole('textbox', { name: /Reply/ }).fill('Still here.');
      await agent.page.getByRole('textbox', { name: /Reply/ }).press('Enter');
      await page.getByRole('log').getByText('Still here.').waitFor();
      assert.equal(await page.getByRole('log').getByText('Half a sentence', { exact: true }).count(), 1);

      // Who is there, beside the thread.
      if (await agent.page.getByRole('complementary').count() === 0) await agent.page.getByRole('button', { name: 'Context' }).click();
      await agent.page.getByRole('heading', { name: 'Visitor' }).waitFor();
      await agent.page.getByRole('link', { name: 'Cart & "more" <b>' }).waitFor();
      await agent.page.getByText('Identity proved by the site').waitFor();
      assert.deepEqual([...new Set(await agent.page.locator('#timeline .message.incoming .message-name').allTextContents())], ['Dora'], 'by name, though a chat has no sender');
      assert.equal(await grave(agent.page), '[]');
      await agent.page.getByRole('button', { name: 'End chat' }).click();
      await page.getByRole('button', { name: '5 stars' }).waitFor();
      // What came of it is written down, and the agent is ready again before the time is over.
      const wrapUp = agent.page.getByRole('form', { name: 'Wrapping up' });
      await wrapUp.getByText(/^Wrapping up: \d+ s left$/).waitFor();
      await wrapUp.getByLabel('What came of it').fill('answered');
      assert.equal(await grave(agent.page), '[]', 'wrapping up');
      await shoot(agent.page, 'wrap-up');
      await wrapUp.getByLabel('What came of it').press('Enter');
      await wrapUp.waitFor({ state: 'detached' });
      assert.deepEqual([[...watched.executions], agent.faults, admin.faults], [[], [], []]);
      await visitor.close();
    } finally {
      await browser.close();
    }
  });

  test('two agents at once: both are offered a chat and take it in the same moment; one has it, the other is told, and both see who writes', async () => {
    const act = systemAct(rig.accountId, nowText(systemClock), 'test');
    const within = <T>(work: Parameters<typeof rig.database.withAccount<T>>[1]) => rig.database.withAccount(rig.accountId, work);
    const members = await within((tx) => findMembers(tx, act));
    const agentIds = rig.agents.map((email) => members.find((one) => one.email === email)!.agentId!);
    const { id: queueId } = await within((tx) => createQueue(tx, act, { kind: 'chat', name: 'Both', offerSeconds: 600, mode: 'multicast' }));
    await within((tx) => setAssignments(tx, act, queueId, agentIds.map((agentId) => ({ agentId, teamId: null, level: 1 }))));
    const site = await within((tx) => createSite(tx, act, { name: 'For both', settings: {} }));
    await within((tx) => setCalendar(tx, act, alwaysOpen, { channelId: site.id }));
    await within((tx) => setSiteQueue(tx, act, site.id, queueId));
    for (const agentId of agentIds) await bringAgentOnline(within, act, { agentId, statusId: statusIds.available });
    const { token } = await within((tx) => getSite(tx, act, site.id));
    const [one, two] = [await rig.signIn(rig.agents[0]), await rig.signIn(rig.agents[1])];
    for (const { page } of [one, two]) {
      // Speakers are not there: what would sound is counted.
      await page.addInitScript('globalThis.tones = 0; const make = AudioContext.prototype.createOscillator; AudioContext.prototype.createOscillator = function () { globalThis.tones += 1; return make.call(this); };');
      await page.goto('/app/open');
    }
    const visitor = (await rig.signIn(rig.owner)).context;
    const page = await visitor.newPage();
    await page.goto(`http://localhost:${(shop.address() as AddressInfo).port}/?token=${token}`);
    await page.getByRole('textbox', { name: 'Write a message' }).fill('Who comes first?');
    await page.keyboard.press('Enter');
    const take = [one, two].map((agent) => agent.page.getByRole('button', { name: 'Take it' }));
    for (const button of take) await button.waitFor();
    for (const agent of [one, two]) assert.equal(await agent.page.evaluate('tones'), 2, 'it sounds once, of two tones');
    // Neither answer is on its way before both have pressed.
    const { promise: bothPressed, resolve: go } = Promise.withResolvers<void>();
    let pressed = 0;
    for (const agent of [one, two]) {
      await agent.page.route(/\/native\/v1\/offers\/\d+/, async (route) => {
        if (route.request().method() === 'POST' && (pressed += 1) === 2) go();
        if (route.request().method() === 'POST') await bothPressed;
        await route.continue();
      });
    }
    const told = Promise.any([one, two].map((agent) => agent.page.locator('.toast').getByText(/Somebody else has this chat/).waitFor()));
    await Promise.all([told, ...take.map((button) => button.click())]);
    await page.getByText(/is with you/).waitFor();
    for (const button of take) await button.waitFor({ state: 'detached' });
    const takers = await within((tx) => tx.rows(sql<{ agentId: number }>`SELECT p.agent_id AS "agentId" FROM interaction_parties p JOIN interactions i ON i.account_id = p.account_id AND i.id = p.interaction_id JOIN conversations c ON c.account_id = i.account_id AND c.id = i.conversation_id WHERE c.account_id = ${rig.accountId} AND c.channel_id = ${site.id} AND p.kind = 'agent' AND p.state = 'connected'`));
    assert.equal(takers.length, 1);
    const nameOf = (who: typeof one): string => members.find((member) => member.agentId === agentIds[who === one ? 0 : 1])!.name;
    const [first, other] = takers[0]!.agentId === agentIds[0] ? [one, two] : [two, one];
    await first.page.getByText('Chat goes on').waitFor();
    // The other looks over a shoulder: each sees the other write.
    await other.page.goto(first.page.url());
    await other.page.locator('#timeline').getByText('Who comes first?').waitFor();
    await first.page.getByRole('button', { name: 'Reply' }).first().click();
    await first.page.getByRole('textbox', { name: /Reply/ }).pressSequentially('I do');
    await other.page.locator('.presence').getByText(/is writing an answer/).waitFor();
    await first.page.getByRole('textbox', { name: /Reply/ }).press('Enter');
    await other.page.locator('#timeline').getByText('I do', { exact: true }).waitFor();
    // It is given on to the other, who takes it; the visitor is told who is with him now.
    await first.page.getByRole('button', { name: 'Transfer' }).click();
    await first.page.getByRole('menuitem', { name: nameOf(other) }).click();
    await other.page.getByRole('button', { name: 'Take it' }).click();
    await page.getByText(`${nameOf(other)} is with you`).waitFor();
    await other.page.getByRole('button', { name: 'End chat' }).waitFor();
    assert.deepEqual([one.faults, two.faults], [[], []]);
    for (const { context } of [one, two]) await context.close();
    await visitor.close();
  });
});
