import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { findErasures } from '#core/accounts/index.ts';
import { findChannels } from '#core/channels/index.ts';
import { factsConsumerName } from '#core/analytics/projection/facts-consumer-name.ts';
import { stepRecount } from '#core/analytics/recounts/run-recount.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { nowText, systemAct, systemClock } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

interface Group { readonly name: string; readonly isActive: boolean; readonly rules: readonly { field: string; operator: string; joinedBy: string; value: string }[] }
interface Mail { readonly sender: string; readonly because: string; readonly filter: string | null }

const hostile = '<img src=x onerror="document.title=1">';

describe('filters in a browser', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  let axe: string;
  before(async () => {
    rig = await openConsole();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const now = nowText(systemClock);
    await rig.database.withAccount(rig.accountId, async (tx) => {
      const { id, isList } = (await findChannels(tx, systemAct(rig.accountId, now, 'test'))).find(({ kind }) => kind === 'email')!;
      await receiveMails(tx, systemAct(rig.accountId, now, 'test'), { id, isList }, [writeMail({ id: 'spam@spam.test', from: 'ad@spam.test', subject: hostile, at: now })]);
    });
    await until(async () => (await rig.database.withAccount(rig.accountId, (tx) => tx.rows(sql<object>`SELECT FROM message_facts f JOIN messages m ON m.account_id = f.account_id AND m.id = f.message_id WHERE m.mail_id = 'spam@spam.test'`))).length === 1);
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

  test('a domain is previewed, added, does its work, is said in the conversation, and is removed', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    const leftOut = async (): Promise<Mail[]> => (await rig.ask<{ items: Mail[] }>(context, '/mail-filters/left-out')).items;
    await page.goto('/app/settings/filters');
    const domains = page.locator('section', { has: page.getByRole('heading', { name: 'Domains', exact: true }) });
    await domains.getByLabel('New domain').fill('spam.test');
    await domains.getByRole('button', { name: 'Preview' }).click();
    await domains.getByText(/, 1 more would be left out and 0 would count again/).waitFor();
    await domains.getByText('Examples').click();
    await domains.getByRole('link', { name: hostile }).waitFor();
    assert.equal(await grave(page), '[]', 'with a preview');
    assert.deepEqual(await leftOut(), [], 'a preview saves nothing');
    await domains.getByRole('button', { name: 'Add', exact: true }).click();
    await until(async () => (await leftOut()).length === 1);
    assert.deepEqual((await leftOut()).map(({ sender, because, filter }) => [sender, because, filter]), [['ad@spam.test', 'domain', 'spam.test']]);
    await page.reload();
    await page.getByText('Domain spam.test').waitFor();
    await page.getByRole('link', { name: hostile }).last().click();
    await page.getByRole('button', { name: /^to / }).first().click();
    await page.getByText('In no figure').waitFor();
    await page.goto('/app/settings/filters');
    await page.getByRole('button', { name: 'Remove: spam.test' }).click();
    await until(async () => (await leftOut()).length === 0);
    assert.deepEqual([faults, await page.title() === '1'], [[], false]);
    await context.close();
  });

  test('figures are computed anew on request: the page shows how far it is, and afterwards both figures side by side', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => rig.database.withAccount(rig.accountId, work, { timeoutMs: 120_000 });
    const count = async (): Promise<number> => (await within((tx) => tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM message_facts WHERE account_id = ${rig.accountId}`))).count;
    const right = await count();
    const shown = (number: number): string => new Intl.NumberFormat('en-GB').format(number);
    // Whoever holds its place in the log holds the projection up.
    await within(async (held) => {
      await held.rows(sql`SELECT FROM event_cursors WHERE account_id = ${rig.accountId} AND consumer = ${factsConsumerName} FOR UPDATE`);
      await within(async (tx) => {
        await tx.run(sql`DELETE FROM message_facts WHERE account_id = ${rig.accountId} AND message_id IN (SELECT message_id FROM message_facts WHERE account_id = ${rig.accountId} ORDER BY conversation_id DESC LIMIT 1)`);
        await tx.run(sql`UPDATE figure_bases SET basis = 'old' WHERE account_id = ${rig.accountId}`);
      });
      await page.goto('/app/settings/recounts');
      await page.getByRole('button', { name: 'Recount everything' }).click();
      const card = page.locator('details').first();
      await card.getByText(/Asked for · by .* · waiting/).waitFor();
      assert.equal(await page.getByRole('button', { name: 'Recount everything' }).isDisabled(), true);
      const { id } = await within((tx) => tx.one(sql<{ id: number }>`SELECT id FROM fact_recounts WHERE account_id = ${rig.accountId} ORDER BY id DESC LIMIT 1`));
      await within((tx) => stepRecount(tx, id, nowText(systemClock)));
      assert.equal((await within((tx) => stepRecount(tx, id, nowText(systemClock), 3))).length, 3); // those that lack nothing
      await card.getByRole('progressbar', { name: /^3 of [\d,]+ conversations$/ }).waitFor();
      assert.equal(await grave(page), '[]', 'while it runs');
    });
    const card = page.locator('details').first();
    await card.getByText(/ · done$/).waitFor();
    const messages = card.getByRole('row', { name: /^Messages/ });
    assert.deepEqual(await messages.getByRole('cell').allTextContents(), [shown(right - 1), shown(right)]);
    assert.deepEqual([await count(), faults], [right, []]);
    await context.close();
  });

  test('a condition is written, tried and saved with the keyboard alone', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    const groups = async (): Promise<Group[]> => (await rig.ask<{ items: Group[] }>(context, '/mail-filters/groups')).items;
    await page.goto('/app/settings/filters');
    await page.getByRole('button', { name: 'New condition' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('People'); // the editor begins where one writes
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('no-reply');
    const add = page.getByRole('button', { name: 'Add a rule' });
    for (let presses = 0; presses < 5 && !await add.evaluate((button) => button === document.activeElement); presses += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const second = page.getByRole('group', { name: 'Rule 2' });
    await second.getByLabel('Joined by').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Sub');
    await page.keyboard.press('Tab');
    await page.keyboard.type('begins');
    await page.keyboard.press('Tab');
    await page.keyboard.type(hostile);
    assert.equal(await grave(page), '[]', 'the editor');
    await page.keyboard.press('Enter');
    await until(async () => (await groups()).length === 1);
    assert.deepEqual((await groups()).map(({ name, isActive, rules }) => [name, isActive, rules]), [['People', true, [
      { field: 'from', operator: 'does-not-contain', joinedBy: 'and', value: 'no-reply' }, { field: 'subject', operator: 'begins-with', joinedBy: 'or', value: hostile }]]]);
    await page.getByRole('button', { name: 'Turn off: People' }).click();
    await until(async () => (await groups())[0]!.isActive === false);
    await page.getByRole('button', { name: 'Remove: People' }).click();
    await page.getByRole('button', { name: 'Really remove: People' }).click();
    await until(async () => (await groups()).length === 0);
    assert.deepEqual([faults, await page.title() === '1'], [[], false]);
    await context.close();
  });

  test('the account is deleted with its name typed and the password, and the page that follows brings it back', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    await page.goto('/app/settings/account');
    await page.getByRole('button', { name: /^Delete the account/ }).click();
    const button = page.getByRole('button', { name: 'Delete this account' });
    assert.equal(await button.isDisabled(), true);
    const name = (await rig.ask<{ name: string }>(context, '/account')).name;
    await page.getByLabel(/^Type the name of the account/).fill(name);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await button.click();
    await page.getByRole('alert').waitFor();
    assert.equal(await grave(page), '[]', 'the form');
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await button.click();
    await page.waitForURL('**/restore-account/**');
    assert.deepEqual((await findErasures(rig.database)).map(({ accountId, begunAt }) => [accountId, begunAt]), [[rig.accountId, null]]);
    assert.equal((await context.request.get('/native/v1/account')).status(), 401);
    await page.getByRole('button', { name: 'Bring the account back' }).click();
    await page.getByText('The account is back').waitFor();
    assert.deepEqual(await findErasures(rig.database), []);
    assert.deepEqual(faults, []);
    await context.close();
  });
});
