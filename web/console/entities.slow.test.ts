import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { consentPath } from '#server/pages/mailbox-consent.ts';
import { sql } from '#storage/index.ts';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

interface Group { readonly id: number; readonly name: string; readonly address: string; readonly aliases: string[]; readonly agentIds: number[] }

describe('group mailboxes and contact groups in a browser', { skip: noChromium }, () => {
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

  test('a group mailbox gets addresses, members and goals by keys; what is refused is said and kept to be mended', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    const [domain] = (await rig.ask<{ domains: [string] }>(context, '/account/internal-domains')).domains;
    const groups = async (): Promise<Group[]> => (await rig.ask<{ items: Group[] }>(context, '/group-mailboxes')).items;
    await page.goto('/app/settings/group-mailboxes');
    await page.getByLabel('Name', { exact: true }).fill('Front desk');
    await page.getByLabel('Address', { exact: true }).fill('front@somebody-else.test');
    await page.getByLabel('Address', { exact: true }).press('Enter');
    await page.getByRole('alert').getByText(/internal domains/).waitFor();
    await page.getByLabel('Address', { exact: true }).fill(`front@${domain}`);
    await page.getByLabel('Address', { exact: true }).press('Enter');
    await page.getByLabel('Further addresses').fill(`desk@${domain}\n\nhallo@${domain}`);
    await page.getByRole('group', { name: 'Members' }).getByRole('checkbox').first().check();
    await page.getByLabel('First reply').fill('soon');
    await page.getByRole('alert').getByText(/lengths of time/).waitFor();
    await page.getByLabel('First reply').fill('1h 30m');
    await page.getByRole('button', { name: 'Save: Goals of its own' }).click();
    await page.getByText('Goals saved.').first().waitFor();
    assert.equal(await grave(page), '[]');
    await shoot(page, 'group-mailbox-open');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Change: Front desk' }).waitFor();
    const [made] = await groups();
    assert.deepEqual([made!.address, made!.aliases, made!.agentIds.length], [`front@${domain}`, [`desk@${domain}`, `hallo@${domain}`], 1]);
    assert.deepEqual(await rig.ask(context, `/group-mailboxes/${made!.id}/goals`), { firstReply: 5_400, overall: null, close: null });
    await shoot(page, 'group-mailboxes');
    await page.getByRole('button', { name: 'Remove: Front desk' }).press('Enter');
    await page.getByRole('button', { name: 'Really remove: Front desk' }).or(page.getByRole('group', { name: 'Remove' }).getByRole('button').first()).first().press('Enter');
    await until(async () => (await groups()).length === 0);

    await page.goto('/app/settings/contact-groups');
    await page.getByLabel('Name', { exact: true }).fill('Gold');
    await page.getByLabel('Name', { exact: true }).press('Enter');
    await page.getByLabel('Addresses and domains').fill('bo@example.com\nkling.test');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('1 address, 1 domain').waitFor();
    await page.getByLabel('Search by name or member').fill('nobody-has-this');
    await page.getByText('No contact groups yet').waitFor();
    await page.getByLabel('Search by name or member').fill('kling');
    await page.getByText('Gold', { exact: true }).waitFor();
    assert.equal(await grave(page), '[]');
    await shoot(page, 'contact-groups');

    // Where leads come from; a contact of the desk becomes one, and the source has its report.
    await page.goto('/app/settings/leads');
    await page.getByText('No lead sources yet').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Fai');
    await page.getByLabel('Name', { exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Rename: Fai', exact: true }).click();
    await page.locator('.row-form').getByLabel('Name', { exact: true }).fill('Fair');
    await page.locator('.row-form').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Report: Fair' }).waitFor();
    assert.equal(await grave(page), '[]');
    await shoot(page, 'lead-sources');
    await page.setViewportSize({ width: 1600, height: 900 });
    const { id: conversationId } = await rig.database.withAccount(rig.accountId, (tx) => tx.one(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${rig.accountId} AND life = 'open' AND contact_id IS NOT NULL AND merged_into IS NULL ORDER BY id LIMIT 1`));
    await page.goto(`/app/open/${conversationId}`);
    await page.getByRole('button', { name: 'Edit contact' }).click();
    await page.getByLabel('May become a customer (lead)').check();
    await page.getByLabel('Lead source').selectOption({ label: 'Fair' });
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Lead: Fair').waitFor();
    await shoot(page, 'lead');
    await page.goto('/app/settings/leads');
    await page.getByRole('link', { name: 'Report: Fair' }).click();
    await page.waitForURL(/overview.*lead-source/);
    await page.waitForSelector('.metric-tile');
    await page.goto('/app/settings/leads');
    await page.getByRole('button', { name: 'Remove: Fair' }).click();
    await page.locator('.confirm').getByRole('button').first().click();
    await page.getByText('No lead sources yet').waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('mailboxes of people: one is invited by a link, many are added with the company\'s access, one is connected anew and removed; nothing of it runs out of a phone', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    const total = async (): Promise<number> => (await rig.ask<{ total: number }>(context, '/person-mailboxes')).total;
    const invited = async (): Promise<string[]> => (await rig.ask<{ items: { email: string }[] }>(context, '/mailbox-invites')).items.map(({ email }) => email);
    const before = await total();
    await page.goto('/app/settings/mailboxes');
    const invite = page.locator('section', { has: page.getByRole('heading', { name: 'Invite somebody to connect a mailbox' }) });
    await invite.getByLabel('Name', { exact: true }).fill('Zoe Fern');
    await invite.getByLabel('Address of the mailbox').fill('zoe@people.test');
    await invite.getByRole('button', { name: 'Invite', exact: true }).click();
    assert.match(await page.getByLabel('Link to connect the mailbox: zoe@people.test').inputValue(), /\/authenticate\/\d+\?/);
    await page.getByRole('button', { name: 'Send again: Zoe Fern' }).click();
    await page.getByRole('alert').first().waitFor();
    assert.deepEqual(await invited(), ['zoe@people.test']);

    await page.getByLabel('Mail service').selectOption({ label: 'Exchange' });
    await page.getByLabel('Address of the service').fill('https://mail.people.test/EWS/Exchange.asmx');
    await page.getByLabel('User name of the service account').fill('svc');
    await page.getByLabel('Password of the service account').fill('secret-word');
    await page.locator('section', { has: page.getByRole('heading', { name: 'Access of the company' }) }).getByRole('button', { name: 'Save' }).click();
    const people = page.getByLabel('People', { exact: true });
    await people.fill('Ann Oak;ann@people.test\nnobody');
    await page.getByRole('button', { name: 'Add 1' }).click();
    await page.getByText('Line 2 has no address.').waitFor();
    await people.fill('Ann Oak;ann@people.test\nben@people.test');
    await page.getByRole('button', { name: 'Add 2' }).click();
    await until(async () => (await total()) === before + 2);
    assert.equal((await page.content()).includes('secret-word'), false);

    await page.getByLabel('Mail service').selectOption({ label: 'Gmail' });
    await page.getByLabel('Private key (PEM)').waitFor();
    await page.getByLabel('Who opens the mailboxes').selectOption({ label: 'each person, who signs in and consents' });
    await page.getByText(`this redirect address at the service: ${new URL(page.url()).origin}${consentPath}`).waitFor();
    await page.getByLabel('Application (client) ID').fill('google-1');
    await page.getByLabel('Client secret').fill('secret-of-google');
    await page.locator('section', { has: page.getByRole('heading', { name: 'Access of the company' }) }).getByRole('button', { name: 'Save' }).click();
    await page.locator('.panel-row', { hasText: 'google-1 · each person, who signs in and consents' }).waitFor();

    await page.getByLabel('Mail service').selectOption({ label: 'Mimecast' });
    await page.getByLabel('Address of the service').fill('https://api.mimecast.invalid');
    await page.getByLabel('Application ID').fill('app-1');
    await page.getByLabel('User name of the service account').fill('archive@people.test');
    for (const key of ['Application key', 'Access key', 'Secret key']) await page.getByLabel(key, { exact: true }).fill('secret-key');
    await page.locator('section', { has: page.getByRole('heading', { name: 'Access of the company' }) }).getByRole('button', { name: 'Save' }).click();
    await page.locator('.panel-row', { hasText: 'app-1' }).waitFor();
    await page.getByLabel('Read through').last().selectOption({ label: 'Mimecast' });
    await people.fill('Nobody;nobody@people.test');
    await page.getByRole('button', { name: 'Add 1' }).waitFor();
    await page.getByLabel('Find people of the company').fill('an');
    await page.getByLabel('Find people of the company').press('Enter'); // looks them up, and adds nobody
    await page.getByRole('button', { name: 'Try again' }).waitFor(); // there is no such service
    await page.route('**/mail-directories/mimecast/people*', (route) => route.fulfill({ json: { items: [{ email: 'may@people.test', name: 'May' }], isCut: true } }));
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Take all 1' }).click();
    await page.getByText('All of these are on the list.').waitFor();
    await page.getByText('There are more: type how the name begins.').waitFor();
    assert.match(await people.inputValue(), /^May, may@people\.test$|^may@people\.test, May$/m);
    assert.equal((await page.content()).includes('secret-key'), false);
    const row = page.locator('.panel-row', { hasText: 'ann@people.test' });
    await row.getByText('being read').or(row.getByText('cannot be read')).waitFor();
    await row.getByRole('button', { name: 'Connect anew: Ann Oak' }).click();
    await row.getByLabel('Link to connect the mailbox').waitFor();
    assert.deepEqual((await invited()).toSorted(), ['ann@people.test', 'zoe@people.test']);
    assert.equal(await grave(page), '[]');
    await shoot(page, 'person-mailboxes');
    await page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'narrow');
    await shoot(page, 'person-mailboxes-narrow');
    await row.getByRole('button', { name: 'Remove: Ann Oak' }).click();
    await row.locator('.confirm').getByRole('button').first().click();
    await until(async () => (await total()) === before + 1);
    await page.getByRole('button', { name: 'Withdraw: Zoe Fern' }).click();
    await page.locator('.confirm').getByRole('button').first().click();
    await until(async () => (await invited()).length === 0);
    assert.deepEqual(faults, []);
    await context.close();
  });
});
