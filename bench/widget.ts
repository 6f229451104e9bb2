import { readdir, readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { installationDir } from '#server/web-parts/web-part.ts';
import { postMessage } from '#core/conversations/index.ts';
import { sql } from '#storage/index.ts';
import { openWidget } from '#web/widget/testing/open-widget.ts';
import { benchOptions } from './kit/bench-options.ts';
import { printTable, say } from './kit/print-table.ts';
import { percentile } from './kit/statistics.ts';

/**
 * The widget in a real Chromium on a page of another origin: bytes of the first load, from the click to the frame in which the panel stands, and from the commit of an answer to its words in the widget (over
 * the socket). Server, database and browser share the machine.
 */
const { isJson, isShort } = benchOptions();
const rounds = isShort ? 5 : 30;

const rig = await openWidget();
try {
  say(`load average ${loadavg().map((load) => load.toFixed(1)).join(' ')}; 1.0 and less is a quiet machine`);
  const dirs = (await readdir(join(installationDir, '.cache', 'web'))).filter((name) => name.startsWith('widget-'));
  const dir = join(installationDir, '.cache', 'web', dirs.at(-1)!);
  const gzipped = async (file: string): Promise<number> => gzipSync(await readFile(join(dir, file)), { level: 9 }).length;
  const assets = (await readdir(join(dir, 'assets'))).filter((name) => name.endsWith('.js'));
  const sizes = new Map(await Promise.all(assets.map(async (name) => [name, await gzipped(`assets/${name}`)] as const)));
  const main = [...sizes].find(([name]) => name.startsWith('widget-'))![1];
  const loader = await gzipped('loader.js');
  const language = Math.max(...[...sizes].filter(([name]) => !name.startsWith('widget-')).map(([, size]) => size));
  printTable('first load, gzipped bytes', [{ loader, module: main, 'largest language': language, 'in all': loader + main + language }], isJson);

  const site = await rig.site();
  const opens: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const context = await rig.context();
    const { page } = await rig.visit(context, site.token);
    const button = page.getByRole('button', { name: 'Open chat' });
    await button.waitFor();
    opens.push(await button.evaluate((element) => new Promise<number>((resolve) => {
      const start = performance.now();
      (element as HTMLElement).click();
      const root = element.getRootNode() as ShadowRoot;
      const look = (): void => { if (root.querySelector('.panel textarea')) requestAnimationFrame(() => resolve(performance.now() - start)); else requestAnimationFrame(look); };
      look();
    })));
    await context.close();
  }
  printTable('click to panel, ms', [{ p50: Math.round(percentile(opens, 0.5)), p95: Math.round(percentile(opens, 0.95)), worst: Math.round(Math.max(...opens)) }], isJson);

  const context = await rig.context();
  const { page } = await rig.visit(context, site.token, { open: 'true' });
  await page.getByRole('textbox', { name: 'Write a message' }).fill('Hello');
  await page.keyboard.press('Enter');
  await page.locator('li.mine time').waitFor();
  const { id } = await rig.within((tx) => tx.one(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${rig.accountId} ORDER BY id DESC LIMIT 1`));
  const answers: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const text = `answer ${round}.`;
    const seen = page.getByRole('log').getByText(text, { exact: true }).waitFor();
    const start = performance.now();
    await rig.within((tx) => postMessage(tx, rig.act(), { conversationId: id, direction: 'outgoing', text }));
    await seen;
    answers.push(performance.now() - start);
  }
  printTable('answer written to words shown, ms', [{ p50: Math.round(percentile(answers, 0.5)), p95: Math.round(percentile(answers, 0.95)) }], isJson);
} finally {
  await rig.close();
}
