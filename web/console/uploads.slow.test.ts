import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { createArticle, createKnowledgeBase } from '#core/knowledge/index.ts';
import { nowText, systemAct, systemClock } from '#core/kernel/index.ts';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { openReply } from './testing/composer-cases.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

describe('leaving a page from which a file is on its way', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  before(async () => { rig = await openConsole(); });
  after(() => rig?.close());

  /** What goes to this path waits until it is let go. */
  const hold = async (page: Page, path: string): Promise<() => Promise<void>> => {
    const gate = Promise.withResolvers<undefined>();
    await page.route(path, async (route) => {
      await gate.promise;
      await route.continue().catch(() => {}); // its page may be gone
    });
    return async () => {
      gate.resolve(undefined);
      await page.unroute(path);
    };
  };
  const pick = (page: Page, name: string): Promise<void> => page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'image/png', buffer: png });
  const leave = (page: Page): Promise<void> => page.locator('a[href="/app/mine"]').first().click();
  const asked = (page: Page) => page.getByRole('alertdialog', { name: 'A file is still being uploaded' });

  test('an article: who leaves is asked; who stays gets the picture, who goes is let go and not asked again; closing the window asks, too', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    const act = systemAct(rig.accountId, nowText(systemClock), 'test');
    const article = await rig.database.withAccount(rig.accountId, async (tx) => createArticle(tx, act, (await createKnowledgeBase(tx, act, { name: 'Late', slug: 'late', locales: ['en'] })).id, { title: 'Late', content: 'Text.', locale: 'en', slug: 'late' }));
    const content = async (): Promise<string> => (await rig.ask<{ content: string }>(context, `/articles/${article.id}`)).content;
    await page.goto(`/app/help/articles/${article.id}`);
    await page.getByRole('textbox', { name: 'Text', exact: true }).getByText('Text.').waitFor();
    let letGo = await hold(page, '**/knowledge-bases/*/files');
    await pick(page, 'first.png');
    await leave(page);
    await asked(page).waitFor();
    if (process.env['SCREENSHOTS']) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/leave-uploading.png` });
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Stay');
    await page.keyboard.press('Enter');
    await asked(page).waitFor({ state: 'detached' });
    assert.match(page.url(), /\/help\/articles\//);
    // The window itself.
    const closing = page.waitForEvent('dialog');
    const reloading = page.reload().catch(() => {});
    const dialog = await closing;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.dismiss();
    await reloading;
    await letGo();
    await until(async () => /!\[first\]/.test(await content()));
    await page.getByText('Saved', { exact: true }).waitFor();

    letGo = await hold(page, '**/knowledge-bases/*/files');
    await pick(page, 'second.png');
    await leave(page);
    await asked(page).getByRole('button', { name: 'Leave without the file' }).click();
    await page.waitForURL(/\/app\/mine/);
    await page.goBack();
    await page.getByRole('textbox', { name: 'Text', exact: true }).getByText('Text.').waitFor();
    assert.equal(await asked(page).count(), 0);
    await letGo();
    assert.ok(!(await content()).includes('second'));
    await leave(page);
    await page.waitForURL(/\/app\/mine/);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('an answer: another conversation is not opened before one was asked; without a file on its way nobody is', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    await openReply(rig, page, context, 0);
    const from = page.url();
    const letGo = await hold(page, '**/uploads');
    await pick(page, 'plan.png');
    await page.getByRole('button', { name: 'Remove plan.png' }).waitFor();
    await leave(page);
    await asked(page).waitFor();
    await page.keyboard.press('Escape');
    await asked(page).waitFor({ state: 'detached' });
    assert.equal(page.url(), from);
    await letGo();
    await page.locator('.uploads progress').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove plan.png' }).waitFor();
    await leave(page);
    await until(async () => Promise.resolve(page.url() !== from));
    assert.equal(await asked(page).count(), 0);
    assert.deepEqual(faults, []);
    await context.close();
  });
});
