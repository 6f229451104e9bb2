import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { createArticle, createKnowledgeBase } from '#core/knowledge/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { until, type ConsoleRig } from './open-console.ts';

interface ArticleShown { readonly status: string; readonly content: string }

export interface RichArticleRig {
  readonly rig: () => ConsoleRig;
  readonly act: () => Act;
  /** What axe finds that a gate would stop. */
  readonly grave: (page: Page) => Promise<string>;
  readonly shoot: (page: Page, name: string) => Promise<void>;
}

/** The rich editor of articles: keys, buttons, paste, pictures, the way to Markdown and back, another version that takes its place. */
export function richArticleCases({ rig, act, grave, shoot }: RichArticleRig): void {
  test('an article is written without marks, by keys, buttons and paste; switching loses nothing, and what has no place there stays Markdown with a word why', async () => {
    const { page, context, faults } = await rig().signIn(rig().owner);
    const [plain, table, arabic] = await rig().database.withAccount(rig().accountId, async (tx) => {
      const site = await createKnowledgeBase(tx, act(), { name: 'Rich', slug: 'rich', locales: ['en', 'ar'] });
      const of = (title: string, content: string, locale = 'en') => createArticle(tx, act(), site.id, { title, content, locale, slug: title.toLowerCase() });
      return [await of('Plain', 'Old text with __bold__.'), await of('Table', 'Before\n\n> | a | b |\n> |---|---|\n> | 1 | 2 |'), await of('Arabic', 'مرحبا **بالعالم**\n\n- واحد', 'ar')];
    });
    const content = async (): Promise<string> => (await rig().ask<ArticleShown>(context, `/articles/${plain.id}`)).content;
    const text = page.getByRole('textbox', { name: 'Text', exact: true });
    await page.goto(`/app/help/articles/${plain.id}`);
    await text.locator('strong', { hasText: 'bold' }).waitFor();
    await text.click();
    await text.press('Control+End');
    await text.press('Enter');
    await text.pressSequentially('## By card');
    await text.press('Enter');
    await text.pressSequentially('Quick and ');
    await text.press('Control+b');
    await text.pressSequentially('safe');
    await text.press('Control+b');
    await text.pressSequentially(': <b>1*2</b>');
    await text.press('Enter');
    await text.pressSequentially('- one');
    await text.press('Enter');
    await text.pressSequentially('two');
    await text.press('Enter');
    await text.press('Enter');
    await page.getByRole('button', { name: 'Quote' }).click();
    await text.pressSequentially('Somebody said');
    await text.press('Control+Shift+ArrowLeft');
    await text.press('Control+k');
    await page.getByLabel('Leads to').fill('x.test/help');
    await page.getByLabel('Leads to').press('Enter');
    const written = 'Old text with **bold**.\n\n## By card\n\nQuick and **safe**: \\<b>1\\*2\\</b>\n\n- one\n- two\n\n> Somebody [said](https://x.test/help)';
    await until(async () => await content() === written);
    // A picture is pasted, taken back and brought again.
    await text.press('Control+End');
    await page.evaluate(async () => {
      const canvas = document.createElement('canvas');
      canvas.width = 4;
      canvas.height = 4;
      const blob = await new Promise<Blob>((resolve) => { canvas.toBlob((made) => resolve(made!), 'image/png'); });
      const data = new DataTransfer();
      data.items.add(new File([blob], 'steps.png', { type: 'image/png' }));
      document.querySelector('.rich-text.ProseMirror')!.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    const picture = text.getByRole('img', { name: 'steps' });
    await until(async () => await picture.count() === 1 && await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth === 4));
    await until(async () => /!\[steps\]\(\/files\/[\w-]{22}\/steps\.png\)$/.test(await content()));
    await page.getByRole('button', { name: 'Undo' }).click();
    await picture.waitFor({ state: 'detached' });
    await text.press('Control+Shift+z');
    await picture.waitFor();
    const choose = (...names: readonly string[]): Promise<void> => page.locator('input[type=file]').setInputFiles(names.map((name) => ({ name: `${name}.png`, mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64') })));
    await choose('chosen', 'second', 'third');
    await text.getByRole('img', { name: 'third' }).waitFor();
    assert.deepEqual(await text.getByRole('img').evaluateAll((all) => all.map((one) => one.getAttribute('alt'))), ['steps', 'chosen', 'second', 'third'], 'in the order in which they were chosen');
    // One stop of Tab, arrows within.
    await page.getByRole('button', { name: 'Heading', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate('document.activeElement.getAttribute("aria-label")'), 'Subheading');
    await page.locator('.help-rendered:not(.rich-text) blockquote a').waitFor();
    assert.equal(await grave(page), '[]', 'the rich editor');
    await shoot(page, 'rich-light');
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.equal(await grave(page), '[]', 'the rich editor, dark');
    await shoot(page, 'rich-dark');
    await page.setViewportSize({ width: 390, height: 800 });
    assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
    await shoot(page, 'rich-390-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await shoot(page, 'rich-390');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByText('Saved', { exact: true }).waitFor();
    // To and fro: the same words, and nothing is saved anew.
    const kept = await content();
    await page.getByRole('button', { name: 'Markdown', exact: true }).click();
    assert.equal(await page.getByLabel('Text (Markdown)').inputValue(), kept);
    await page.getByRole('button', { name: 'Rich text' }).click();
    await text.locator('h2', { hasText: 'By card' }).waitFor();
    assert.equal(await text.locator('strong').count(), 2);
    assert.equal(await content(), kept);
    // A picture that is still on its way then stands at the end.
    const hold = async (path: string): Promise<() => void> => {
      const gate = Promise.withResolvers<undefined>();
      await page.route(path, async (route) => {
        await gate.promise;
        await route.continue();
      });
      return () => gate.resolve(undefined);
    };
    const letUpload = await hold('**/knowledge-bases/*/files');
    await choose('late');
    await page.getByRole('button', { name: 'Markdown', exact: true }).click();
    await page.getByLabel('Text (Markdown)').waitFor();
    letUpload();
    await until(async () => (await page.getByLabel('Text (Markdown)').inputValue()).replace(/\(\/files\/[\w-]{22}\/late\.png\)$/, '') === `${kept}\n\n![late]`);
    await page.getByRole('button', { name: 'Rich text' }).click();
    await text.getByRole('img', { name: 'late' }).waitFor();
    await until(async () => (await content()).endsWith('/late.png)'));
    // Another version takes its place: an older one.
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await until(async () => (await rig().ask<ArticleShown>(context, `/articles/${plain.id}`)).status === 'published');
    await text.press('Control+a');
    await text.pressSequentially('Only this.');
    await until(async () => await content() === 'Only this.');
    const letOpen = await hold('**/articles/preview');
    await page.getByRole('button', { name: 'Restore: Revision 1' }).click();
    await page.locator('.rich-text[aria-readonly=true]').waitFor();
    await text.click();
    await page.keyboard.type('Too late.');
    letOpen();
    await text.locator('strong', { hasText: 'bold' }).waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
    assert.equal(await content(), 'Old text with __bold__.', 'what was typed before it was there is not written over it');
    await text.press('Control+End');
    await text.pressSequentially(' Again.');
    await until(async () => await content() === 'Old text with **bold**. Again.');

    await page.goto(`/app/help/articles/${table.id}`);
    await page.getByText('This text has a table', { exact: false }).waitFor();
    const area = page.getByLabel('Text (Markdown)');
    assert.match(await area.inputValue(), /\| 1 \| 2 \|$/);
    await shoot(page, 'rich-refused');
    await area.fill('Before');
    await page.getByRole('button', { name: 'Rich text' }).click();
    await text.getByText('Before').waitFor();

    await page.goto(`/app/help/articles/${arabic.id}`);
    await text.locator('strong').waitFor();
    assert.deepEqual(await text.locator(':is(p, li)').evaluateAll((all) => all.map((one) => getComputedStyle(one).direction)), ['rtl', 'rtl', 'rtl']);
    await shoot(page, 'rich-arabic');
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('a table is made, written by keyboard, changed and kept as Markdown; the one that was there comes back as it was', async () => {
    const { page, context, faults } = await rig().signIn(rig().owner);
    const { id } = await rig().database.withAccount(rig().accountId, async (tx) => {
      const site = await createKnowledgeBase(tx, act(), { name: 'Tables', slug: 'tables', locales: ['en'] });
      return createArticle(tx, act(), site.id, { title: 'Prices', content: 'Prices\n\n| Kind | Price |\n|:--|--:|\n| Letter | **1** |', locale: 'en', slug: 'prices' });
    });
    const content = async (): Promise<string> => (await rig().ask<ArticleShown>(context, `/articles/${id}`)).content;
    const comesTo = async (markdown: string): Promise<void> => {
      await until(async () => await content() === markdown).catch(() => {});
      assert.equal(await content(), markdown);
    };
    const text = page.getByRole('textbox', { name: 'Text', exact: true });
    const press = async (...keys: readonly string[]): Promise<void> => { for (const key of keys) await text.press(key); };
    await page.goto(`/app/help/articles/${id}`);
    await text.locator('td', { hasText: 'Letter' }).click();
    await press('End');
    await text.pressSequentially('s');
    await press('Tab', 'End');
    await text.pressSequentially(',20');
    await press('Tab');
    await text.pressSequentially('Parcel | large');
    await press('Tab');
    await text.pressSequentially('5');
    await press('Shift+Tab');
    await page.getByRole('button', { name: 'Column after' }).click();
    await text.pressSequentially('heavy');
    const three = 'Prices\n\n| Kind |  | Price |\n| :-- | --- | --: |\n| Letters |  | **1,20** |\n| Parcel \\| large | heavy | 5 |';
    await comesTo(three);
    await page.locator('.help-rendered:not(.rich-text) td', { hasText: 'Parcel | large' }).waitFor();
    assert.deepEqual(await page.locator('.help-rendered th').evaluateAll((all) => all.map((one) => getComputedStyle(one).textAlign.replace('-webkit-', ''))), ['left', 'start', 'right', 'left', 'start', 'right'], 'in the editor and in the preview');
    assert.equal(await grave(page), '[]', 'a table');
    await shoot(page, 'rich-table');
    await page.getByRole('button', { name: 'Remove the row' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await comesTo(three);
    await page.getByRole('button', { name: 'Remove the column' }).click();
    // Text of several lines is one line in a cell.
    await text.locator('td', { hasText: 'Letters' }).click();
    await press('Home');
    await text.pressSequentially('S'); // the editor hears of a caret that only moved a moment later than a script can paste
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'mall\n\nand ');
      document.querySelector('.rich-text.ProseMirror')!.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await comesTo('Prices\n\n| Kind | Price |\n| :-- | --: |\n| Small and Letters | **1,20** |\n| Parcel \\| large | 5 |');
    // Out of it, where nothing follows; and one that is made and taken away.
    await press('Control+Enter');
    await text.pressSequentially('After');
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await text.pressSequentially('New');
    await comesTo('Prices\n\n| Kind | Price |\n| :-- | --: |\n| Small and Letters | **1,20** |\n| Parcel \\| large | 5 |\n\nAfter\n\n| New |  |  |\n| --- | --- | --- |\n|  |  |  |');
    await page.getByRole('button', { name: 'Remove the table' }).click();
    await comesTo('Prices\n\n| Kind | Price |\n| :-- | --: |\n| Small and Letters | **1,20** |\n| Parcel \\| large | 5 |\n\nAfter');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await text.locator('td', { hasText: 'Parcel | large' }).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });
}
