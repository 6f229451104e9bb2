import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { createSite, getSite, type SiteSettings } from '#core/channels/index.ts';
import { setupAccount } from '#core/accounts/index.ts';
import { createAgent } from '#core/people/index.ts';
import { createQueue, setAssignments } from '#core/queues/index.ts';
import { bringAgentOnline, setSiteQueue } from '#core/routing/index.ts';
import { statusIds } from '#core/presence/index.ts';
import { nowText, systemAct, systemClock, type Act } from '#core/kernel/index.ts';
import { closeServer, createLogger } from '#http/index.ts';
import { compose } from '#server/compose.ts';
import { readConfig } from '#server/config.ts';
import { openDatabase, type Database, type Tx } from '#storage/index.ts';
import { openChromium } from '#testkit/browser/open-chromium.ts';
import { cloneDatabase } from '#testkit/database/clone-database.ts';

export interface WidgetRig {
  /** Our server. */
  readonly address: string;
  /** A site of somebody else, on another origin; `?token=` and further names become the script tag's. */
  readonly shop: string;
  readonly database: Database;
  readonly accountId: number;
  act(): Act;
  site(settings?: Partial<SiteSettings>, queueId?: number | null): Promise<{ readonly id: number; readonly token: string }>;
  /** A queue of chats with an agent who is there. */
  staffedQueue(): Promise<{ readonly queueId: number; readonly agentId: number }>;
  context(options?: Parameters<Awaited<ReturnType<typeof openChromium>>['newContext']>[0]): Promise<BrowserContext>;
  /** The shop's page in a new tab, with what the browser complained of. */
  visit(context: BrowserContext, token: string, more?: Readonly<Record<string, string>>): Promise<{ readonly page: Page; readonly faults: string[] }>;
  within<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The whole server with the widget built, a shop under a strict policy on another origin, and a browser. */
export async function openWidget(): Promise<WidgetRig> {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.connection);
  const dataDir = await mkdtemp(join(tmpdir(), 'widget-'));
  const { account } = await setupAccount(database, { accountName: 'Own', email: 'owner@desk.test', name: 'Owner', password: null, now: nowText(systemClock) });
  const act = (): Act => systemAct(account.id, nowText(systemClock), 'test');
  const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.withAccount(account.id, work);
  const config = readConfig({ PATCHBAY_DATA_DIR: dataDir, PORT: '0', NODE_ENV: 'test' });
  const { server, startBackground } = compose({ config, database, logger: createLogger({ level: 'silent' }), isAccepting: () => true });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const stopBackground = await startBackground();
  await until(async () => (await fetch(`${address}/widget/loader.js`)).status === 200);
  // Nothing inline, nothing from elsewhere but our server: what a careful site allows. Its scheme of sockets is named beside it.
  const policy = `default-src 'self' ${address}; connect-src 'self' ${address} ${address.replace('http', 'ws')}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`;
  const pages = createHttpServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://shop.test');
    const attributes = [...url.searchParams].filter(([name]) => name !== 'lang').map(([name, value]) => `data-${name === 'token' ? 'website-token' : name}="${value.replaceAll('"', '&quot;')}"`).join(' ');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
    response.end(`<!doctype html><html lang="${url.searchParams.get('lang') ?? 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shop ${url.pathname}</title></head><body><main><h1>A shop</h1><a href="/other?${url.searchParams}">Another page</a></main><script src="${address}/widget/loader.js" ${attributes} async></script></body></html>`);
  });
  await new Promise<void>((resolve) => { pages.listen(0, '127.0.0.1', resolve); });
  const shop = `http://localhost:${(pages.address() as AddressInfo).port}`;
  const browser = await openChromium();
  return {
    address, shop, database, accountId: account.id, act, within,
    site: async (settings = {}, queueId = null) => {
      const { id } = await within((tx) => createSite(tx, act(), { name: 'Shop', settings }));
      if (queueId !== null) await within((tx) => setSiteQueue(tx, act(), id, queueId));
      return { id, token: (await within((tx) => getSite(tx, act(), id))).token };
    },
    staffedQueue: async () => {
      const { id: queueId } = await within((tx) => createQueue(tx, act(), { kind: 'chat', name: `Chats ${Math.random()}`, offerSeconds: 600 }));
      const { id: agentId } = await within((tx) => createAgent(tx, act(), { name: 'Ada' }));
      await within((tx) => setAssignments(tx, act(), queueId, [{ agentId, teamId: null, level: 1 }]));
      await bringAgentOnline(within, act(), { agentId, statusId: statusIds.available });
      return { queueId, agentId };
    },
    context: (options = {}) => browser.newContext({ viewport: { width: 1_000, height: 800 }, locale: 'en-GB', reducedMotion: 'reduce', ...options }),
    visit: async (context, token, more = {}) => {
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource|net::ERR|WebSocket connection/.test(message.text())) faults.push(message.text()); });
      await page.goto(`${shop}/?${new URLSearchParams({ token, ...more })}`);
      return { page, faults };
    },
    close: async () => {
      await browser.close();
      pages.close();
      await closeServer(server, { graceMs: 500 });
      await stopBackground();
      await database.close();
      await clone.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits for what happens elsewhere. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 90_000;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > end) throw new Error('it did not happen within a minute and a half');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
