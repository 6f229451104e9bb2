import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { findMembers } from '#core/accounts/index.ts';
import { postMessage } from '#core/conversations/index.ts';
import { nowText, systemAct, systemClock } from '#core/kernel/index.ts';
import { mentionAgents } from '#core/notifications/index.ts';
import { sql } from '#storage/index.ts';
import { noChromium, noWholeChromium } from '#testkit/browser/open-chromium.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

describe('what a person is told, in a browser', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  before(async () => { rig = await openConsole({ isWhole: noWholeChromium === false }); });
  after(() => rig?.close());

  /** What axe finds that a gate would stop; by the debugger's door, for the page's policy lets no script in. */
  const grave = async (page: Page): Promise<string> => {
    const client = await page.context().newCDPSession(page);
    await client.send('Runtime.evaluate', { expression: await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8') });
    const { result } = await client.send('Runtime.evaluate', {
      awaitPromise: true, returnByValue: true,
      expression: 'axe.run(document).then(({ violations, passes }) => passes.length < 8 ? "nothing was looked at" : JSON.stringify(violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(", "))))',
    });
    return String(result.value);
  };

  /** The other agent names this one in a note of a conversation. */
  async function mention(): Promise<number> {
    const act = systemAct(rig.accountId, nowText(systemClock), 'test');
    const members = await rig.database.withAccount(rig.accountId, (tx) => findMembers(tx, act));
    const [ada, cleo] = rig.agents.map((email) => members.find((one) => one.email === email)!);
    const { id } = await rig.database.withAccount(rig.accountId, (tx) => tx.one(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${tx.accountId} AND life = 'open' AND merged_into IS NULL ORDER BY id LIMIT 1`));
    await rig.database.withAccount(rig.accountId, async (tx) => {
      const as = { ...act, actor: { kind: 'user' as const, id: cleo!.id, permissions: 'all' as const } };
      const { messageId } = await postMessage(tx, as, { conversationId: id, direction: 'note', text: 'Have a look' });
      await mentionAgents(tx, as, { messageId, agentIds: [ada!.agentId!] });
    });
    return id;
  }

  test('the bell counts what is new as it happens, its list leads there, and what was opened is read; all can be read at once', async () => {
    const { page, context, faults } = await rig.signIn(rig.agents[0]);
    const told = () => rig.ask<{ items: unknown[]; unreadCount: number }>(context, '/notifications?limit=100');
    const before = (await told()).items.length;
    await page.goto('/app/');
    await page.getByRole('button', { name: /^Notifications/ }).waitFor();
    const id = await mention();
    await page.getByRole('button', { name: /^Notifications, \d+ new$/ }).click();
    const list = page.getByRole('dialog', { name: 'Notifications' });
    await list.getByRole('link', { name: /named you in a note/ }).first().waitFor();
    assert.equal(await grave(page), '[]', 'the list');
    await list.getByRole('link', { name: /named you in a note/ }).first().click();
    await page.waitForURL(new RegExp(`/app/open/${id}`));
    await mention();
    await until(async () => { const { items, unreadCount } = await told(); return items.length === before + 2 && unreadCount === 0; }); // it stands before him
    await page.goto('/app/mine');
    await mention();
    await page.getByRole('button', { name: 'Notifications, 1 new' }).click();
    await list.getByRole('button', { name: 'Mark all as read' }).click();
    await list.getByRole('button', { name: 'Mark all as read' }).waitFor({ state: 'detached' });
    assert.deepEqual(faults, []);
  });

  test('where push cannot be, the page says why, and offers no button', async () => {
    for (const [script, words] of [
      ["Object.defineProperty(Notification, 'permission', { get: () => 'denied' })", /are blocked in your browser/],
      ['delete globalThis.PushManager', /takes no push messages/],
      ["Object.defineProperty(globalThis, 'isSecureContext', { get: () => false })", /needs an encrypted connection/],
    ] as const) {
      const { page, context } = await rig.signIn(rig.agents[0]);
      await page.addInitScript(script);
      await page.goto('/app/settings/notifications');
      const notice = page.locator('section', { has: page.getByRole('heading', { name: 'Push on this browser' }) }).locator('.notice');
      assert.match(await notice.textContent() ?? '', words);
      if (script.startsWith('delete')) assert.equal(await grave(page), '[]', 'the settings');
      assert.equal(await page.getByRole('button', { name: 'Turn push on here' }).count(), 0);
      await context.close();
    }
  });

  test('each chooses how he is told; the service worker comes in under the policy of the page, shows what is pushed, and nothing that no server of ours wrote', { skip: noWholeChromium }, async () => {
    const { page, context, faults } = await rig.signIn(rig.agents[0]);
    await context.grantPermissions(['notifications'], { origin: rig.address });
    await page.goto('/app/settings/notifications');
    await page.getByLabel('Somebody names me in a note').waitFor();
    await page.getByLabel('Somebody names me in a note').selectOption({ label: 'Not at all' });
    await until(async () => (await rig.ask<{ mention: string }>(context, '/me/notification-choices')).mention === 'none');
    // The push service of Chromium's maker is not reached here: the browser says so, after the worker was taken.
    await page.getByRole('button', { name: 'Turn push on here' }).click();
    await page.getByText(/gave no address for push|Push is on in this browser/).waitFor();
    const client = await context.newCDPSession(page);
    let registrationId = '';
    client.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }: { registrations: readonly { registrationId: string; scopeURL: string }[] }) => { registrationId ||= registrations.find(({ scopeURL }) => scopeURL.endsWith('/app/'))?.registrationId ?? ''; });
    await client.send('ServiceWorker.enable');
    await until(async () => registrationId !== '');
    const push = (message: unknown) => client.send('ServiceWorker.deliverPushMessage', { origin: rig.address, registrationId, data: typeof message === 'string' ? message : JSON.stringify(message) });
    const shown = () => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, path: (data as { path: string }).path })));
    await push('no JSON');
    await push({ title: 'Elsewhere', body: 'b', path: 'https://evil.test/', tag: 'test', lang: 'en' });
    await until(async () => (await shown()).length === 1);
    assert.deepEqual(await shown(), [{ title: 'Elsewhere', body: 'b', tag: 'test', path: '/app/' }], 'only a page of the desk is ever opened');
    assert.deepEqual(faults.filter((fault) => !/push service|Push API in incognito/i.test(fault)), []);
  });
});
