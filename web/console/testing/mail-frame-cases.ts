import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until, type ConsoleRig } from './open-console.ts';

const words = 'Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor invidunt ut labore. '.repeat(4);
const bodies: Record<string, string> = {
  wide: `<table width="900" style="width: 900px; background-color: #eef"><tr><td style="width: 600px"><h1>Sale</h1><p>${words}</p></td><td style="width: 300px"><p>${words}</p></td></tr></table>`,
  long: `<div>${`<p>${words}</p>`.repeat(10)}</div>`,
  quoted: `<div>Yes, <b>please</b>.</div><div>On Monday Ada wrote:</div><blockquote type="cite">${`<p>${words}</p>`.repeat(5)}</blockquote>`,
  window: '<div style="height: 120vh">tall</div><p>after</p>',
  short: '<p>short</p>',
};

/** The frame of a formatted mail has the mail's height: wide and narrow, quote folded and shown, without a script in it. */
export function mailFrameCases(rig: () => ConsoleRig): void {
  test('a formatted mail stands at its height: newsletters, quotes folded and shown, at 1280 and 390 pixels, and in a pane that changes', async () => {
    const { page, context, faults } = await rig().signIn(rig().owner);
    const mbox = Object.entries(bodies).map(([name, body], at) => [
      'From - Wed Nov 25 10:00:00 2026', `From: Frame <${name}@frames.test>`, 'To: help@samowerk.example', `Subject: frame ${name}`, `Date: Wed, 25 Nov 2026 08:0${at}:00 +0000`, `Message-ID: <${name}@frames.test>`, 'MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8', '', body, '', '',
    ].join('\r\n')).join('');
    const headers = { origin: rig().address };
    const upload = await (await context.request.post('/native/v1/uploads', { data: Buffer.from(mbox), headers: { ...headers, 'content-type': 'application/octet-stream', 'x-file-name': 'frames.mbox' } })).json() as { id: number };
    const { items: [channel] } = await rig().ask<{ items: { id: number }[] }>(context, '/channels');
    await context.request.post('/native/v1/imports', { data: { uploadId: upload.id, channelId: channel!.id }, headers });
    const ids = new Map<string, number>();
    await until(async () => {
      const { items } = await rig().ask<{ items: { id: number; subject: string }[] }>(context, '/conversations?limit=100');
      for (const { id, subject } of items) if (subject.startsWith('frame ')) ids.set(subject.slice(6), id);
      return ids.size === Object.keys(bodies).length;
    });
    const settles = async (why: string): Promise<number> => {
      let seen = 0;
      await until(async () => {
        const frame = page.frames().find((one) => one.url().includes('/html?'));
        const [outer, inner] = [await page.locator('.mail-frame').boundingBox().catch(() => null), await frame?.locator('body').boundingBox({ timeout: 1_000 }).catch(() => null)];
        seen = outer?.height ?? 0;
        // A bar for scrolling sideways takes its room.
        return outer !== null && inner !== null && inner !== undefined && outer.height >= inner.height - 1 && outer.height <= inner.height + 20;
      }).catch((error: unknown) => { throw new Error(`${why}: ${seen} pixels`, { cause: error }); });
      return seen;
    };
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      for (const [name, id] of ids) {
        await page.goto(`/app/open/${id}`);
        await page.getByRole('button', { name: 'Show formatted' }).click();
        assert.equal(await page.getAttribute('.mail-frame', 'sandbox'), 'allow-popups allow-popups-to-escape-sandbox', 'no script runs in it');
        const height = await settles(`${name} at ${width}`);
        if (name !== 'quoted') continue;
        await page.getByRole('button', { name: 'Show what is quoted' }).click();
        await page.waitForFunction((before) => (document.querySelector('.mail-frame')?.getBoundingClientRect().height ?? 0) > before * 3, height);
        await settles(`the quote, at ${width}`);
      }
    }
    await page.goto(`/app/open/${ids.get('long')}`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Show formatted' }).click();
    const before = await settles('before');
    await page.setViewportSize({ width: 1000, height: 800 });
    await page.waitForFunction((height) => (document.querySelector('.mail-frame')?.getBoundingClientRect().height ?? 0) > height * 1.2, before);
    await settles('in a narrower pane');
    assert.deepEqual(faults, []);
    await context.close();
  });
}
