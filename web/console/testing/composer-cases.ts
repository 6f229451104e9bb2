import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { until, type ConsoleRig } from './open-console.ts';

/** A pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{margin:0}</style></head><body><!--StartFragment--><p class=MsoNormal><b>Dear <span style='color:red'>Bo</span></b>,<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7pt'>&nbsp;&nbsp; </span></span><![endif]>first</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>a.<span>&nbsp;</span></span><![endif]>deep</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2.</span><![endif]>second</p>
<table><tr><td><p>a</p></td><td><p>b</p></td></tr><tr><td>c</td><td>d</td></tr></table>
<p><a href="javascript:alert(1)">x</a> <a href="https://ok.example">ok</a><img src="file:///c:/a.png"><img src=x onerror="alert(1)"><script>alert(1)</script></p><!--EndFragment--></body></html>`;

/** What one writes with: caret, Enter, paste, undo, input methods, pictures, links, canned responses; in the order in which a person may meet them. */
export function composerCases(rig: () => ConsoleRig): void {
  test('the composer: lists, quotes, links, input methods, paste from Word and mail, undo; what is sent is what was seen, cleaned', async () => {
    const { page, context, faults } = await rig().signIn(rig().owner);
    const id = await openReply(rig(), page, context, 0);
    const html = (): Promise<string> => page.locator('.composer-text').evaluate((element) => element.innerHTML.replaceAll(' dir="auto"', '').replaceAll('<br class="ProseMirror-trailingBreak">', ''));
    const shows = async (expected: string, why: string): Promise<void> => assert.equal(await html(), expected, why);
    const empty = async (): Promise<void> => {
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Backspace');
      for (let press = 0; press < 3 && await html() !== '<div></div>'; press += 1) await page.keyboard.press('Backspace');
      await shows('<div></div>', 'empty again');
    };
    const press = async (...keys: string[]): Promise<void> => { for (const key of keys) await page.keyboard.press(key); };

    await page.keyboard.type('1. a');
    await press('Enter');
    await page.keyboard.type('b');
    await press('Tab', 'Enter', 'Enter');
    await page.keyboard.type('c');
    await press('Enter', 'Enter');
    await page.keyboard.type('after');
    await shows('<ol><li><div>a</div><ol><li><div>b</div></li></ol></li><li><div>c</div></li></ol><div>after</div>', 'Enter and Tab in lists');
    await empty();
    await page.keyboard.type('- ');
    await press('Backspace');
    await shows('<div>- </div>', 'a sign that became a list is a sign again');
    await empty();
    await page.keyboard.type('see here');
    await press('Control+Shift+ArrowLeft', 'Control+k');
    await page.waitForSelector('.link-bar input:focus');
    assert.equal(await page.locator('.palette-input').count(), 0, 'Ctrl+K links where one writes');
    await page.keyboard.type('x.example/y');
    await press('Enter', 'End');
    await page.keyboard.type(' more');
    await shows('<div>see <a href="https://x.example/y">here</a> more</div>', 'a link ends where it ends');
    await empty();

    const client = await context.newCDPSession(page);
    await page.keyboard.type('a ');
    await client.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    await client.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
    await shows('<div>a にほ</div>', 'while it is composed');
    await client.send('Input.insertText', { text: '日本' });
    await press('Control+b');
    await client.send('Input.imeSetComposition', { text: 'ご', selectionStart: 1, selectionEnd: 1 });
    await client.send('Input.insertText', { text: '語' });
    await shows('<div>a 日本<strong>語</strong></div>', 'composed, in bold too');
    await client.detach();
    await empty();
    await press('Control+b'); // the mark of the emptied line goes

    await paste(page, { 'text/plain': 'one\n\ntwo\nשלום' });
    await page.keyboard.type('!');
    await shows('<div>one</div><div></div><div>two</div><div>שלום!</div>', 'lines stay lines, the caret stands at the end');
    assert.equal(await page.locator('.composer-text > div').last().evaluate((line) => getComputedStyle(line).direction), 'rtl');
    await empty();
    await paste(page, { 'text/html': '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700;">Bold</span><span style="font-style:italic"> it</span><span> plain</span></p></b>', 'text/plain': 'x' });
    await shows('<div><strong>Bold</strong><em> it</em> plain</div>', 'Google Docs says it by styles');
    await empty();
    await paste(page, { 'text/html': word, 'text/plain': 'x' });
    const pasted = '<div><strong>Dear Bo</strong>,</div><ol><li><div>first</div><ol><li><div>deep</div></li></ol></li><li><div>second</div></li></ol><div>a | b</div><div>c | d</div><div>x <a href="https://ok.example">ok</a></div>';
    await shows(pasted, 'from Word');
    await press('Control+z');
    await shows('<div></div>', 'undo takes the whole paste');
    await press('Control+Shift+z');
    await shows(pasted, 'and redo brings it back');
    await page.waitForSelector('text=/^Saved/');
    await page.focus('.composer-text');
    await press('Control+Enter');
    const sent = await eventually(async () => (await lastOutgoing(rig(), context, id)) ?? null);
    assert.equal(sent.text, 'Dear Bo,\n\n1. first\n\n  1. deep\n\n2. second\n\na | b\nc | d\nx ok <https://ok.example>');
    const document = await (await context.request.get(`/native/v1/messages/${sent.id}/html`, { headers: { 'sec-fetch-site': 'same-origin' } })).text();
    assert.match(document, /<ol><li>first<ol><li>deep<\/li><\/ol><\/li><li>second<\/li><\/ol>/);
    assert.doesNotMatch(document, /<script|onerror|javascript:|file:/);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('a pasted picture stands in the text, in the draft after a reload, in the mail, and in the draft again when it is taken back', async () => {
    const { page, context, faults } = await rig().signIn(rig().owner);
    const id = await openReply(rig(), page, context, 1);
    await page.keyboard.type('before ');
    await paste(page, { 'text/html': '<img src="https://evil.test/x.png">' }, ['shot.png', 'image/png', png]);
    await page.keyboard.type('after');
    const picture = page.locator('.composer-text img.composer-image');
    await picture.waitFor();
    assert.match(await page.locator('.composer-text').evaluate((element) => element.innerHTML), /before <img[^>]*>after/);
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.composer-image')?.naturalWidth === 1);
    await until(async () => (await (await context.request.get(`/native/v1/conversations/${id}/draft`)).json() as { html?: string }).html?.includes('>after') === true);
    await page.reload();
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.composer-image')?.naturalWidth === 1);
    await page.focus('.composer-text');
    await page.keyboard.press('Control+Enter');
    const sent = await eventually(async () => (await lastOutgoing(rig(), context, id)) ?? null);
    assert.deepEqual([sent.text, sent.attachments.map(({ disposition, sniffedType }) => [disposition, sniffedType])], ['before [shot.png]after', [['inline', 'image/png']]]);
    await page.keyboard.press('z');
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.composer-image')?.naturalWidth === 1);
    await page.getByRole('button', { name: 'Discard the draft' }).press('Enter');
    await page.waitForSelector('.composer-shut');
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('a canned response comes by / and by :, its placeholders filled; a note names a colleague by @; plain text goes as plain text; a new message that is taken back is not lost', async () => {
    const { page, context, faults } = await rig().signIn(rig().owner);
    await context.request.post('/native/v1/canned-responses', { data: { shortCode: 'zgreet', content: 'Dear {{contact.first_name}},\nyour number is {number}.' }, headers: { origin: rig().address } });
    const id = await openReply(rig(), page, context, 2);
    await page.keyboard.type('/zgr');
    await page.waitForSelector('#suggestions [role=option]');
    await page.keyboard.press('Enter');
    const text = (): Promise<string> => page.locator('.composer-text').innerText();
    await page.waitForFunction(() => document.querySelector('.composer-text')?.textContent?.includes('your number is'));
    assert.match(await text(), new RegExp(`^Dear \\p{L}+,\\s+your number is ${id}\\.\\s*$`, 'u'));
    await page.keyboard.press('Control+b');
    await page.keyboard.type(' bold');
    await page.getByRole('button', { name: 'Plain text' }).press('Enter');
    await page.waitForFunction(() => document.querySelector('.composer-text strong') === null);
    await page.focus('.composer-text');
    await page.keyboard.press('Control+Enter');
    const sent = await eventually(async () => (await lastOutgoing(rig(), context, id)) ?? null);
    assert.deepEqual([sent.hasHtml, sent.text.includes('bold')], [false, true]);
    await page.keyboard.press('n');
    await page.waitForSelector('.composer.note .composer-text:focus'); // what is typed before goes elsewhere
    await page.keyboard.type('@');
    await page.waitForSelector('#suggestions [role=option]');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => /^@\p{L}+/u.test(document.querySelector('.composer-text')?.textContent ?? ''));
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.id === 'timeline', undefined);
    // A mail to somebody new: taken back, its conversation is gone, and what was written is there to be written on.
    await page.keyboard.press('c');
    await page.waitForSelector('.dialog .composer-text');
    await page.getByLabel('To', { exact: true }).fill('somebody@new.example');
    await page.getByLabel('Subject').fill('Your parcel');
    await page.focus('.dialog .composer-text');
    await page.keyboard.type('It has left');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.toast >> text=Sending');
    await page.waitForSelector('.message.outgoing >> text=It has left');
    await page.keyboard.press('z');
    await page.waitForSelector('.dialog .composer-text >> text=It has left');
    assert.deepEqual([await page.getByLabel('To', { exact: true }).inputValue(), await page.getByLabel('Subject').inputValue()], ['somebody@new.example', 'Your parcel']);
    // Closed, it is kept on the server; opened again, one goes on, with a canned response, and sends it later.
    const isKept = async (): Promise<boolean> => (await rig().ask<{ text?: string }>(context, '/new-mail-draft')).text === 'It has left';
    await page.keyboard.press('Escape');
    await page.waitForSelector('.dialog', { state: 'detached' });
    await until(isKept);
    await page.keyboard.press('c');
    await page.waitForSelector('.dialog .composer-text >> text=It has left');
    await page.focus('.dialog .composer-text');
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' /');
    await page.waitForSelector('.dialog #suggestions [role=option]');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => (document.querySelector('.dialog .composer-text')?.textContent?.length ?? 0) > 'It has left /'.length + 10);
    await page.getByRole('button', { name: 'Send later' }).click();
    await page.waitForSelector('.palette-input:focus');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.dialog', { state: 'detached' });
    await until(async () => !await isKept());
    assert.deepEqual(faults, []);
    await context.close();
  });
}

