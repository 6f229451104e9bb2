import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { setReplyGoals } from '#core/analytics/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

const shots = process.env['REPORT_SHOTS'];

interface Figures { readonly rows: readonly { readonly conversations: { readonly total: number }; readonly firstReply: { readonly count: number; readonly withinGoal: number; readonly overGoal: number } }[]; readonly completeUntil: string }

describe('the report pages in a browser', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  before(async () => {
    rig = await openConsole();
    // The demo has hours and goals or not; these are known, and judge all of it.
    const act = systemAct(rig.accountId, new Date().toISOString(), 'test');
    await rig.database.withAccount(rig.accountId, async (tx) => {
      await setReplyGoals(tx, act, { firstReply: { goal: 4 * 3_600, bands: [3_600, 4 * 3_600, 8 * 3_600] }, overall: { goal: 8 * 3_600, bands: [] }, close: { goal: null, bands: [] } }, { fromBeginning: true });
    });
  });
  after(() => rig?.close());

  test('a manager sees figures, opens each to as many rows as it says, learns why a number is what it is, narrows, compares and prints; axe finds nothing', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner, { width: 1280, height: 900 });
    const query = '?period=all';
    // Figures follow the mail of the demo; the test begins when they have.
    let figures: Figures | undefined;
    await until(async () => {
      const askedMs = Date.now();
      figures = await rig.ask<Figures>(context, '/reports/figures');
      return (figures.rows[0]?.firstReply.count ?? 0) > 0 && figures.rows[0]!.firstReply.withinGoal + figures.rows[0]!.firstReply.overGoal > 0 && Date.parse(figures.completeUntil) >= askedMs;
    });
    const { conversations, firstReply } = figures!.rows[0]!;
    const examine = await axeOn(page, context);
    const look = async (name: string): Promise<void> => {
      await examine(name);
      if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: false });
    };

    await page.goto('/app/mine');
    await page.getByRole('link', { name: 'Reports', exact: true }).click();
    await page.waitForSelector('.metric-tile');
    await page.getByLabel('Period').selectOption('all');
    await page.waitForURL(/period=all/);
    const total = page.locator('.tile', { hasText: 'Conversations' }).locator('.figure-link');
    await page.waitForFunction((count) => document.querySelector('.tile .figure-link')?.textContent === count, new Intl.NumberFormat('en-GB').format(conversations.total));
    await page.getByText('Complete until').first().waitFor();
    await page.waitForSelector('.chart .bar');
    await look('overview');

    // A chart by keys: exact values, then its rows; and the same as a table.
    const chart = page.getByRole('slider').first();
    await chart.focus();
    await page.keyboard.press('End');
    const value = await chart.getAttribute('aria-valuetext');
    assert.match(value!, /Received \d+/);
    assert.equal((await page.locator('.readout-text').first().textContent())!.includes(value!), true);
    await page.getByRole('button', { name: 'As a table' }).first().click();
    await page.waitForSelector('.chart-frame tbody tr');
    await page.getByRole('button', { name: 'As a chart' }).first().click();

    // A number leads to as many rows; the slowest says why.
    await total.first().click();
    await page.waitForSelector('.row-body .report-row');
    assert.equal((await page.locator('.row-sum strong').textContent())!.split(' ')[0], new Intl.NumberFormat('en-GB').format(conversations.total));
    await choice(page, 'What').selectOption('firstReply.count');
    await choice(page, 'Order').selectOption('slowest');
    await page.waitForFunction((count) => document.querySelector('.row-sum strong')?.textContent?.startsWith(`${count} `), new Intl.NumberFormat('en-GB').format(firstReply.count));
    await look('interactions');
    await page.getByRole('button', { name: /^Why is it this number/ }).first().click();
    await page.waitForSelector('.why-parts h3');
    await look('why');
    await page.keyboard.press('Escape');

    for (const [part, wanted] of [['goals', '.bar.good, .bar.bad'], ['distribution', '.bar.main'], ['heat-map', '.heat-cell'], ['trend', '.line.main circle'], ['compare', 'tbody tr, .empty'], ['people', 'tbody tr'], ['teams', 'tbody tr, .hint'], ['contacts', 'tbody tr'], ['leaders', '.leader, .empty'], ['at-risk', '.tiles'], ['waiting', 'tbody tr, .empty'], ['definitions', '.definitions']] as const) {
      await page.goto(`/app/reports/${part}${query}`);
      await page.locator(wanted).first().waitFor();
      await look(part);
    }

    // The filter stands in the address and goes along.
    await page.goto(`/app/reports/people${query}`);
    await page.locator('tbody th a').first().click();
    await page.waitForURL(/party=agent/);
    await page.waitForSelector('.metric-tile');
    await page.getByLabel('Report pages').or(page.getByRole('navigation', { name: 'Reports' })).getByRole('link', { name: 'Trend' }).click();
    await page.waitForURL(/trend.*party=agent/);
    await page.getByRole('button', { name: 'Without filters' }).click();
    await page.waitForFunction(() => !location.search.includes('party'));

    // A leaderboard can be switched off, for everybody.
    await page.goto(`/app/reports/leaders${query}`);
    await page.getByRole('button', { name: 'Switch leaderboards off' }).click();
    await page.getByText('Leaderboards are switched off').waitFor();

    // On paper: the figures, not the page around them.
    await page.goto(`/app/reports/overview${query}`);
    await page.waitForSelector('.chart .bar');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.side').isVisible(), false);
    assert.equal(await page.locator('.report-filter').isVisible(), false);
    assert.equal(await page.locator('.metric-tile').first().isVisible(), true);
    if (shots) await page.pdf({ path: `${shots}/overview.pdf`, format: 'A4' });
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('on a phone, in the dark and from right to left nothing runs out of the page, and hours show what they would change', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner, { width: 390, height: 844, scheme: 'dark' });
    const examine = await axeOn(page, context);
    const query = '?period=all';
    for (const [part, wanted] of [['overview', '.chart .bar'], ['interactions', '.row-body .report-row'], ['people', 'tbody tr'], ['heat-map', '.heat-cell'], ['compare', 'tbody tr'], ['at-risk', '.tiles']] as const) {
      await page.goto(`/app/reports/${part}${part === 'compare' ? '' : query}`);
      await page.locator(wanted).first().waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${part} is wider than the page`);
      await examine(`${part}, narrow, dark`);
      if (shots) await page.screenshot({ path: `${shots}/narrow-${part}.png` });
    }
    await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'right to left');

    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto('/app/settings/hours');
    await page.waitForSelector('.hours-day');
    if (await page.getByRole('button', { name: 'Monday to Friday' }).isVisible()) await page.getByRole('button', { name: 'Monday to Friday' }).click();
    await page.getByText('What these hours would have made').waitFor();
    const before = await page.getByLabel('Holidays', { exact: true }).inputValue();
    await page.getByLabel('Take holidays from an .ics file').setInputFiles({ name: 'holidays.ics', mimeType: 'text/calendar', buffer: Buffer.from('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20311225\r\nSUMMARY:Christmas <b>\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n') });
    await page.getByText('Christmas <b>').waitFor();
    await page.getByRole('button', { name: 'Take one day' }).click();
    assert.equal(await page.getByLabel('Holidays', { exact: true }).inputValue(), [...before.split('\n').filter(Boolean), '2031-12-25'].join('\n'));
    await page.getByLabel('Who', { exact: true }).selectOption({ index: 1 });
    await page.getByLabel('First day').fill('2031-07-01');
    await page.getByLabel('Last day').fill('2031-07-14');
    await page.getByRole('button', { name: 'Add leave' }).click();
    await page.locator('.panel-row', { hasText: '2031' }).waitFor();
    await examine('hours');
    if (shots) await page.screenshot({ path: `${shots}/hours.png`, fullPage: true });
    assert.deepEqual(faults, []);
    await context.close();
  });
});

/** The list of choices under a label. */
const choice = (page: Page, label: string): Locator => page.locator('.board-choice', { has: page.locator('span', { hasText: new RegExp(`^${label}$`) }) }).locator('select');

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
