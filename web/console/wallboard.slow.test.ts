import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { insertRows } from '#core/analytics/log/testing/insert-rows.ts';
import { putInteractions } from '#core/analytics/live/testing/put-interactions.ts';
import { randomDay } from '#core/analytics/live/testing/random-day.ts';
import { systemAct } from '#core/kernel/index.ts';
import { createQueue, setAssignments } from '#core/queues/index.ts';
import { sql } from '#storage/index.ts';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { openConsole, type ConsoleRig } from './testing/open-console.ts';

const shots = process.env['WALLBOARD_SHOTS'];

describe('the wallboard in a browser', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  before(async () => { rig = await openConsole(); });
  after(() => rig?.close());

  test('a supervisor finds the empty page, watches queues and agents, opens a figure, shares the board, plans a day; axe finds nothing', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner, { width: 1280, height: 900 });
    await page.goto('/app/wallboard');
    await page.getByRole('link', { name: 'Settings: Queues' }).waitFor();
    await fillFloor(rig);
    await page.reload();
    await page.waitForSelector('.board-table tbody tr');
    assert.deepEqual(await page.locator('.board-table tbody th strong').allTextContents(), ['Help', 'Orders']);
    await page.waitForSelector('.data-age >> text=Live, as of');

    // What happens shows without a reload: the socket says so.
    await rig.database.withAccount(rig.accountId, (tx) => createQueue(tx, systemAct(rig.accountId, new Date().toISOString(), 'test'), { kind: 'call', name: 'Returns' }));
    await page.waitForSelector('.board-table tbody th strong >> text=Returns');

    // A figure opens to what it counted: as many rows as it says.
    const answered = page.locator('.board-table tbody tr', { hasText: 'Orders' }).locator('[data-name=Answered] .figure');
    const count = Number((await answered.textContent())!.split(',')[0]);
    await answered.click();
    await page.waitForSelector('.dialog tbody tr');
    assert.equal(await page.locator('.dialog tbody tr').count(), count);
    const examine = await axeOn(page, context);
    await examine('a figure opened');
    await page.keyboard.press('Escape');
    await examine('queues');
    if (shots) await page.screenshot({ path: `${shots}/queues.png` });

    // The screen on the wall: by keys, paused and left.
    await page.getByRole('button', { name: 'Full screen' }).click();
    await page.waitForSelector('.rotation h1 >> text=Help');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('.rotation h1 >> text=Orders');
    await page.keyboard.press('Space');
    await page.waitForSelector('.rotation-foot >> text=paused');
    await examine('full screen');
    if (shots) await page.screenshot({ path: `${shots}/rotation.png` });
    await page.keyboard.press('Escape');
    await page.waitForSelector('.tiles');

    await page.getByRole('link', { name: 'Agents', exact: true }).click();
    await page.waitForSelector('.board-table .agent-name');
    await examine('agents');
    if (shots) await page.screenshot({ path: `${shots}/agents.png` });
    await page.getByRole('button', { name: /^What to do with/ }).last().click();
    await page.getByRole('menuitem', { name: 'Change the status' }).click();
    await page.waitForSelector('#chooser-list [role=option]');
    await page.keyboard.type('Meal');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.toast >> text=/ is Meal now/');
    await page.getByRole('button', { name: /^What to do with/ }).first().click();
    await page.getByRole('menuitem', { name: 'The day' }).click();
    await page.waitForSelector('.day-timeline');
    await examine('a day');
    if (shots) await page.screenshot({ path: `${shots}/day.png` });

    await page.getByRole('link', { name: 'Forecast' }).click();
    await page.waitForSelector('.forecast-chart');
    await page.locator('.board-choice select').first().selectOption({ label: 'Orders (Phone)' });
    const gap = page.locator('.gap-list .figure').first();
    await gap.waitFor();
    const gaps = await page.locator('.gap-list li').count();
    await gap.click();
    if (shots) await page.screenshot({ path: `${shots}/forecast.png` });
    await page.getByRole('button', { name: 'Take what is needed' }).click();
    await page.getByRole('button', { name: 'Save the plan' }).click();
    await page.waitForFunction((before) => document.querySelectorAll('.gap-list li').length < before, gaps);
    await examine('forecast');

    // A link: made here, opened by somebody who is not signed in, worth nothing once revoked.
    await page.getByRole('link', { name: 'Share links' }).click();
    await page.getByLabel('Name of the link').fill('Hall');
    await page.getByLabel('Show names and states').check();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const url = await page.locator('.copy-line .input').inputValue();
    await examine('links');
    const stranger = await context.browser()!.newContext({ baseURL: rig.address, viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'en-GB' });
    const wall = await stranger.newPage();
    await wall.goto(url.slice(new URL(url).origin.length));
    await wall.waitForSelector('.board-table tbody tr');
    await wall.waitForSelector('.agent-chip');
    assert.equal(await wall.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing runs out of a narrow page');
    const examineWall = await axeOn(wall, stranger);
    await examineWall('shared, narrow, dark');
    if (shots) await wall.screenshot({ path: `${shots}/shared.png`, fullPage: true });
    await page.getByRole('button', { name: 'Revoke: Hall' }).click();
    await page.getByRole('button', { name: 'Revoke for good: Hall' }).click();
    await page.getByText('There is no link').waitFor();
    await wall.reload();
    await wall.getByText('This link shows nothing any more').waitFor();
    await stranger.close();

    assert.deepEqual(faults, []);
    await context.close();
  });
});