interface Sent { readonly id: number; readonly text: string; readonly hasHtml: boolean; readonly attachments: { readonly disposition: string; readonly sniffedType: string }[] }

export async function openReply(rig: ConsoleRig, page: Page, context: BrowserContext, nth: number): Promise<number> {
  const { items } = await rig.ask<{ items: { id: number }[] }>(context, '/conversations?life=resolved&limit=10');
  const { id } = items[nth + 3]!;
  await page.goto(`/app/resolved/${id}`);
  await page.waitForSelector('.message');
  await page.keyboard.press('r');
  await page.waitForSelector('.composer-text[contenteditable=true]:focus');
  return id;
}

async function lastOutgoing(rig: ConsoleRig, context: BrowserContext, id: number): Promise<Sent | undefined> {
  const { items } = await rig.ask<{ items: (Sent & { direction?: string; delivery?: { state: string } | null })[] }>(context, `/conversations/${id}/timeline`);
  return items.findLast(({ direction, delivery }) => direction === 'outgoing' && delivery !== null && delivery !== undefined && delivery.state === 'held');
}

/** A paste as the browser tells it. */
async function paste(page: Page, data: Record<string, string>, file?: [name: string, type: string, base64: string]): Promise<void> {
  await page.evaluate(({ data: texts, file: one }) => {
    const transfer = new DataTransfer();
    for (const [type, text] of Object.entries(texts)) transfer.setData(type, text);
    if (one) transfer.items.add(new File([Uint8Array.from(atob(one[2]), (character) => character.charCodeAt(0))], one[0], { type: one[1] }));
    document.querySelector('.composer-text')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
  }, { data, file });
}

async function eventually<Found>(find: () => Promise<Found | null>): Promise<Found> {
  let found: Found | null = null;
  await until(async () => (found = await find()) !== null);
  return found!;
}
