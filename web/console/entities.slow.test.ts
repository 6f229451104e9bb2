import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
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
    assert.deepEqual(faults, []);
    await context.close();
  });
});
