import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { systemAct } from '#core/kernel/index.ts';
import { postMessage } from '#core/conversations/index.ts';
import { sql } from '#storage/index.ts';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { startReceiver, type HttpReceiver } from '#testkit/http-receiver/start-receiver.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

interface Hook { readonly id: number; readonly name: string; readonly disabledAt: string | null; readonly failed: number }
interface Delivery { readonly id: number; readonly state: string; readonly topic: string }

describe('webhooks and bots in a browser', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  let receiver: HttpReceiver;
  let axe: string;
  before(async () => {
    rig = await openConsole({ env: { PATCHBAY_OUTBOUND_ALLOW: '127.0.0.1' } });
    receiver = await startReceiver();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  });
  after(async () => {
    await receiver?.close();
    await rig?.close();
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
  const write = async (text: string): Promise<void> => {
    const [{ id }] = await rig.database.withAccount(rig.accountId, (tx) => tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${rig.accountId} AND life = 'open' AND merged_into IS NULL ORDER BY id LIMIT 1`)) as [{ id: number }];
    await postMessage(rig.database, systemAct(rig.accountId, new Date().toISOString(), 'test'), { conversationId: id, direction: 'note', text });
  };

  test('a webhook is set up by keys, shows its secret once, says what a test came to, lists what was told and sends it again', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    const hooks = async (): Promise<Hook[]> => (await rig.ask<{ items: Hook[] }>(context, '/webhooks')).items;
    await page.goto('/app/settings/webhooks');
    await page.getByLabel('Address').fill('http://10.0.0.1/inside');
    await page.getByLabel('Address').press('Enter');
    await page.getByRole('alert').getByText(/private network/).waitFor();
    await page.getByLabel('Address').fill(receiver.url);
    await page.getByLabel('Name', { exact: true }).fill('Nightly');
    await page.getByLabel('Name', { exact: true }).press('Enter');
    const secret = page.getByLabel('Secret', { exact: true });
    await secret.waitFor();
    assert.match(await secret.inputValue(), /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.equal(await grave(page), '[]');
    await shoot(page, 'webhook-made');
    const [hook] = await hooks();
    assert.deepEqual([hook!.name, (await page.content()).includes('whsec_')], ['Nightly', true]);
    await page.goto('/app/settings/webhooks');
    await page.getByText('Nightly').waitFor();
    assert.equal((await page.content()).includes('whsec_'), false, 'shown once');

    await page.getByRole('link', { name: /Nightly/ }).press('Enter');
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText(/took the test: 200/).waitFor();
    receiver.behave(() => ({ status: 500, body: '<script>window.hacked = 1</script>' }));
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The test failed: the receiver answered 500').waitFor();
    receiver.behave(() => ({ status: 410 }));
    await write('<img src=x onerror="window.hacked = 1">');
    await until(async () => (await hooks())[0]!.disabledAt !== null);
    await page.getByText('off: the receiver wants nothing more').first().waitFor();
    receiver.behave(() => ({ status: 200, body: 'thank you' }));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('works', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: /^Send again: Delivery/ }).first().click();
    const deliveries = async (): Promise<Delivery[]> => (await rig.ask<{ items: Delivery[] }>(context, `/webhooks/${hook!.id}/deliveries`)).items;
    await until(async () => (await deliveries()).some(({ state, topic }) => state === 'delivered' && topic === 'message.stored'));
    await page.getByRole('button', { name: /^Send again: Delivery/ }).first().waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.locator('.hook-body').filter({ hasText: 'onerror' }).first().waitFor();
    assert.equal(await page.evaluate('window.hacked ?? null'), null);
    assert.equal(await grave(page), '[]');
    await shoot(page, 'webhook-log');
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('a bot is made, its token copied, a channel given to it; all of it in German and dark', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner, { scheme: 'dark' });
    await page.goto('/app/settings/bots');
    await page.getByLabel('Name', { exact: true }).fill('Robo');
    await page.getByLabel('Told at').fill(receiver.url);
    await page.getByLabel('Told at').press('Enter');
    const token = page.getByRole('textbox', { name: 'Token: Robo' });
    await token.waitFor();
    const [made] = (await rig.ask<{ items: { id: number; channelIds: number[] }[] }>(context, '/bots')).items;
    assert.deepEqual([await token.inputValue(), made!.channelIds], [(await rig.ask<{ token: string }>(context, `/bots/${made!.id}/token`)).token, []]);
    await page.locator('section').filter({ has: page.getByRole('heading', { name: 'Who answers first' }) }).locator('select').first().selectOption({ label: 'Robo' });
    await until(async () => (await rig.ask<{ items: { channelIds: number[] }[] }>(context, '/bots')).items[0]!.channelIds.length === 1);
    await page.locator('.panel').getByText(/answers first in/).waitFor();
    assert.equal(await grave(page), '[]');
    await shoot(page, 'bots-dark');
    await page.evaluate('localStorage.setItem("patchbay.preferences", JSON.stringify({ language: "de" }))');
    for (const [part, words] of [['bots', 'Ein Bot antwortet'], ['webhooks', 'Neuer Webhook']] as const) {
      await page.goto(`/app/settings/${part}`);
      await page.getByText(words).first().waitFor();
      assert.equal(await grave(page), '[]', `${part} in German`);
      await shoot(page, `${part}-german`);
    }
    await page.evaluate('localStorage.removeItem("patchbay.preferences")');
    await page.goto('/app/settings/bots');
    await page.getByRole('button', { name: 'Remove: Robo' }).click();
    await page.getByRole('button', { name: /Really remove/ }).click();
    await until(async () => (await rig.ask<{ items: unknown[] }>(context, '/bots')).items.length === 0);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('each integration is connected by keys, tested, seen failing and why, changed and taken away; dark and narrow', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner, { scheme: 'dark' });
    interface Shown { readonly app: string; readonly url: string; readonly hasSecret: boolean; readonly errorText: string | null }
    const there = async (): Promise<Shown[]> => (await rig.ask<{ items: Shown[] }>(context, '/integrations')).items;
    await page.goto('/app/settings/integrations');
    await page.getByRole('button', { name: 'Connect a team chat' }).press('Enter');
    await page.getByLabel('Incoming webhook').fill('http://10.0.0.1/inside');
    await page.getByLabel('Incoming webhook').press('Enter');
    await page.getByRole('alert').getByText(/private network/).waitFor();
    await page.getByLabel('Incoming webhook').fill(`${receiver.url}/chat`);
    await page.getByLabel('Incoming webhook').press('Enter');
    await page.getByText(`${receiver.url}/chat`).waitFor();
    receiver.behave(({ path }) => (path.endsWith('/model/chat/completions') ? { status: 200, body: JSON.stringify({ choices: [{ message: { content: 'Dear <b>Bo</b>' } }] }) } : { status: 200, body: 'ok' }));
    await page.getByRole('button', { name: `Test: ${receiver.url}/chat` }).press('Enter');
    await page.getByText(/took the test: 200/).waitFor();
    assert.equal(JSON.parse(receiver.calls.at(-1)!.body).text, 'Patchbay can post here.');
    await page.getByRole('button', { name: 'Connect a bot endpoint' }).click();
    await page.getByLabel('Address that is asked').fill(`${receiver.url}/bot`);
    await page.getByLabel('Answers in').selectOption({ index: 1 });
    await page.getByLabel('Name in which it answers').fill('Robo');
    await page.getByLabel('Name in which it answers').press('Enter');
    await page.getByText(`${receiver.url}/bot`).waitFor();
    await page.getByRole('button', { name: 'Connect a draft helper' }).click();
    await page.getByLabel('Address before /chat/completions').fill(`${receiver.url}/model`);
    await page.getByLabel('Model').fill('small');
    await page.getByLabel('Key of the program').fill('sk-hidden');
    assert.equal(await grave(page), '[]', 'the form');
    await page.getByLabel('Key of the program').press('Enter');
    await page.getByRole('button', { name: `Test: ${receiver.url}/model` }).click();
    await page.getByText('It works.').waitFor();
    await page.locator('.hook-body', { hasText: 'Dear <b>Bo</b>' }).waitFor();
    assert.equal(receiver.calls.at(-1)!.headers.authorization, 'Bearer sk-hidden');
    receiver.behave(() => ({ status: 503, body: 'sk-hidden' }));
    await page.getByRole('button', { name: `Test: ${receiver.url}/model` }).click();
    await page.getByText(/^Fails since .*: the receiver answered 503/).waitFor();
    assert.deepEqual((await there()).map(({ app, hasSecret }) => [app, hasSecret]), [['chat-post', false], ['bot-endpoint', false], ['draft-helper', true]]);
    assert.equal((await page.content()).includes('sk-hidden'), false);
    await shoot(page, 'integrations-dark');
    await page.setViewportSize({ width: 390, height: 800 });
    assert.equal(await grave(page), '[]', 'narrow and dark');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await shoot(page, 'integrations-390');
    await page.setViewportSize({ width: 1_280, height: 800 });
    await page.emulateMedia({ colorScheme: 'light' });
    assert.equal(await grave(page), '[]', 'light');
    await shoot(page, 'integrations-light');
    // In the desk an agent asks for a draft, and it is not sent.
    receiver.behave(() => ({ status: 200, body: JSON.stringify({ choices: [{ message: { content: 'A draft from outside' } }] }) }));
    await page.goto('/app/open');
    await page.locator('.row').first().click();
    await page.getByRole('button', { name: 'Reply' }).first().click();
    await page.getByRole('button', { name: 'Draft an answer' }).click();
    await until(async () => (await page.getByRole('textbox', { name: /Reply/ }).textContent() ?? '').includes('A draft from outside'));
    await page.getByRole('button', { name: 'Discard' }).first().click().catch(() => undefined);
    await page.goto('/app/settings/integrations');
    for (const path of ['chat', 'bot', 'model']) {
      await page.getByRole('button', { name: `Disconnect: ${receiver.url}/${path}` }).click();
      await page.getByRole('button', { name: `Really disconnect: ${receiver.url}/${path}` }).press('Enter');
      await page.getByText(`${receiver.url}/${path}`).waitFor({ state: 'detached' });
    }
    assert.deepEqual([await there(), (await rig.ask<{ items: unknown[] }>(context, '/bots')).items, faults], [[], [], []]);
    await context.close();
  });
});
