import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { composerCases } from './testing/composer-cases.ts';
import { mailFrameCases } from './testing/mail-frame-cases.ts';
import { shareOfDay } from '#testkit/walks/share-of-day.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

interface Row { readonly id: number; readonly kind: string; readonly life: string; readonly assigneeId: number | null; readonly subject: string }

describe('the console in a browser', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  before(async () => { rig = await openConsole(); });
  after(() => rig?.close());
  const open = async (page: Page, path: string): Promise<void> => {
    await page.goto(path);
    await page.waitForSelector('.row');
  };
  const rowsOf = async (context: Parameters<ConsoleRig['ask']>[0], query: string): Promise<Row[]> => (await rig.ask<{ items: Row[] }>(context, `/conversations?${query}`)).items;

  test('who is not signed in goes to the sign-in page and then back where one was', async () => {
    const { page, context, faults } = await rig.signIn(rig.agents[0]);
    await context.clearCookies();
    await page.goto('/app/open?unread=true');
    await page.waitForURL(/\/app\/sign-in/);
    await page.fill('#email', rig.agents[0]);
    await page.fill('#password', 'not the password');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=alert]');
    await page.fill('#password', 'correct horse battery');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/app\/open\?unread=true/);
    await page.waitForSelector('.list-pane');
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('two agents on one conversation see each other, and an answer that came meanwhile is told before one sends', async () => {
    const ada = await rig.signIn(rig.agents[0]);
    const bo = await rig.signIn(rig.agents[1]);
    const [first] = await rowsOf(ada.context, 'life=open&limit=1');
    await ada.page.goto(`/app/open/${first!.id}`);
    await bo.page.goto(`/app/open/${first!.id}`);
    await ada.page.waitForSelector('.presence-line');
    await bo.page.waitForSelector('.presence-line');
    await ada.page.waitForSelector('.message');
    await ada.page.keyboard.press('n');
    await ada.page.waitForSelector('.composer-text');
    await ada.page.keyboard.type('Looking into it');
    await bo.page.waitForSelector('.presence-line.typing');
    // Bo writes first; Ada's page learns it by the socket, without a reload.
    await bo.page.waitForSelector('.message');
    await bo.page.keyboard.press('n');
    await bo.page.waitForSelector('.composer-text');
    await bo.page.keyboard.type('Already done, see the order');
    await bo.page.keyboard.press('Control+Enter');
    await ada.page.waitForSelector('.message.note >> text=Already done');
    // What Ada began before that is not sent without a word.
    await ada.page.keyboard.press('Control+Enter');
    await ada.page.waitForSelector('.stale');
    const texts = async (): Promise<string[]> => (await rig.ask<{ items: { text?: string }[] }>(ada.context, `/conversations/${first!.id}/timeline`)).items.flatMap(({ text }) => text ?? []);
    assert.ok(!(await texts()).includes('Looking into it'));
    await ada.page.click('.stale .button.danger');
    await ada.page.waitForSelector('.message.note >> text=Looking into it');
    assert.ok((await texts()).includes('Looking into it'));
    assert.deepEqual([...ada.faults, ...bo.faults], []);
    await ada.context.close();
    await bo.context.close();
  });

  test('a reply is sent by keys alone, taken back with z, sent again, shows its state, and is in the timeline of the API', async () => {
    const { page, context, faults } = await rig.signIn(rig.agents[0]);
    // At some hours of a day everybody who asked again has an answer in the demo.
    const [row] = [...await rowsOf(context, 'life=open&turn=agent&limit=1'), ...await rowsOf(context, 'life=open&turn=new&limit=1')];
    await page.goto(`/app/open/${row!.id}`);
    await page.waitForSelector('.message');
    await page.keyboard.press('r');
    await page.waitForSelector('.composer-text');
    await page.keyboard.type('Thank you, a new one is on its way.');
    await page.waitForSelector('text=/^Saved/');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.message.outgoing >> text=a new one is on its way');
    await page.keyboard.press('z');
    await page.waitForFunction(() => document.querySelector('.composer-text')?.textContent?.includes('a new one is on its way'));
    await page.waitForSelector('.message.outgoing >> text=a new one is on its way', { state: 'detached' });
    await page.focus('.composer-text');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.message.outgoing .delivery');
    const { items } = await rig.ask<{ items: { text?: string; direction?: string }[] }>(context, `/conversations/${row!.id}/timeline`);
    assert.ok(items.some(({ text, direction }) => direction === 'outgoing' && text?.includes('a new one is on its way')));
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('an agent triages 30 conversations without a mouse: assigns, snoozes, resolves, and takes one back', async () => {
    const { page, context, faults } = await rig.signIn(rig.agents[0]);
    await open(page, '/app/open');
    const before = await rowsOf(context, 'life=open&limit=100');
    assert.ok(before.length >= 30, `the demo has ${before.length} open conversations`);
    const done = { resolved: [] as number[], snoozed: [] as number[], assigned: [] as number[] };
    for (let at = 0; at < 30; at++) {
      const id = await nextUnseen(page, Object.values(done).flat());
      if (at % 3 === 0) {
        await page.keyboard.press('e');
        done.resolved.push(id);
        await page.waitForFunction((gone) => document.getElementById(`row-${gone}`) === null, id);
        await page.keyboard.press('k');
      } else if (at % 3 === 1) {
        await page.keyboard.press('s');
        await page.waitForSelector('#chooser-list [role=option]');
        await page.keyboard.press('Enter');
        done.snoozed.push(id);
        await page.waitForFunction((gone) => document.getElementById(`row-${gone}`) === null, id);
        await page.keyboard.press('k');
      } else {
        await page.keyboard.press('Shift+A');
        done.assigned.push(id);
      }
    }
    const [last] = done.resolved.slice(-1);
    await until(async () => {
      const now = await Promise.all([...done.resolved, ...done.snoozed].map((id) => rig.ask<Row>(context, `/conversations/${id}`)));
      return now.every(({ id, life }) => life === (done.resolved.includes(id) ? 'resolved' : 'snoozed'));
    });
    const assigned = await Promise.all(done.assigned.map((id) => rig.ask<Row>(context, `/conversations/${id}`)));
    const session = await rig.ask<{ agentId: number }>(context, '/session');
    assert.deepEqual(new Set(assigned.map(({ assigneeId }) => assigneeId)), new Set([session.agentId]));
    assert.equal(new Set([...done.resolved, ...done.snoozed, ...done.assigned]).size, 30, 'thirty different ones');
    // Opened again and taken back with z.
    await open(page, `/app/resolved/${last}`);
    await page.waitForSelector('.message');
    await page.waitForSelector('.thread-facts .tag'); // what `e` does depends on the state
    await page.keyboard.press('e');
    await until(async () => (await rig.ask<Row>(context, `/conversations/${last}`)).life === 'open');
    await page.keyboard.press('z');
    await until(async () => (await rig.ask<Row>(context, `/conversations/${last}`)).life === 'resolved');
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('the network is cut and comes back: a banner, then what was missed, without a reload', async () => {
    const ada = await rig.signIn(rig.agents[0]);
    const bo = await rig.signIn(rig.agents[1]);
    const [row] = await rowsOf(ada.context, 'life=open&limit=1');
    await ada.page.goto(`/app/open/${row!.id}`);
    await ada.page.waitForSelector('.message');
    await ada.page.evaluate(() => { (window as { sameDocument?: boolean }).sameDocument = true; });
    await ada.context.setOffline(true);
    await ada.page.waitForSelector('.banner');
    await bo.page.goto(`/app/open/${row!.id}`);
    await bo.page.waitForSelector('.message');
    await bo.page.keyboard.press('n');
    await bo.page.waitForSelector('.composer-text');
    await bo.page.keyboard.type('Written while the other was away');
    await bo.page.keyboard.press('Control+Enter');
    await bo.page.waitForSelector('.message.note >> text=was away');
    await ada.context.setOffline(false);
    await ada.page.waitForSelector('.message.note >> text=was away');
    await ada.page.waitForSelector('.banner', { state: 'detached' });
    assert.equal(await ada.page.evaluate(() => (window as { sameDocument?: boolean }).sameDocument), true);
    await ada.context.close();
    await bo.context.close();
  });

  test('an answer that waits stands in the outbox and under its count without a reload; taken back there, it is gone', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    // Any mail: how many wait for an answer depends on the hour of the demo, and those before may have answered them.
    const row = (await rowsOf(context, 'life=open&limit=25')).find(({ kind }) => kind === 'mail');
    const outbox = async (): Promise<{ conversationId: number; messageId: number }[]> => (await rig.ask<{ items: { conversationId: number; messageId: number }[] }>(context, '/outbox')).items;
    await page.goto('/app/outbox');
    await page.waitForSelector('.outbox, .empty');
    const answer = await context.request.post(`/native/v1/conversations/${row!.id}/messages`, { data: { kind: 'reply', text: 'Later', sendAt: new Date(Date.now() + 3_600_000).toISOString() }, headers: { origin: rig.address } });
    const { messageId } = await answer.json() as { messageId: number };
    const mine = page.locator('.outbox-row', { has: page.locator(`a[href="/app/outbox/${row!.id}"]`), hasText: 'Scheduled' });
    await mine.waitFor();
    const count = (await outbox()).length;
    await page.waitForFunction((expected) => document.querySelector('a[href="/app/outbox"] .view-count')?.textContent?.endsWith(String(expected)), count);
    await mine.getByRole('button', { name: /^Take back/ }).press('Enter');
    await mine.waitFor({ state: 'detached' });
    assert.ok(!(await outbox()).some((mail) => mail.messageId === messageId));
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('what is set on the pages of a channel, a team and the domains is what the API tells afterwards', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    const { items: [channel] } = await rig.ask<{ items: { id: number }[] }>(context, '/channels');
    await page.goto(`/app/settings/channels/${channel!.id}`);
    await page.getByLabel('Signature').fill('Kind regards\n{agent}');
    await page.getByLabel('Outside opening hours', { exact: true }).check();
    await page.getByLabel('Text outside opening hours').fill('We are back tomorrow.');
    await page.getByRole('button', { name: 'Save' }).first().press('Enter');
    await page.waitForSelector('.toast >> text=Saved');
    const settings = await rig.ask<{ signature: { text: string }; autoReply: { inHours: unknown; outOfHours: { text: string } } }>(context, `/channels/${channel!.id}/settings`);
    assert.deepEqual([settings.signature.text, settings.autoReply.inHours, settings.autoReply.outOfHours.text], ['Kind regards\n{agent}', null, 'We are back tomorrow.']);
    await page.goto('/app/settings/teams');
    await page.getByLabel('Name').fill('Night');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.row-form');
    await page.locator('.row-form input[type=checkbox]').first().check();
    await page.locator('.row-form').getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await page.waitForSelector('.row-form', { state: 'detached' });
    const { items: teams } = await rig.ask<{ items: { name: string; agentIds: number[] }[] }>(context, '/teams');
    assert.equal(teams.find(({ name }) => name === 'Night')?.agentIds.length, 1);
    await page.goto('/app/settings/domains');
    await page.getByLabel('Domain').fill('sister.example');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.notice.plain');
    const domains = async (): Promise<string[]> => (await rig.ask<{ domains: string[] }>(context, '/account/internal-domains')).domains;
    assert.ok(!(await domains()).includes('sister.example'), 'shown before it is done');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.waitForSelector('.toast >> text=Saved');
    assert.ok((await domains()).includes('sister.example'));
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('a change elsewhere moves its row and asks for nothing but it; what one reads in the list stays where it is', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    await open(page, '/app/resolved');
    const rows = await rowsOf(context, 'life=resolved,closed&limit=100');
    const read = rows[20]!.id;
    await page.locator('#conversation-list').evaluate((list) => { list.scrollTop = 20 * 76 + 10; });
    await page.waitForSelector(`#row-${read}`);
    const topOf = (): Promise<number> => page.locator(`#row-${read}`).evaluate((row) => Math.round(row.getBoundingClientRect().top));
    const before = await topOf();
    const asked: string[] = [];
    page.on('request', (request) => { if (request.url().includes('/native/v1/conversations')) asked.push(new URL(request.url()).search); });
    // A mail of ours to the 40th makes it the newest: it goes from below what one reads to above it.
    const moved = rows[40]!.id;
    await context.request.post(`/native/v1/conversations/${moved}/messages`, { data: { kind: 'reply', text: 'To the top' }, headers: { origin: rig.address } });
    await page.waitForFunction((scrolled) => (document.getElementById('conversation-list')?.scrollTop ?? 0) === scrolled, 21 * 76 + 10);
    assert.equal(await topOf(), before, 'the row under the eye has not moved');
    await page.locator('#conversation-list').evaluate((list) => { list.scrollTop = 0; });
    await page.waitForSelector(`#row-${moved}`);
    assert.ok(asked.every((query) => query.includes('ids=')), asked.join(' '));
    await page.click(`#row-${moved}`);
    for (const next of ['j', 'j', 'k']) {
      const path = page.url();
      await page.keyboard.press(next);
      await page.waitForURL((url) => url.href !== path);
      await page.waitForFunction(() => document.querySelector('#timeline .message') !== null && document.getElementById('timeline')?.dataset['conversation'] === location.pathname.split('/').at(-1));
      assert.equal(await page.locator('[id=timeline]').count(), 1, 'one thread stands in the page, not all that were looked at');
    }
    assert.deepEqual(faults, []);
    await context.close();
  });

  composerCases(() => rig);
  mailFrameCases(() => rig);

  test('axe finds nothing serious on any page, light and dark, wide and narrow', async () => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const { page, context } = await rig.signIn(rig.owner);
    const [row] = await rowsOf(context, 'life=resolved&limit=1');
    const paths = ['/app/open', `/app/resolved/${row!.id}`, '/app/search?q=machine', '/app/outbox', '/app/settings/profile', '/app/settings/people', '/app/settings/hours', '/app/settings/labels', '/app/settings/canned', '/app/settings/tokens',
      ...['setup', 'channels', 'channels/1', 'channels/new', 'imports', 'quarantine', 'domains', 'teams', 'roles', 'attributes', 'audit'].map((part) => `/app/settings/${part}`)];
    const found: string[] = [];
    const client = await context.newCDPSession(page);
    const run = async (name: string, options: object): Promise<void> => {
      // By the debugger: the page's policy refuses a script that somebody adds.
      const { result } = await client.send('Runtime.evaluate', {
        expression: `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => JSON.stringify(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(', '))))`,
        awaitPromise: true, returnByValue: true,
      }) as { result: { value: string } };
      found.push(...(JSON.parse(result.value) as string[]).map((one) => `${name}: ${one}`));
    };
    /** Until it is drawn: axe would judge the inks of one theme on the papers of the other. */
    const shine = async (scheme: 'light' | 'dark'): Promise<void> => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.waitForFunction((isDark) => matchMedia('(prefers-color-scheme: dark)').matches === isDark, scheme === 'dark');
      await page.evaluate(() => new Promise<void>((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => resolve())); }));
    };
    /** Everything in light; in dark, of which only the colours differ, everything about colours. */
    const examine = async (name: string): Promise<void> => {
      if (!(await page.evaluate(() => 'axe' in globalThis))) await client.send('Runtime.evaluate', { expression: axe });
      await run(name, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
      await shine('dark');
      await run(`${name}, dark`, { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } });
      await shine('light');
    };
    /** As a link goes there: without loading everything anew. */
    const go = (path: string): Promise<void> => page.evaluate((to) => {
      history.pushState({}, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, path);
    await open(page, '/app/open');
    for (const path of shareOfDay(paths, { days: 2, about: 'axe' })) {
      await go(path);
      const [, part] = /settings\/([a-z]+)/.exec(path) ?? [];
      await page.waitForFunction((href) => (href === null ? document.querySelector('.settings-body') === null : document.querySelector('.views [aria-current=page]')?.getAttribute('href') === href), part === undefined ? null : `/app/settings/${part}`);
      await page.waitForSelector('.row, .hit, .outbox, .empty, .settings-body');
      await page.waitForSelector('.skeleton-rows', { state: 'detached' });
      if (path.includes('resolved')) await page.waitForSelector('.message');
      await examine(path);
    }
    await go(`/app/resolved/${row!.id}`);
    await page.waitForSelector('.message');
    await page.keyboard.press('r');
    await page.waitForSelector('.composer-text');
    await page.keyboard.type('- formatted');
    await examine('composer');
    await page.setViewportSize({ width: 390, height: 844 });
    await examine('composer, narrow');
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await go('/app/open');
    await page.waitForSelector('.row');
    await examine('list, narrow');
    await page.keyboard.press('Control+k');
    await page.waitForSelector('.palette-input');
    await examine('palette');
    await context.clearCookies();
    await page.goto('/app/sign-in');
    await page.waitForSelector('#email');
    await examine('sign-in');
    assert.deepEqual(found, []);
    await context.close();
  });
});

/** Down the list with `j` to the first row that nobody has dealt with: where rows have left and live changes come in, that may take more than one press. */
async function nextUnseen(page: Page, seen: readonly number[]): Promise<number> {
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('j');
    const found = await page.waitForFunction((before) => {
      const active = Number(document.querySelector('.row.active')?.id.slice(4));
      return active > 0 && !before.includes(active) ? active : false;
    }, [...seen], { timeout: 3_000 }).catch(() => null);
    if (found) return Number(await found.jsonValue());
  }
  throw new Error('no row is left that nobody has dealt with');
}
