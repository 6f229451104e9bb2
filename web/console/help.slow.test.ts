import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { createArticle, createCategory, createKnowledgeBase, publishArticle } from '#core/knowledge/index.ts';
import { nowText, systemAct, systemClock, type Act } from '#core/kernel/index.ts';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { shareOfDay } from '#testkit/walks/share-of-day.ts';
import { canaryHost } from '#testkit/xss/payloads.ts';
import { todaysPayloads } from '#testkit/xss/todays-payloads.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';
import { richArticleCases } from './testing/rich-article-cases.ts';

interface ArticleShown { readonly id: number; readonly status: string; readonly slug: string; readonly content: string; readonly headRevision: number; readonly publishedRevision: number | null; readonly helpful: number }

describe('the help centre in a browser', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  let axe: string;
  let act: Act;
  before(async () => {
    rig = await openConsole();
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    act = systemAct(rig.accountId, nowText(systemClock), 'test');
  });
  after(() => rig?.close());

  /** What axe finds, by the debugger's door: the page's own policy lets no script of ours in. Of the desk what a gate would stop, of the site everything. */
  const grave = async (page: Page, { isSite = false } = {}): Promise<string> => {
    const client = await page.context().newCDPSession(page);
    await client.send('Runtime.evaluate', { expression: axe });
    const { result } = await client.send('Runtime.evaluate', {
      awaitPromise: true, returnByValue: true,
      expression: 'axe.run(document).then(({ violations, passes }) => passes.length < 8 ? "nothing was looked at" : JSON.stringify(violations.filter(({ impact }) => ISALL || impact === "serious" || impact === "critical").map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(", "))))'.replace('ISALL', String(isSite)),
    });
    return String(result.value);
  };
  const shoot = async (page: Page, name: string): Promise<void> => {
    if (process.env['SCREENSHOTS']) await page.screenshot({ path: `${process.env['SCREENSHOTS']}/${name}.png` });
  };
  /** A reader: a browser that was never here, scripts off, as the pages need none. */
  const reader = async (context: BrowserContext, options: { scheme?: 'light' | 'dark'; width?: number; isScripted?: boolean } = {}): Promise<Page> => {
    const own = await context.browser()!.newContext({ baseURL: rig.address, locale: 'en-GB', colorScheme: options.scheme ?? 'light', viewport: { width: options.width ?? 1_000, height: 800 }, javaScriptEnabled: options.isScripted ?? false });
    const page = await own.newPage();
    page.setDefaultTimeout(45_000);
    return page;
  };

  test('an article is written, shown, found, judged, moved and restored', async () => {
    const { page, context, faults } = await rig.signIn(rig.owner);
    await page.goto('/app/help');
    await page.getByLabel('Name of the site').fill('Acme help');
    await page.getByLabel('Its address').fill('acme-help');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('link', { name: 'Categories' }).click();
    await page.getByLabel('Name of a new category').fill('Payments');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.locator('.help-tree').getByText('Payments', { exact: true }).waitFor();
    // A tree: one below another, in an order that buttons change.
    for (const name of ['Refunds', 'Cards', 'Banks']) {
      await page.getByLabel('Name of a new category').fill(name);
      await page.getByRole('button', { name: 'Add' }).click();
      await page.locator('.help-tree').getByText(name, { exact: true }).waitFor();
      if (name === 'Refunds') continue;
      await page.getByRole('button', { name: `Change: ${name}` }).click();
      await page.getByLabel('Below', { exact: true }).selectOption({ label: 'Payments' });
      await page.locator('.row-form').getByRole('button', { name: 'Save' }).click();
      await page.locator('.help-below').getByText(name, { exact: true }).waitFor();
    }
    const tree = (): Promise<string[]> => page.locator('.help-tree > li').evaluateAll((items) => items.map((item) => [...item.querySelectorAll('strong')].map(({ textContent }) => textContent).join(' > ')));
    assert.deepEqual(await tree(), ['Payments > Cards > Banks', 'Refunds']);
    await page.getByRole('button', { name: 'Move Banks up' }).click();
    await until(async () => (await tree())[0] === 'Payments > Banks > Cards');
    assert.equal(await grave(page), '[]', 'categories');

    await page.getByRole('link', { name: 'Articles' }).click();
    await page.getByLabel('Title of a new article').fill('How to pay an invoice');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.waitForURL(/\/app\/help\/articles\/\d+$/);
    const id = Number(page.url().split('/').at(-1));
    const article = (): Promise<ArticleShown> => rig.ask<ArticleShown>(context, `/articles/${id}`);
    await page.getByRole('button', { name: 'Markdown', exact: true }).click();
    const area = page.getByLabel('Text (Markdown)');
    await area.fill('Choose a way to pay.');
    await area.press('End');
    await area.press('Enter');
    await area.press('Enter');
    await area.pressSequentially('By card');
    await page.getByRole('button', { name: 'Heading' }).click();
    await area.press('End');
    await area.press('Enter');
    await area.pressSequentially('Quick and ');
    await area.press('Control+b');
    await area.pressSequentially('safe');
    assert.equal(await area.inputValue(), 'Choose a way to pay.\n\n## By card\nQuick and **safe**');
    await page.locator('.help-rendered h2', { hasText: 'By card' }).waitFor();
    await page.locator('.help-rendered strong', { hasText: 'safe' }).waitFor();
    await area.press('Control+End');
    await area.press('Enter');
    // A picture is pasted.
    await page.evaluate(async () => {
      const canvas = document.createElement('canvas');
      canvas.width = 4;
      canvas.height = 4;
      const blob = await new Promise<Blob>((resolve) => { canvas.toBlob((made) => resolve(made!), 'image/png'); });
      const data = new DataTransfer();
      data.items.add(new File([blob], 'steps.png', { type: 'image/png' }));
      document.querySelector('textarea[rows="20"]')!.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await until(async () => /!\[steps\]\(\/files\/[\w-]{22}\/steps\.png\)/.test(await area.inputValue()));
    await page.locator('.help-rendered img[alt="steps"]').waitFor();
    await until(async () => (await article()).content.includes('/steps.png'));
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByLabel('Category').selectOption({ label: 'Payments' });
    assert.equal(await grave(page), '[]', 'the editor');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await until(async () => (await article()).status === 'published');

    const outside = await reader(context);
    await outside.goto('/hc/acme-help');
    await outside.getByRole('link', { name: 'Payments' }).click();
    await outside.getByRole('link', { name: 'How to pay an invoice' }).click();
    await outside.getByRole('heading', { name: 'By card' }).waitFor();
    assert.equal((await outside.request.get((await outside.locator('.body img').getAttribute('src'))!)).status(), 200);
    await outside.getByRole('searchbox').fill('invioce');
    await outside.getByRole('searchbox').press('Enter');
    await outside.locator('mark', { hasText: 'invoice' }).first().waitFor();
    await outside.getByRole('link', { name: 'How to pay an invoice' }).click();
    await outside.getByLabel(/What could be better/).fill('Say more about banks');
    await outside.getByRole('button', { name: 'Yes' }).click();
    await outside.getByText('Thank you for telling us.').waitFor();
    await until(async () => (await article()).helpful === 1);
    await page.getByRole('link', { name: 'Feedback' }).click();
    await page.getByText('Say more about banks').waitFor();
    assert.equal(await grave(page), '[]', 'feedback');

    // Another slug: the old address leads on; the next words are not shown before they are published.
    await page.goto(`/app/help/articles/${id}`);
    await page.getByLabel('Address').fill('pay');
    await area.fill('Only cash.');
    await until(async () => { const now = await article(); return now.slug === 'pay' && now.content === 'Only cash.'; });
    await outside.goto('/hc/acme-help/en/articles/how-to-pay-an-invoice');
    assert.equal(new URL(outside.url()).pathname, '/hc/acme-help/en/articles/pay');
    await outside.getByRole('heading', { name: 'By card' }).waitFor();
    await page.getByRole('button', { name: 'Publish changes' }).click();
    await until(async () => { const now = await article(); return now.publishedRevision === now.headRevision; });
    await outside.reload();
    await outside.getByText('Only cash.').waitFor();

    // An old revision is looked at and restored.
    const revisions = page.locator('.help-revisions > li');
    await revisions.filter({ hasText: 'Revision 1' }).getByRole('button', { name: /^Compare/ }).click();
    await page.locator('.help-diff ins', { hasText: 'Only cash.' }).waitFor();
    await page.locator('.help-diff del', { hasText: '## By card' }).waitFor();
    assert.equal(await grave(page), '[]', 'a comparison');
    await page.getByRole('button', { name: 'Restore: Revision 1' }).click();
    await until(async () => (await area.inputValue()).includes('## By card'));
    await page.getByRole('button', { name: 'Publish changes' }).click();
    await until(async () => { const now = await article(); return now.publishedRevision === now.headRevision; });
    await outside.reload();
    await outside.getByRole('heading', { name: 'By card' }).waitFor();

    // What is not public yet comes by itself at a time that is set, and the time is taken back.
    await area.fill('Soon there is more.');
    await until(async () => (await article()).content === 'Soon there is more.');
    const laterOn = `${new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10)} 09:30`;
    await page.getByLabel(/Publish at/i).fill(laterOn.replace(' ', 'T'));
    await page.getByLabel(/Publish at/i).press('Enter');
    const due = async (): Promise<string | null> => (await rig.ask<{ publishAt: string | null }>(context, `/articles/${id}`)).publishAt;
    const { zone } = await rig.ask<{ zone: string }>(context, '/session');
    await until(async () => await due() !== null);
    assert.equal(new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(new Date((await due())!)), laterOn, 'as the clocks of the person show it');
    await outside.reload();
    await outside.getByRole('heading', { name: 'By card' }).waitFor();
    await page.getByRole('button', { name: 'Take the schedule back' }).click();
    await until(async () => await due() === null);

    // Somebody else was faster: nothing of theirs is written over.
    const { version } = await rig.ask<{ version: number }>(context, `/articles/${id}`);
    await context.request.patch(`/native/v1/articles/${id}`, { data: { version, content: 'Theirs' }, headers: { origin: rig.address } });
    await area.fill('Mine');
    await page.getByText('Somebody else has changed this article meanwhile', { exact: false }).waitFor();
    assert.equal((await article()).content, 'Theirs');
    await page.getByRole('button', { name: 'Load the other version' }).click();
    await until(async () => await area.inputValue() === 'Theirs');
    await page.getByRole('link', { name: 'Site', exact: true }).click();
    await page.getByLabel('Heading above the search').waitFor();
    assert.equal(await grave(page), '[]', 'the site');
    assert.deepEqual(faults, []);
    await context.close();
  });

  richArticleCases({ rig: () => rig, act: () => act, grave, shoot });

  test('the public pages pass axe: light, dark, narrow, right to left, in loud colours', async () => {
    const { context } = await rig.signIn(rig.owner);
    await rig.database.withAccount(rig.accountId, async (tx) => {
      for (const [slug, colour] of [['loud', '#ffff00'], ['pale', '#f8f8ff'], ['night', '#000010']] as const) {
        const site = await createKnowledgeBase(tx, act, { name: `Site ${slug}`, slug, colour, locales: ['en', 'ar'], headerText: 'How can we help?', homepageLink: 'https://acme.test' });
        const category = await createCategory(tx, act, site.id, { name: 'Matters', description: 'What matters' });
        const article = await createArticle(tx, act, site.id, { title: 'An article', description: 'About it', categoryId: category.id, content: '## One\n\nText with `code` and a [link](https://x.test).\n\n> said\n\n```\npre\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## Two\n\n1. x\n2. y' });
        await publishArticle(tx, act, article.id);
        const arabic = await createArticle(tx, act, site.id, { title: 'مقال', locale: 'ar', rootId: article.id, slug: 'maqal', content: '## واحد\n\nنص\n\n## اثنان\n\nنص' });
        await publishArticle(tx, act, arabic.id);
      }
    });
    const found: string[] = [];
    for (const [scheme, width, slugs] of [['light', 1_000, ['loud']], ['dark', 1_000, ['night', 'pale']], ['light', 320, ['pale']]] as const) {
      const page = await reader(context, { scheme, width, isScripted: true });
      for (const slug of slugs) {
        const places = ['en', 'ar', 'en/categories/matters', 'en/articles/an-article', 'ar/articles/maqal', 'en/search?q=artcile', 'en/search?q=zzzzz', 'en/nothing', 'en/articles/an-article?said=yes'];
        for (const place of shareOfDay(places, { days: 3, about: `${scheme} ${width} ${slug}` })) {
          await page.goto(`/hc/${slug}/${place}`);
          const problems = await grave(page, { isSite: true });
          if (problems !== '[]') found.push(`${scheme} ${width} ${slug}/${place}: ${problems}`);
          if (width === 320) assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${slug}/${place} is wider than 320 px`);
        }
      }
      await page.context().close();
    }
    assert.deepEqual(found, []);
    await context.close();
  });

  test('nothing of the corpus runs or loads anything, in whatever field and on whatever page', async () => {
    const { page: desk, context, faults } = await rig.signIn(rig.owner);
    const payloads = todaysPayloads({ days: 3, about: 'help centre' });
    const size = 12;
    const groups = Array.from({ length: Math.ceil(payloads.length / size) }, (_, at) => payloads.slice(at * size, (at + 1) * size).map(({ text }) => text));
    const site = await rig.database.withAccount(rig.accountId, (tx) => createKnowledgeBase(tx, act, { name: payloads[0]!.text.slice(0, 100), slug: 'hostile', headerText: payloads[1]!.text.slice(0, 300), pageTitle: payloads[2]!.text.slice(0, 100) }));
    const slugs: { id: number; slug: string }[] = [];
    const clean = (text: string): string => text.replaceAll(/\p{Cc}/gu, ' ').toWellFormed();
    for (const [at, texts] of groups.entries()) {
      await rig.database.withAccount(rig.accountId, async (tx) => {
        const category = await createCategory(tx, act, site.id, { name: clean(texts.join(' ')).slice(0, 190), description: clean(texts.toReversed().join(' ')).slice(0, 990) });
        const article = await createArticle(tx, act, site.id, { title: clean(texts.join(' ')).slice(0, 290), slug: `hostile-${at}`, description: clean(texts.join('\n')).slice(0, 990), content: texts.map((text) => text.replaceAll('\u0000', '')).join('\n\n'), categoryId: category.id });
        await publishArticle(tx, act, article.id);
        slugs.push({ id: article.id, slug: article.slug });
      });
    }
    const page = await reader(context, { isScripted: true });
    const hits: string[] = [];
    const watch = (watched: Page, name: string): void => {
      watched.on('console', (message) => { if (/xss-hit-\d/.test(message.text()) || /Content Security Policy/.test(message.text())) hits.push(`${name} ${watched.url()}: ${message.text().slice(0, 200)}`); });
      watched.on('request', (request) => { if (request.url().includes(canaryHost) && !request.isNavigationRequest()) hits.push(`${name} ${watched.url()}: loads ${request.url()}`); });
      watched.on('dialog', (dialog) => { hits.push(`${name}: a dialog`); void dialog.dismiss(); });
    };
    watch(page, 'site');
    watch(desk, 'desk');
    let renders = 0;
    for (const { slug } of slugs) {
      await page.goto(`/hc/hostile/en/articles/${slug}`);
      renders += 1;
    }
    for (const place of ['', '/en', '/en/search?q=hit', ...(await page.goto('/hc/hostile/en').then(() => page.locator('.card a').evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname.replace('/hc/hostile', '')))))]) {
      await page.goto(`/hc/hostile${place}`);
      renders += 1;
    }
    for (const { text } of payloads.filter((_, at) => at % 8 === 0)) {
      await page.goto(`/hc/hostile/en/search?q=${encodeURIComponent(text.toWellFormed())}`);
      renders += 1;
    }
    for (const { id } of slugs.filter((_, at) => at % 6 === 0)) {
      await desk.goto(`/app/help/articles/${id}`);
      await desk.locator('.help-preview .help-rendered').waitFor({ state: 'attached' });
      await until(async () => (await desk.locator('.help-preview .help-rendered').textContent()) !== '');
      renders += 1;
    }
    assert.ok(renders > payloads.length / 5, `${renders} pages for ${payloads.length} payloads`);
    assert.deepEqual(hits, []);
    assert.deepEqual(faults, []);
    await context.close();
  });
});
