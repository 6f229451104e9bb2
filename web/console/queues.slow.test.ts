import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

interface Menu { readonly id: number; readonly name: string; readonly parentId: number | null; readonly position: number; readonly path: string | null; readonly isHidden: boolean; readonly languages: readonly { lang: string; name: string | null }[]; readonly deletedAt: string | null }
interface Queue { readonly id: number; readonly name: string; readonly menuPath: string | null; readonly mode: string; readonly waitingMax: number | null; readonly overCapacity: object; readonly targetSeconds: number; readonly transferWaitSeconds: number; readonly calendarId: number | null; readonly assignments: readonly { level: number }[] }

describe('menus and queues in a browser', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  let axe: string;
  before(async () => {
    rig = await openConsole();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  });
  after(() => rig?.close());

  const treeNames = (page: Page): Promise<string[]> => page.locator('.menu-tree .menu-name').allTextContents();
  const grave = async (page: Page): Promise<string> => {
    const client = await page.context().newCDPSession(page);
    await client.send('Runtime.evaluate', { expression: axe });
    const { result } = await client.send('Runtime.evaluate', {
      awaitPromise: true, returnByValue: true,
      expression: 'axe.run(document).then(({ violations }) => JSON.stringify(violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(", "))))',
    });
    return String(result.value);
  };

  test('a tree is built and put in order by keys, a queue is set up, and the preview says what somebody would get and why', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    const menus = async (): Promise<Menu[]> => (await rig.ask<{ items: Menu[] }>(context, '/menus?withDeleted=true')).items;
    await page.goto('/app/settings/menus');
    const add = async (name: string, button: RegExp): Promise<void> => {
      await page.getByLabel('New choice').fill(name);
      await page.getByRole('button', { name: button }).click();
      await page.locator('.menu-tree').getByText(name, { exact: true }).waitFor();
    };
    await add('Support', /Add at the top/);
    await add('Orders', /Add below Support/);
    await page.getByRole('row', { name: 'Support' }).click();
    await add('Returns', /Add below Support/);
    assert.deepEqual(await treeNames(page), ['Support', 'Orders', 'Returns']);
    // By the keyboard alone: up within its branch, then out of it.
    await page.getByRole('row', { name: 'Returns' }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await until(async () => (await treeNames(page)).join() === 'Support,Returns,Orders');
    // Faster than the server answers: no key is lost.
    for (const key of ['ArrowDown', 'ArrowUp', 'ArrowLeft']) await page.keyboard.press(`Alt+${key}`);
    await until(async () => (await menus()).find(({ name }) => name === 'Returns')?.parentId === null);
    await until(async () => (await treeNames(page)).join() === 'Support,Orders,Returns');
    await page.getByRole('button', { name: 'Move Returns: In' }).click();
    await until(async () => (await menus()).find(({ name }) => name === 'Returns')?.path === 'Support/Returns');
    // Its words in German, and hidden.
    await page.getByRole('button', { name: 'Add a language' }).click();
    await page.getByLabel('Language', { exact: true }).first().fill('de');
    await page.getByLabel('Name in de').fill('Rücksendungen');
    await page.getByLabel(/^Hidden/).check();
    await page.locator('.settings form').filter({ has: page.getByLabel('Name in de') }).getByRole('button', { name: 'Save' }).click();
    await until(async () => (await menus()).some(({ name, isHidden, languages }) => name === 'Returns' && isHidden && languages[0]?.name === 'Rücksendungen'));
    // A queue at the leaf, worked by somebody, with a limit.
    await page.goto('/app/settings/queues');
    await page.getByLabel('Name', { exact: true }).fill('Order line');
    await page.getByRole('button', { name: 'Add' }).first().click();
    await page.getByText('Nobody works it').first().waitFor();
    const [kept] = (await rig.ask<{ items: Queue[] }>(context, '/queues')).items;
    const queue = async (): Promise<Queue> => rig.ask<Queue>(context, `/queues/${kept!.id}`);
    const whom = page.getByLabel('Person or team');
    await whom.selectOption({ index: 1 });
    await page.getByLabel('Level', { exact: true }).selectOption('2');
    await page.locator('form.add-line').filter({ has: whom }).getByRole('button', { name: 'Add' }).click();
    await until(async () => (await queue()).assignments[0]?.level === 2);
    await page.getByLabel('Choice that leads here').selectOption({ label: 'Phone menu: Support/Orders' });
    await page.getByLabel('Answered within (seconds)').fill('30');
    await page.getByLabel('To whom').selectOption('cascade');
    await page.getByLabel('How many may wait').fill('0');
    await page.getByLabel('When more come').selectOption('message');
    await page.getByLabel('What is said: When more come').fill('Please call tomorrow');
    await page.locator('form.queue-form').getByRole('button', { name: 'Save' }).click();
    await until(async () => (await queue()).menuPath === 'Support/Orders');
    const { mode, waitingMax, overCapacity, targetSeconds } = await queue();
    assert.deepEqual([mode, waitingMax, overCapacity, targetSeconds], ['cascade', 0, { action: 'message', text: 'Please call tomorrow' }, 30]);
    await page.locator('.call-steps').getByText('No room: Say something and end').waitFor();
    await page.locator('.call-steps').getByText('Hears: “Please call tomorrow”').waitFor();
    // What it asks for, and a person who can it.
    await page.getByLabel('Skill', { exact: true }).fill('Billing');
    await page.getByLabel('At least').fill('3');
    await page.locator('form.add-line').filter({ has: page.getByLabel('At least') }).getByRole('button', { name: 'Add' }).click();
    await page.getByText('Nobody works it').first().waitFor();
    await page.goto('/app/settings/queues');
    await page.getByLabel('Person', { exact: true }).selectOption(String((await rig.ask<{ assignments: { agentId: number }[] }>(context, `/queues/${kept!.id}`)).assignments[0]!.agentId));
    await page.getByLabel('Skill', { exact: true }).fill('billing');
    await page.getByLabel('Level', { exact: true }).fill('3');
    await page.locator('form.add-line').filter({ has: page.getByLabel('Skill', { exact: true }) }).getByRole('button', { name: 'Add' }).click();
    await until(async () => (await rig.ask<{ agentCount: number }>(context, `/queues/${kept!.id}`)).agentCount === 1);
    await page.goto(`/app/settings/queues/${kept!.id}`);
    // A mistake is said where it was made, and nothing is kept.
    await page.getByLabel('Language', { exact: true }).fill('Klingon');
    await page.locator('form.queue-form').getByRole('button', { name: 'Save' }).click();
    await page.locator('form.queue-form [role=alert]').waitFor();
    assert.equal((await queue()).menuPath, 'Support/Orders');
    // Hours of its own: they begin as the account's are, and the rules show them as this queue's.
    await page.goto(`/app/settings/queues/${kept!.id}`);
    await page.getByText('It is always open.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Give it hours of its own' }).click();
    const monday = page.locator('.hours').getByRole('group', { name: 'Monday' });
    assert.equal(await monday.getByLabel('Monday, from').first().inputValue(), '08:30');
    await monday.getByLabel('Monday, from').first().fill('07:45');
    await page.locator('form').filter({ has: page.locator('.hours') }).getByRole('button', { name: 'Save' }).click();
    await page.getByText('It goes by hours of its own.').waitFor();
    const { calendarId } = await queue();
    assert.equal(await page.getByLabel('Hours', { exact: true }).inputValue(), String(calendarId));
    await page.getByLabel('A transfer waits for a busy colleague (seconds)').fill('90');
    await page.locator('form.queue-form').getByRole('button', { name: 'Save' }).click();
    await until(async () => (await queue()).transferWaitSeconds === 90);
    await page.getByLabel('Hours', { exact: true }).selectOption('');
    await page.locator('form.queue-form').getByRole('button', { name: 'Save' }).click();
    await until(async () => (await queue()).calendarId === null);
    // The way there from the menu: the same answer.
    await page.goto('/app/settings/menus');
    await page.getByRole('row', { name: 'Orders' }).click();
    await page.locator('.call-steps').getByText('No room: Say something and end').waitFor();
    await page.getByRole('button', { name: 'Remove: Orders' }).click();
    await page.getByRole('button', { name: /^Really delete/ }).click();
    await until(async () => (await menus()).some(({ name, deletedAt }) => name === 'Orders' && deletedAt !== null));
    await page.getByText('Deleted choices (1)').click();
    await page.getByRole('button', { name: 'Bring back: Orders' }).click();
    await until(async () => (await queue()).menuPath === 'Support/Orders');
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('axe finds nothing serious, light and dark, and nothing is wider than a phone', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page, context, faults } = await rig.signIn(rig.owner, { width: scheme === 'dark' ? 390 : 1280, height: 844, scheme });
      const [queue] = (await rig.ask<{ items: Queue[] }>(context, '/queues')).items;
      for (const part of ['menus', 'queues', `queues/${queue!.id}`]) {
        await page.goto(`/app/settings/${part}`);
        await page.waitForSelector('.settings-body');
        if (part === 'menus') await page.getByRole('row', { name: 'Orders' }).click();
        if (part !== 'queues') await page.waitForSelector('.call-steps');
        assert.equal(await grave(page), '[]', `${part}, ${scheme}`);
        assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth && document.querySelector(".settings").scrollWidth <= document.querySelector(".settings").clientWidth'), `${part} is as wide as the window, ${scheme}`);
        if (process.env['SCREENSHOTS']) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/${part.replace('/', '-')}-${scheme}.png`, fullPage: false });
      }
      assert.deepEqual(faults, []);
      await context.close();
    }
  });
});
