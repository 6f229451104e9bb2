import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { sql } from '#storage/index.ts';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { startHubspot, type Hubspot } from '#testkit/hubspot/start-hubspot.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

describe('a CRM in a browser', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  let hubspot: Hubspot;
  let axe: string;
  before(async () => {
    hubspot = await startHubspot({ nowMs: () => Date.now() });
    rig = await openConsole({ env: { PATCHBAY_OUTBOUND_ALLOW: '127.0.0.1', PATCHBAY_HUBSPOT_URL: hubspot.url } });
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  });
  after(async () => {
    await rig?.close();
    await hubspot?.close();
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
    if (process.env['SCREENSHOTS']) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/${name}.png`, fullPage: false });
  };

  test('a token is tried, kept and read with; fields are chosen and written; the deal stands beside the conversation; disconnecting takes it away; in German and dark, too', async () => {
    const customer = await rig.database.withAccount(rig.accountId, (tx) => tx.one(sql<{ id: number; address: string }>`
      SELECT c.id, p.value AS address FROM conversations c JOIN contact_points p ON p.account_id = c.account_id AND p.contact_id = c.contact_id AND p.kind = 'email'
      WHERE c.account_id = ${rig.accountId} AND c.life = 'open' AND c.merged_into IS NULL ORDER BY c.id LIMIT 1`));
    hubspot.records.owners.push({ id: '71', email: 'zoe@else.test', firstName: 'Zoe', lastName: 'Elsewhere', archived: false });
    for (let n = 1; n <= 30; n += 1) hubspot.put('contacts', String(n), { email: n === 1 ? customer.address : `person${n}@home.test` });
    hubspot.put('deals', '500', { dealname: '<img src=x onerror="window.hacked = 1"> Large order', pipeline: 'default', dealstage: 'closedwon', hubspot_owner_id: '71', amount: '1234.5' });
    hubspot.link('500', '1');

    const { page, context, faults } = await rig.signIn(rig.owner, { width: 1600, height: 900 });
    await page.goto('/app/settings/crm');
    const token = page.getByLabel('Access token');
    await token.fill('pat-wrong');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByText(/The CRM does not take the token|HubSpot does not take the token/).waitFor();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'does not take the token' }).waitFor();
    assert.equal(await grave(page), '[]');
    await token.fill(hubspot.token);
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.locator('.steps li').filter({ hasText: 'Owners' }).waitFor();
    assert.equal(await page.locator('.steps .not').count(), 0);
    await shoot(page, 'crm-test');
    await token.press('Enter');
    await page.getByText('30 contacts, 1 deals').waitFor();
    await page.getByText(/last read/).waitFor();
    assert.equal((await page.content()).includes(hubspot.token), false);

    const fields = page.getByRole('form', { name: 'Fields' });
    await fields.getByLabel('Write the mean first reply time into').fill('average_first_reply_time');
    await fields.getByRole('button', { name: 'Save' }).click();
    await until(async () => hubspot.records.properties.contacts.some(({ name }) => name === 'average_first_reply_time'));
    await page.locator('summary').click();
    await until(async () => (await page.locator('.crm-runs tbody tr').count()) === 2);
    assert.equal(await grave(page), '[]');
    await shoot(page, 'crm-connected');
    assert.match(hubspot.records.contacts.get('1')!.properties['average_first_reply_time'] ?? '00h:00m:00s', /^\d\dh:\d\dm:\d\ds$/);

    await page.goto(`/app/open/${customer.id}`);
    const section = page.locator('.context-section').filter({ has: page.getByRole('heading', { name: 'Deals' }) });
    await section.getByText('Large order').waitFor();
    assert.match(await section.innerText(), /€1,234\.50 · Closed Won \(won\) · Zoe Elsewhere/);
    assert.equal(await page.evaluate('window.hacked ?? null'), null);
    assert.equal(await grave(page), '[]');
    await shoot(page, 'crm-deal');
    await context.close();

    const german = await rig.signIn(rig.owner, { scheme: 'dark' });
    await german.page.goto('/app/');
    await german.page.evaluate('localStorage.setItem("patchbay.preferences", JSON.stringify({ language: "de" }))');
    await german.page.goto('/app/settings/crm');
    await german.page.getByText('30 Kontakte, 1 Deals').waitFor();
    await german.page.getByLabel('CSV-Datei').setInputFiles({ name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from('name,value\nA,viel\n') });
    await german.page.getByRole('button', { name: 'Datei lesen' }).click();
    await german.page.getByRole('alert').filter({ hasText: 'In Zeile 2 ist „viel“ unter „value“ nicht brauchbar.' }).waitFor();
    await german.page.getByLabel('CSV-Datei').setInputFiles({ name: 'deals.csv', mimeType: 'text/csv', buffer: Buffer.from(`name,value,emails\nAus der Datei,7,${customer.address}\n`) });
    await german.page.getByRole('button', { name: 'Datei lesen' }).click();
    await german.page.getByText('Ein Deal wird gelesen.').waitFor();
    await german.page.getByText('1 Kontakte, 1 Deals').waitFor();
    hubspot.isRevoked = true;
    await german.page.getByRole('button', { name: 'Jetzt lesen' }).click();
    await german.page.getByText('lässt uns nicht mehr ein').waitFor();
    await german.page.getByText('Das CRM nimmt das Token nicht an. Verbinden Sie es mit einem neuen.').first().waitFor();
    assert.equal(await grave(german.page), '[]');
    await shoot(german.page, 'crm-german');
    await german.page.getByRole('button', { name: 'Trennen: HubSpot' }).click();
    await german.page.getByRole('button', { name: /Token vergessen/ }).click();
    await german.page.getByText('HubSpot verbinden').waitFor();
    await until(async () => (await rig.database.withAccount(rig.accountId, (tx) => tx.rows(sql<{ name: string }>`SELECT name FROM deals WHERE account_id = ${rig.accountId}`))).map(({ name }) => name).join() === 'Aus der Datei');
    assert.deepEqual([faults, german.faults, hubspot.violations], [[], [], []]);
    await german.context.close();
  });
});
