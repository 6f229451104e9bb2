import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

interface Run { readonly id: number; readonly state: string; readonly type: string; readonly mails: readonly { readonly state: string; readonly problem: string | null }[] }
interface Schedule { readonly id: number; readonly name: string; readonly weekdays: readonly number[]; readonly localTime: string; readonly nextAt: string | null; readonly recipients: readonly string[]; readonly settings: { readonly filter: object } }

describe('scheduled reports in a browser', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  let axe: string;
  before(async () => {
    rig = await openConsole();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  });
  after(async () => { await rig?.close(); });

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
    if (process.env['SCREENSHOTS']) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/${name}.png`, fullPage: true });
  };

  const runs = async (context: BrowserContext): Promise<Run[]> => (await rig.ask<{ items: Run[] }>(context, '/report-runs')).items;

  test('a report is scheduled, made at once and downloaded as a PDF, changed, held and removed; in German, too', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    const schedules = async (): Promise<Schedule[]> => (await rig.ask<{ items: Schedule[] }>(context, '/report-schedules')).items;
    await page.goto('/app/settings/reports');
    await page.getByText('Nothing is scheduled yet').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Board');
    await page.getByLabel('To', { exact: true }).fill('board@else.test\nnobody');
    await page.getByLabel('Friday').check();
    await page.getByLabel('At', { exact: true }).fill('07:30');
    await page.getByRole('button', { name: 'Schedule it' }).click();
    await page.getByRole('alert').waitFor();
    assert.deepEqual(await schedules(), [], 'what is wrong is said and nothing is kept');
    await page.getByLabel('To', { exact: true }).fill('board@else.test');
    await page.getByRole('button', { name: 'Schedule it' }).click();
    await page.locator('.panel').getByText('Board').first().waitFor();
    const [made] = await schedules();
    assert.deepEqual([made!.name, made!.weekdays, made!.localTime, made!.recipients], ['Board', [1, 5], '07:30:00', ['board@else.test']]);

    await page.getByRole('button', { name: 'Make it now: Board' }).click();
    await until(async () => (await runs(context))[0]?.state === 'made');
    const link = page.getByRole('link', { name: /^Download: Board .*\.pdf$/ });
    await link.waitFor();
    const file = await context.request.get(String(await link.getAttribute('href')));
    assert.deepEqual([file.status(), file.headers()['content-type'], (await file.body()).subarray(0, 5).toString()], [200, 'application/pdf', '%PDF-']);
    assert.deepEqual((await runs(context))[0]!.mails, [], 'made to be downloaded, nobody is mailed');
    assert.equal(await grave(page), '[]');
    await shoot(page, 'reports-scheduled');

    await page.getByRole('button', { name: 'Change: Board' }).click();
    const form = page.locator('.panel form');
    await form.getByLabel('How often').selectOption('monthly');
    await form.getByLabel('On which day').selectOption('day');
    await form.getByLabel('Day of the month').fill('31');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Hold: Board' }).click();
    await page.getByRole('button', { name: 'Go on: Board' }).waitFor();
    assert.deepEqual((await schedules()).map(({ nextAt, weekdays }) => [nextAt, weekdays]), [[null, []]]);
    await page.evaluate('localStorage.setItem("patchbay.preferences", JSON.stringify({ language: "de" }))');
    await page.goto('/app/settings/reports');
    await page.getByText('Was erstellt wurde').waitFor();
    await page.getByText('angehalten', { exact: true }).waitFor();
    assert.equal(await grave(page), '[]', 'in German');
    await shoot(page, 'reports-scheduled-german');
    await page.getByRole('button', { name: 'Entfernen: Board' }).click();
    await page.getByRole('button', { name: /^Wirklich löschen/ }).click();
    await until(async () => (await schedules()).length === 0);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('a report is saved from its page with its filters, opened again, renamed, shared with people and addresses, scheduled and deleted; axe finds nothing', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    const saved = async (): Promise<{ id: number; name: string; type: string; settings: { filter: object } }[]> => (await rig.ask<{ items: [] }>(context, '/saved-reports')).items;
    const [agent] = (await rig.ask<{ items: { id: number; name: string }[] }>(context, '/agents')).items;
    await page.goto(`/app/reports/people?period=all&party=agent:${agent!.id}&types=${encodeURIComponent('["inbound"]')}`);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog');
    assert.equal(await dialog.getByLabel('Report', { exact: true }).inputValue(), 'comparative');
    await dialog.getByLabel('Name', { exact: true }).fill('Monday look');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const [kept] = await saved();
    assert.deepEqual([kept!.name, kept!.type, kept!.settings.filter], ['Monday look', 'comparative', { party: { name: agent!.name, type: 'agent' }, threadTypes: ['inbound'] }]);

    await page.getByRole('navigation', { name: 'Reports' }).getByRole('link', { name: 'Saved reports' }).click();
    await page.getByRole('button', { name: 'Rename: Monday look' }).click();
    await page.locator('.saved-row').getByLabel('Name', { exact: true }).fill('Team look');
    await page.locator('.saved-row').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: 'Team look', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Share: Team look' }).click();
    await page.getByRole('group', { name: 'With people here' }).getByRole('checkbox').first().check();
    await page.getByLabel('With addresses').fill('board@else.test');
    await page.getByLabel('File', { exact: true }).selectOption('csv');
    assert.equal(await grave(page), '[]');
    await shoot(page, 'saved-share');
    await page.getByRole('button', { name: 'Send to 2' }).click();
    await until(async () => { const [run] = await runs(context); return run?.type === 'comparative' && run.state === 'made'; });
    const [run] = await runs(context);
    assert.deepEqual([run!.type, run!.mails.length], ['comparative', 2]);
    await page.getByRole('button', { name: 'Schedule: Team look' }).click();
    const form = page.locator('.saved-row form');
    assert.deepEqual([await form.getByLabel('Name', { exact: true }).inputValue(), await form.getByLabel('About').inputValue()], ['Team look', agent!.name]);
    await form.getByRole('button', { name: 'Schedule it' }).click();
    await form.waitFor({ state: 'detached' });
    const [schedule] = (await rig.ask<{ items: Schedule[] }>(context, '/report-schedules')).items;
    assert.deepEqual([schedule!.name, schedule!.settings.filter], ['Team look', { party: { name: agent!.name, type: 'agent' }, threadTypes: ['inbound'] }]);
    assert.equal(await grave(page), '[]');
    await shoot(page, 'saved');
    await page.getByRole('link', { name: 'Team look', exact: true }).click();
    await page.waitForURL(/reports\/people.*party=agent/);
    await page.goBack();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('link', { name: 'Team look', exact: true }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'narrow');
    await shoot(page, 'saved-narrow');
    await page.getByRole('button', { name: 'Remove: Team look' }).click();
    await page.getByRole('button', { name: 'Really delete: Team look' }).click();
    await page.getByText('No report is saved yet').waitFor();
    assert.deepEqual([await saved(), faults], [[], []]);
    await context.close();
  });
});
