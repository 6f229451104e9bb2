import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { createApiChannel } from '#core/channels/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { openConversation, postMessage, setMessageContent, submitMessageValues } from '#core/conversations/index.ts';
import { nowText, systemAct, systemClock } from '#core/kernel/index.ts';
import { createLabel } from '#core/labels/index.ts';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

interface Rule { readonly name: string; readonly isActive: boolean; readonly conditions: readonly { values: readonly unknown[] }[]; readonly actions: readonly { kind: string }[] }

const hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>';

describe('automation in a browser', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  let axe: string;
  let conversationId = 0;
  const act = () => systemAct(rig.accountId, nowText(systemClock), 'test');
  before(async () => {
    rig = await openConsole();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await rig.database.withAccount(rig.accountId, async (tx) => {
      await createLabel(tx, act(), { name: 'By rule' });
      const channel = await createApiChannel(tx, act(), { name: 'Robot' });
      const contact = await createContact(tx, act(), { name: 'Bo' });
      conversationId = (await openConversation(tx, act(), { channelId: channel.id, contactId: contact.id, subject: 'A machine' })).id;
      await postMessage(tx, act(), { conversationId, direction: 'incoming', text: 'my invoice is wrong' });
      const { messageId } = await postMessage(tx, act(), { conversationId, direction: 'outgoing', text: 'How was it?' });
      await setMessageContent(tx, act(), messageId, { kind: 'rating' });
      await submitMessageValues(tx, act(), { conversationId, messageId, values: { rating: 4, feedback: hostile } });
      const choice = await postMessage(tx, act(), { conversationId, direction: 'outgoing', text: 'Choose' });
      await setMessageContent(tx, act(), choice.messageId, { kind: 'input-select', items: [{ title: hostile, value: 'a' }, { title: 'Bread', value: 'b' }] });
    });
  });
  after(() => rig?.close());

  const grave = async (page: Page): Promise<string> => {
    const client = await page.context().newCDPSession(page);
    await client.send('Runtime.evaluate', { expression: axe });
    const { result } = await client.send('Runtime.evaluate', {
      awaitPromise: true, returnByValue: true,
      expression: 'axe.run(document).then(({ violations }) => JSON.stringify(violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(", "))))',
    });
    return String(result.value);
  };

  test('a rule is written, tried, saved, does its work on a message that comes, and the log says why', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    const rules = async (): Promise<Rule[]> => (await rig.ask<{ items: Rule[] }>(context, '/rules')).items;
    await page.goto('/app/settings/automation');
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByLabel('Name', { exact: true }).fill(`Invoices ${hostile}`);
    await page.getByLabel('When', { exact: true }).selectOption('message-created');
    await page.getByRole('button', { name: 'Add a condition' }).click();
    const condition = page.getByRole('group', { name: 'If 1' });
    await condition.getByLabel('What').selectOption('content');
    await condition.getByLabel('How').selectOption('contains');
    await condition.getByLabel('Values').fill('invoice, bill');
    await page.getByRole('group', { name: 'Then 1' }).getByLabel('By rule').check();
    await page.getByRole('button', { name: 'Add an action' }).click();
    const note = page.getByRole('group', { name: 'Then 2' });
    await note.getByLabel('Text').fill('Of {{contact.shoe}}');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').waitFor();
    await note.getByLabel('Text').fill('Of {{contact.name}}');
    await page.getByRole('button', { name: /^Try it/ }).click();
    await page.getByText(/It would have run (once|\d+ times)/).waitFor();
    assert.deepEqual(await rules(), [], 'trying saves nothing');
    assert.equal(await grave(page), '[]', 'the editor');
    await page.getByRole('button', { name: 'Save' }).click();
    await until(async () => (await rules()).length === 1);
    const [rule] = await rules();
    assert.deepEqual([rule!.conditions[0]!.values, rule!.actions.map(({ kind }) => kind)], [['invoice', 'bill'], ['add-labels', 'add-note']]);
    await rig.database.withAccount(rig.accountId, (tx) => postMessage(tx, act(), { conversationId, direction: 'incoming', text: 'The BILL again' }));
    await until(async () => (await rig.ask<{ items: unknown[] }>(context, '/rule-runs')).items.length === 1);
    await page.reload();
    await page.getByText('Add labels: done · Write a note: done').waitFor();
    assert.equal(await grave(page), '[]', 'list and log');
    await page.getByRole('button', { name: 'Switch off' }).click();
    await until(async () => (await rules())[0]!.isActive === false);
    assert.deepEqual([faults, await page.title() === '1'], [[], false]);
    await context.close();
  });

  test('a macro is made, run by a key and from the palette, and what the customer said stands beside the thread as text', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner, { width: 1500 });
    await page.goto('/app/settings/macros');
    await page.getByRole('button', { name: 'New macro' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Urgent');
    await page.getByRole('group', { name: 'Then 1' }).getByLabel('Then 1').selectOption('set-priority');
    await page.getByLabel(/Set priority|Priority/).last().selectOption('4');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Set the priority').waitFor();
    assert.equal(await grave(page), '[]', 'macros');
    const priority = async (): Promise<number> => (await rig.ask<{ priority: number }>(context, `/conversations/${conversationId}`)).priority;
    await page.goto(`/app/open/${conversationId}`);
    await page.waitForSelector('.message');
    while (await page.locator('.message.shut').count() > 0) await page.locator('.message.shut .message-who').first().click();
    await page.locator('.message-content').getByText('4 of 5').waitFor();
    await page.locator('.ratings').getByText('4 of 5').waitFor();
    assert.equal(await grave(page), '[]', 'the thread');
    assert.equal(await page.locator('.message-content img, .message-content script, .ratings img').count(), 0);
    await page.keyboard.press('y');
    await page.getByRole('dialog').getByText('Urgent').waitFor();
    await page.keyboard.press('Enter');
    await until(async () => await priority() === 4);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Macro: Urgent');
    await page.getByRole('option', { name: /Macro: Urgent/ }).waitFor();
    await page.keyboard.press('Escape');
    assert.deepEqual([faults, await page.title() === '1'], [[], false]);
    await context.close();
  });

  test('what surveys came to is a page of figures; each opens to the answers it counts, and those to their conversations', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    await page.goto('/app/reports');
    await page.getByRole('link', { name: 'Satisfaction' }).click();
    await page.getByRole('link', { name: /^Asked: 1\./ }).waitFor();
    await page.getByRole('link', { name: /^Mean of 1 to 5: 4\./ }).waitFor();
    await page.locator('.rating-words', { hasText: '<img src=x' }).waitFor();
    await page.getByRole('link', { name: '5 stars: 0. Show the rows' }).press('Enter');
    await page.getByRole('heading', { name: 'What they said: 5 stars' }).waitFor();
    await page.locator('#ratings-rows li').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '4 stars: 1. Show the rows' }).press('Enter');
    await page.locator('#ratings-rows li').waitFor();
    assert.match(page.url(), /figure=ratings\.of\.4/);
    for (const [width, scheme] of [[1_280, 'light'], [1_280, 'dark'], [390, 'light']] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: scheme });
      assert.equal(await grave(page), '[]', `${width} ${scheme}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), String(width));
      if (process.env['SCREENSHOTS']) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/satisfaction-${width}-${scheme}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1_280, height: 800 });
    await page.getByLabel('Period').selectOption('last-month');
    await page.getByText('Nobody was asked in this period.', { exact: false }).waitFor();
    await page.getByLabel('Period').selectOption('all');
    await page.getByText('At most a year is counted', { exact: false }).waitFor();
    await page.getByRole('link', { name: `Conversation ${conversationId}` }).click();
    await page.waitForURL(new RegExp(`/app/open/${conversationId}`));
    assert.deepEqual([faults, await page.title() === '1'], [[], false]);
    await context.close();
  });

  test('a channel asks how it was and gives its work out, as its page says', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    const [channel] = (await rig.ask<{ items: { id: number; kind: string }[] }>(context, '/channels')).items;
    await page.goto(`/app/settings/channels/${channel!.id}`);
    await page.getByLabel('Ask how it was').check();
    await page.getByLabel('Question').fill('All good?');
    await page.getByLabel('Who gets it').selectOption('balanced');
    await page.getByLabel('Open conversations per agent at most').fill('12');
    await page.getByRole('button', { name: 'Save' }).first().click();
    interface Kept { survey: object; assignment: { mode: string } }
    const kept = (): Promise<Kept> => rig.ask<Kept>(context, `/channels/${channel!.id}/settings`);
    await until(async () => (await kept()).assignment.mode === 'balanced');
    assert.deepEqual(await kept().then(({ survey, assignment }) => [survey, assignment]), [{ isOn: true, question: 'All good?' }, { mode: 'balanced', perAgentMax: 12 }]);
    assert.equal(await grave(page), '[]', 'the channel');
    assert.deepEqual(faults, []);
    await context.close();
  });
});
