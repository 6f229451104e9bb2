import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { setCalendar } from '#core/calendars/index.ts';
import { changeChannel, findVisitor } from '#core/channels/index.ts';
import { postMessage, setMessageContent, type MessageContent } from '#core/conversations/index.ts';
import { createArticle, createKnowledgeBase, publishArticle } from '#core/knowledge/index.ts';
import { createAgent } from '#core/people/index.ts';
import { answerOffer, findOpenOffers } from '#core/routing/index.ts';
import { sql } from '#storage/index.ts';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { watchContext } from '#testkit/browser/watch-page.ts';
import { openWidget, until, type WidgetRig } from './testing/open-widget.ts';

describe('the widget in a browser, on a page of another origin under a strict policy', { skip: noChromium }, () => {
  let rig: WidgetRig;
  let axe: string;
  before(async () => {
    rig = await openWidget();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  });
  after(() => rig?.close());

  const box = (page: Page) => page.getByRole('textbox', { name: 'Write a message' });
  const log = (page: Page) => page.getByRole('log', { name: 'Conversation' });
  const say = async (page: Page, text: string): Promise<void> => {
    await box(page).fill(text);
    await box(page).press('Enter');
  };
  const conversationOf = (channelId: number) => rig.within((tx) => tx.rows(sql<{ id: number; text: string; direction: string }>`
    SELECT m.conversation_id AS id, b.text, m.direction FROM messages m JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id WHERE m.account_id = ${rig.accountId} AND m.channel_id = ${channelId} ORDER BY m.id`));
  const answer = (conversationId: number, text: string, agentId: number | null = null) => rig.within((tx) => postMessage(tx, rig.act(), { conversationId, direction: 'outgoing', text, agentId }));
  /** What axe finds in the whole page, the shadow tree too. Through the debugger: the page's policy lets no script in. */
  const grave = async (page: Page): Promise<string> => {
    const client = await page.context().newCDPSession(page);
    await client.send('Runtime.evaluate', { expression: axe });
    const { result } = await client.send('Runtime.evaluate', {
      awaitPromise: true, returnByValue: true, expression: 'axe.run(document).then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ target, failureSummary }) => target.flat().join(" ") + " " + failureSummary).join(", "))))',
    });
    return String(result.value);
  };

  test('a visitor writes by the keyboard alone, is answered, sees both after a reload and on another page; the focus goes in and comes back', async () => {
    const site = await rig.site({ greetingEnabled: true, greetingMessage: 'Welcome to the shop' });
    const context = await rig.context();
    const { page, faults } = await rig.visit(context, site.token);
    const launcher = page.getByRole('button', { name: 'Open chat' });
    await launcher.waitFor();
    await launcher.focus();
    await page.keyboard.press('Enter');
    await until(async () => box(page).evaluate((area) => (area.getRootNode() as ShadowRoot).activeElement === area));
    await page.keyboard.type('Where is my parcel?');
    await page.keyboard.press('Enter');
    await until(async () => (await conversationOf(site.id)).some(({ text }) => text === 'Where is my parcel?'));
    const [{ id } = { id: 0 }] = await conversationOf(site.id);
    await answer(id, 'On its way: https://track.test/7.');
    await log(page).getByText('On its way').waitFor();
    assert.equal(await log(page).getByRole('link', { name: /track\.test/ }).getAttribute('href'), 'https://track.test/7');
    await page.keyboard.press('Escape');
    await until(async () => page.getByRole('button', { name: 'Open chat' }).evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button));
    await page.reload();
    await page.getByRole('button', { name: 'Open chat' }).click();
    await log(page).getByText('Welcome to the shop').waitFor();
    await log(page).getByText('Where is my parcel?').waitFor();
    await log(page).getByText('On its way').waitFor();
    await page.getByRole('link', { name: 'Another page' }).click();
    await page.waitForURL(/other/);
    await page.getByRole('button', { name: 'Open chat' }).click();
    await log(page).getByText('On its way').waitFor();
    assert.deepEqual((await conversationOf(site.id)).map(({ text }) => text), ['Welcome to the shop', 'Where is my parcel?', 'On its way: https://track.test/7.']);
    assert.deepEqual(await context.cookies(), [], 'no cookie of anybody');
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('the network goes in the middle of sending: nothing is lost, nothing is there twice, and what was written meanwhile follows in order', async () => {
    const site = await rig.site();
    const context = await rig.context();
    const { page } = await rig.visit(context, site.token, { open: 'true' });
    await say(page, 'first');
    await until(async () => (await conversationOf(site.id)).length === 1);
    // The server has it and the answer is lost, once or, where it is told again before the widget has heard of it by the socket, twice; then the network is gone altogether.
    let lost = 0;
    await page.route('**/widget/api/messages', async (route) => {
      if (lost >= 2) return route.continue();
      lost += 1;
      await route.fetch().catch(() => {});
      return route.abort();
    });
    await say(page, 'second');
    await until(async () => lost >= 1);
    await context.setOffline(true);
    await say(page, 'third');
    await say(page, 'fourth');
    await page.getByText('No connection.').waitFor();
    await page.reload({ timeout: 1_000 }).catch(() => {}); // a page that does not come back while there is no network
    await context.setOffline(false);
    await page.goto(`${rig.shop}/?token=${site.token}&open=true`);
    await until(async () => (await conversationOf(site.id)).length >= 4);
    await log(page).getByText('fourth').waitFor();
    await until(async () => (await log(page).getByText('Waits for the connection').count()) === 0);
    assert.deepEqual((await conversationOf(site.id)).map(({ text }) => text), ['first', 'second', 'third', 'fourth']);
    assert.deepEqual(await log(page).locator('li .bubble').allTextContents(), ['first', 'second', 'third', 'fourth']);
    await context.close();
  });

  test('two tabs of one visitor are one visitor: what one writes the other shows, and one conversation comes of it', async () => {
    const site = await rig.site();
    const context = await rig.context();
    const [one, two] = [(await rig.visit(context, site.token, { open: 'true' })).page, (await rig.visit(context, site.token, { open: 'true' })).page];
    await Promise.all([say(one, 'from one'), say(two, 'from two')]);
    for (const page of [one, two]) for (const text of ['from one', 'from two']) await log(page).getByText(text).waitFor();
    await until(async () => (await conversationOf(site.id)).length >= 2);
    for (const page of [one, two]) await until(async () => (await log(page).locator('li.mine time').count()) === 2);
    const rows = await conversationOf(site.id);
    assert.deepEqual([new Set(rows.map(({ id }) => id)).size, rows.length], [1, 2]);
    await context.close();
  });

  test('a chat in a queue: the place is told, whoever takes it is named, typing is seen on both sides, and it is ended and rated', async () => {
    const { queueId, agentId } = await rig.staffedQueue();
    const site = await rig.site({}, queueId);
    const context = await rig.context();
    const { page, faults } = await rig.visit(context, site.token, { open: 'true' });
    await say(page, 'Anybody there?');
    await page.getByText('You are number 1 in line').waitFor();
    const change: typeof rig.within = (work) => rig.within(work);
    const [offer] = await change((tx) => findOpenOffers(tx, rig.act(), agentId));
    await answerOffer(change, rig.act(), { offerId: offer!.id, answer: 'pick-up' });
    await page.getByText('Ada is with you').waitFor();
    const [{ id } = { id: 0 }] = await conversationOf(site.id);
    await box(page).fill('typing');
    await until(async () => (await change((tx) => tx.rows(sql<{ typing: number }>`SELECT typing_in AS typing FROM visitors WHERE account_id = ${rig.accountId} AND typing_in = ${id} AND typing_until > clock_timestamp()`))).length === 1);
    await change((tx) => tx.run(sql`INSERT INTO desk_leases (account_id, conversation_id, user_id, kind, until) SELECT ${rig.accountId}::bigint, ${id}::bigint, user_id, 'typing', clock_timestamp() + interval '60 seconds' FROM memberships WHERE account_id = ${rig.accountId} LIMIT 1`));
    await page.getByText('Ada is typing').waitFor({ state: 'attached' });
    await answer(id, 'Yes, here I am', agentId);
    await log(page).getByText('Yes, here I am').waitFor();
    // Who comes next is told how long the last ones waited.
    await change((tx) => tx.run(sql`UPDATE interaction_spans SET started_at = started_at - interval '170 seconds' WHERE account_id = ${rig.accountId} AND queue_id = ${queueId} AND type = 'queue' AND outcome = 'answered'`));
    const next = await rig.context();
    const { page: nextPage } = await rig.visit(next, site.token, { open: 'true' });
    await say(nextPage, 'And me?');
    await nextPage.getByText('You are number 1 in line. About 3 minutes').waitFor();
    await next.close();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'End chat' }).click();
    await page.getByText('The chat has ended').waitFor();
    await page.getByRole('button', { name: '4 stars' }).click();
    await page.getByRole('textbox', { name: 'Would you like to add something?' }).fill('Quick');
    await page.locator('.ask').getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you').waitFor();
    const rated = await change((tx) => tx.one(sql<{ rating: number }>`SELECT rating FROM interactions WHERE account_id = ${rig.accountId} AND conversation_id = ${id}`));
    assert.equal(rated.rating, 4);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('what a message asks is asked there: an address, a choice, cards, a form, a rating; wrong fields are named, answers stay after a reload, and axe finds nothing', async () => {
    const site = await rig.site();
    const context = await rig.context();
    const { page, faults } = await rig.visit(context, site.token, { open: 'true' });
    await say(page, 'Hello');
    await until(async () => (await conversationOf(site.id)).length > 0);
    const [{ id } = { id: 0 }] = await conversationOf(site.id);
    const ask = (text: string, content: MessageContent) => rig.within(async (tx) => {
      const { messageId } = await postMessage(tx, rig.act(), { conversationId: id, direction: 'outgoing', text, isBot: true });
      await setMessageContent(tx, rig.act(), messageId, content);
    });
    await ask('Which colour?', { kind: 'input-select', items: [{ title: 'Red', value: 'r' }, { title: 'Blue', value: 'b' }] });
    await ask('Your order', { kind: 'form', items: [
      { name: 'order', label: 'Order', type: 'text', placeholder: 'A-1', isRequired: true, options: [] }, { name: 'why', label: 'Reason', type: 'select', placeholder: '', isRequired: false, options: [{ title: 'Broken', value: 'x1' }] },
    ] });
    await ask('Have a look', { kind: 'cards', items: [{ title: '<b>Kettle</b>', description: '1 litre', mediaUrl: null, actions: [{ text: 'See it', url: 'https://shop.test/k', payload: null }, { text: 'Take it', url: null, payload: 'sku-1' }] }] });
    await ask('Your address', { kind: 'input-email' });
    await ask('How was it?', { kind: 'rating' });
    await log(page).getByText('How was it?').waitFor();
    assert.equal(await grave(page), '[]');
    await log(page).getByRole('group', { name: 'Which colour?' }).getByRole('button', { name: 'Blue' }).click();
    await log(page).locator('.given', { hasText: 'Blue' }).waitFor();
    const form = log(page).locator('form.form', { has: page.getByLabel('Order') });
    await form.getByRole('button', { name: 'Send' }).click();
    await form.getByText('Please fill this in').waitFor();
    await until(async () => form.getByLabel('Order').evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field));
    await form.getByLabel('Order').fill('A-7');
    await form.getByLabel('Reason').selectOption({ label: 'Broken' });
    await form.getByLabel('Order').press('Enter');
    await log(page).locator('.given', { hasText: 'A-7' }).getByText('Broken').waitFor();
    assert.equal(await log(page).getByText('<b>Kettle</b>').count(), 1, 'text, not HTML');
    assert.equal(await log(page).getByRole('link', { name: /See it/ }).getAttribute('href'), 'https://shop.test/k');
    await log(page).getByRole('button', { name: 'Take it' }).click();
    await log(page).locator('.given', { hasText: 'Take it' }).waitFor();
    await log(page).getByLabel(/^Email/).fill('bo@home.test');
    await log(page).getByLabel(/^Email/).press('Enter');
    await log(page).locator('.given', { hasText: 'bo@home.test' }).waitFor();
    await log(page).getByRole('button', { name: '4 stars' }).click();
    await log(page).getByLabel('Would you like to add something?').fill('Fine');
    await log(page).getByLabel('Would you like to add something?').press('Enter');
    await log(page).locator('.given', { hasText: 'Fine' }).waitFor();
    await page.reload();
    for (const text of ['Blue', 'A-7', 'Take it', 'bo@home.test', 'Fine']) await log(page).locator('.given', { hasText: text }).waitFor();
    assert.equal(await log(page).getByRole('button', { name: 'Blue' }).count(), 0);
    assert.equal(await grave(page), '[]');
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('while the site is closed a message is left with an address to answer to, and the widget says when it opens', async () => {
    const site = await rig.site({ awayMessage: '' });
    const { calendarId } = await rig.within(async (tx) => {
      await setCalendar(tx, rig.act(), { zone: 'UTC', hours: {}, holidays: [] });
      const row = await tx.one(sql<{ calendarId: number }>`SELECT id AS "calendarId" FROM calendars WHERE account_id = ${rig.accountId} ORDER BY id DESC LIMIT 1`);
      await changeChannel(tx, rig.act(), site.id, { calendarId: row.calendarId });
      return row;
    });
    assert.ok(calendarId > 0);
    const context = await rig.context();
    const { page } = await rig.visit(context, site.token, { open: 'true' });
    await page.getByText('We are closed at the moment').waitFor();
    await page.getByLabel(/Your email address/).fill('no address');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This is no email address').waitFor();
    await page.getByLabel(/Your email address/).fill('bo@home.test');
    await page.getByRole('button', { name: 'Save' }).click();
    await say(page, 'Please call me back');
    await until(async () => (await conversationOf(site.id)).length === 1);
    const points = await rig.within((tx) => tx.rows(sql<{ value: string }>`SELECT value FROM contact_points WHERE account_id = ${rig.accountId} AND value = 'bo@home.test'`));
    assert.equal(points.length, 1);
    const chats = await rig.within((tx) => tx.rows(sql<object>`SELECT 1 FROM interactions i JOIN conversations c ON c.account_id = i.account_id AND c.id = i.conversation_id WHERE i.account_id = ${rig.accountId} AND c.channel_id = ${site.id}`));
    assert.equal(chats.length, 0);
    await rig.within((tx) => tx.run(sql`UPDATE channels SET calendar_id = NULL WHERE account_id = ${rig.accountId} AND id = ${site.id}`));
    await rig.within((tx) => tx.run(sql`DELETE FROM calendar_versions WHERE account_id = ${rig.accountId}`));
    await context.close();
  });

  test('what a site offers beside words: it greets by its rule, its help centre is searched, a face is chosen, and the chat goes to the visitor by mail', async () => {
    await rig.within(async (tx) => {
      const base = await createKnowledgeBase(tx, rig.act(), { name: 'Help', slug: 'shop-help' });
      const article = await createArticle(tx, rig.act(), base.id, { title: 'How to pay an invoice', content: 'By card.' });
      await publishArticle(tx, rig.act(), article.id);
    });
    const site = await rig.site({ greetings: [{ url: '/nowhere', seconds: 0, text: 'Not here' }, { url: '', seconds: 1, text: 'Questions about kettles?' }] });
    const context = await rig.context();
    const { page, faults } = await rig.visit(context, site.token);
    await page.getByRole('button', { name: 'Questions about kettles?' }).press('Enter');
    await log(page).getByText('Questions about kettles?').waitFor();
    await page.getByRole('searchbox', { name: 'Search for help' }).fill('invioce');
    await page.getByRole('searchbox', { name: 'Search for help' }).press('Enter');
    assert.match(await page.getByRole('link', { name: /How to pay an invoice/ }).getAttribute('href') ?? '', new RegExp(`^${rig.address}/hc/shop-help/`));
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('button', { name: '👍' }).press('Enter');
    assert.equal(await box(page).inputValue(), '👍');
    await box(page).press('Enter');
    await until(async () => (await conversationOf(site.id)).some(({ text }) => text === '👍'));
    assert.deepEqual((await conversationOf(site.id)).map(({ text }) => text), ['Questions about kettles?', '👍'], 'what greeted stands first');
    const { id } = (await conversationOf(site.id))[0]!;
    await rig.within(async (tx) => {
      const { messageId } = await postMessage(tx, rig.act(), { conversationId: id, direction: 'outgoing', text: 'Your address?', isBot: true });
      await setMessageContent(tx, rig.act(), messageId, { kind: 'input-email' });
    });
    await log(page).getByLabel(/^Email/).fill('cy@home.test');
    await log(page).getByLabel(/^Email/).press('Enter');
    await log(page).locator('.given', { hasText: 'cy@home.test' }).waitFor();
    await rig.within(async (tx) => postMessage(tx, rig.act(), { conversationId: id, direction: 'outgoing', text: 'A person answers', agentId: (await createAgent(tx, rig.act(), { name: 'Zoe' })).id }));
    await log(page).getByText('A person answers').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Open chat' }).click();
    await page.getByRole('button', { name: 'More' }).press('Enter');
    await page.getByRole('button', { name: 'Send me the chat by email' }).press('Enter');
    await page.getByText('The chat is on its way to you').waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('axe finds nothing: light and dark, closed and open, with a form, right to left, narrow as at 400 % zoom', async () => {
    const site = await rig.site({ color: '#ffd400', greetingEnabled: true, greetingMessage: 'Hello', preChat: { isOn: true, message: 'Tell us who you are', fields: [{ name: 'name', isRequired: false }, { name: 'email', isRequired: true }] } });
    const plain = await rig.site({ color: '#1f5fbf', greetingEnabled: true, greetingMessage: 'Hello' });
    for (const [token, options, more] of [[site.token, { colorScheme: 'light' }, {}], [plain.token, { colorScheme: 'dark' }, {}], [plain.token, { viewport: { width: 320, height: 256 } }, { lang: 'ar' }]] as const) {
      const context = await rig.context(options);
      const { page } = await rig.visit(context, token, more);
      const launcher = page.locator('.launcher');
      await launcher.waitFor();
      assert.equal(await grave(page), '[]', JSON.stringify([options, 'closed']));
      await launcher.click();
      if (token === site.token) await page.getByRole('button', { name: 'Start chat' }).click();
      else {
        await page.locator('textarea').fill('x');
        await page.locator('textarea').press('Enter');
        await until(async () => (await page.locator('li.mine time').count()) === 1);
        await page.locator('form.composer button[aria-expanded]').click();
      }
      assert.equal(await grave(page), '[]', JSON.stringify([options, 'open']));
      if ('lang' in more) {
        assert.deepEqual(await page.locator('.root').evaluate((root) => [getComputedStyle(root).direction, root.getAttribute('lang'), root.scrollWidth <= innerWidth]), ['rtl', 'ar', true]);
      }
      const small = await page.locator('.root button').evaluateAll((buttons) => buttons.filter((button) => button.checkVisibility()).map((button) => button.getBoundingClientRect()).filter(({ width, height }) => width < 24 || height < 24).length);
      assert.equal(small, 0, 'every target has 24 pixels');
      await context.close();
    }
  });

  test('hostile words of a visitor, of an agent and of the site\'s own settings run nowhere in the widget', async () => {
    const { payloadClasses } = await import('#testkit/xss/payloads.ts');
    const hostile = Object.values(payloadClasses).flatMap((all) => all.slice(0, 12)).map((payload) => payload.replaceAll('JS', "console.log('xss-hit-1')").replaceAll('URL', 'https://canary.test/x')).filter((text) => !text.includes('\u0000'));
    const [first = '', second = ''] = hostile;
    const site = await rig.site({ welcomeTitle: first.slice(0, 190), welcomeTagline: second, awayMessage: first, greetingEnabled: true, greetingMessage: `${first} javascript:alert(1) https://x.test/"><img src=x onerror=alert(1)>` });
    const context = await rig.context();
    const watched = await watchContext(context, [rig.shop, rig.address]);
    const { page } = await rig.visit(context, site.token, { open: 'true' });
    await say(page, hostile.slice(0, 60).join('\n'));
    await until(async () => (await conversationOf(site.id)).some(({ direction }) => direction === 'incoming'));
    const { id } = (await conversationOf(site.id))[0]!;
    for (let at = 0; at < hostile.length; at += 40) await answer(id, hostile.slice(at, at + 40).join('\n'));
    await answer(id, 'the last');
    await log(page).getByText('the last').waitFor();
    for (const link of await log(page).getByRole('link').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).protocol))) assert.match(link, /^https?:$/);
    await page.reload();
    await log(page).getByText('the last').waitFor();
    assert.deepEqual([[...watched.executions], [...watched.remote]], [[], []]);
    await context.close();
  });

  test('a page whose policy forbids the socket still gets its answers, by asking', async () => {
    const site = await rig.site();
    const context = await rig.context();
    const page = await context.newPage();
    await page.routeWebSocket(/widget\/socket/, (socket) => { void socket.close(); });
    await page.goto(`${rig.shop}/?token=${site.token}&open=true`);
    await say(page, 'Hello');
    await until(async () => (await conversationOf(site.id)).length === 1);
    await answer((await conversationOf(site.id))[0]!.id, 'by asking');
    await log(page).getByText('by asking').waitFor();
    await context.close();
  });

  test('files go both ways, and a visitor\'s page is known', async () => {
    const site = await rig.site();
    const context = await rig.context();
    const { page, faults } = await rig.visit(context, site.token, { open: 'true' });
    const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
    await page.locator('input[type=file]').setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: picture });
    await page.getByRole('button', { name: 'Remove: photo.png' }).waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await until(async () => log(page).getByRole('img', { name: 'photo.png' }).evaluate((image) => (image as HTMLImageElement).naturalWidth === 1));
    const [{ source }] = await rig.within((tx) => tx.rows(sql<{ source: string }>`SELECT source_id AS source FROM conversations WHERE account_id = ${rig.accountId} AND channel_id = ${site.id}`)) as [{ source: string }];
    assert.match((await rig.within((tx) => findVisitor(tx, rig.act(), { channelId: site.id, sourceId: source })))?.pageUrl ?? '', /^http:\/\/localhost:\d+\//);
    assert.deepEqual(faults, []);
    await context.close();
  });
});