/** Two queues with the demo's agents, a day up to now, and four weeks behind it. */
async function fillFloor(rig: ConsoleRig): Promise<void> {
  const nowMs = Date.now();
  const now = new Date(nowMs).toISOString();
  const act = systemAct(rig.accountId, now, 'test');
  await rig.database.withAccount(rig.accountId, async (tx) => {
    // It is one in the afternoon there, whenever the test runs: today has hours behind it.
    const hoursAhead = 13 - new Date(nowMs).getUTCHours();
    await tx.run(sql`UPDATE accounts SET zone = ${hoursAhead === 0 ? 'UTC' : `Etc/GMT${hoursAhead > 0 ? '-' : '+'}${Math.abs(hoursAhead)}`} WHERE id = ${tx.accountId}`);
    const agents = await tx.rows(sql<{ id: number }>`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND user_id IS NOT NULL ORDER BY id LIMIT 4`);
    const agentIds = agents.map(({ id }) => id);
    const { id: conversationId } = await tx.one(sql<{ id: number }>`SELECT min(id) AS id FROM conversations WHERE account_id = ${tx.accountId}`);
    const queues = [];
    for (const [name, kind] of [['Orders', 'call'], ['Help', 'chat']] as const) {
      const { id } = await createQueue(tx, act, { kind, name });
      await setAssignments(tx, act, id, agentIds.map((agentId) => ({ agentId, teamId: null, level: 1 })));
      queues.push({ id, kind, targetSeconds: 20, abandonSeconds: 5 });
    }
    const parts = { queues, agentIds, conversationId, seed: 5 };
    await putInteractions(tx, [
      ...randomDay({ ...parts, count: 60, fromMs: nowMs - 2 * 3_600_000, nowMs }),
      ...randomDay({ ...parts, seed: 6, count: 12, fromMs: nowMs - 60_000, nowMs, firstId: 3_001 }),
      ...randomDay({ ...parts, seed: 7, count: 600, fromMs: nowMs - 28 * 86_400_000, nowMs: nowMs - 86_400_000, firstId: 5_001 }),
    ]);
    await insertRows(tx, 'agent_presence', agentIds.map((agentId, at) => ({
      agent_id: agentId, status_id: [0, -7, -6, -2][at], status_since: now, is_online: true, online_since: now, takes_messages: true, takes_calls: true, takes_chats: true, load: at === 1 ? 6 : 0, calls: at === 1 ? 1 : 0, chats: 0, idle_since: now,
    })));
    const from = new Date(nowMs - 3_600_000).toISOString();
    await insertRows(tx, 'agent_activities', agentIds.map((agentId, at) => ({ id: 900_000 + at, agent_id: agentId, activity: 'status', status_id: [0, -7, -6, -2][at], started_at: from, ended_at: null })));
  }, { timeoutMs: 60_000 });
}

/** The rules of WCAG on a page as it stands; throws with what they found. */
async function axeOn(page: Page, context: BrowserContext): Promise<(name: string) => Promise<void>> {
  const client = await context.newCDPSession(page);
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return async (name) => {
    if (!(await page.evaluate(() => 'axe' in globalThis))) await client.send('Runtime.evaluate', { expression: axe });
    const { result } = await client.send('Runtime.evaluate', {
      expression: `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => JSON.stringify(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary).join(' | '))))`,
      awaitPromise: true, returnByValue: true,
    });
    assert.deepEqual(JSON.parse(String(result.value)), [], name);
  };
}
