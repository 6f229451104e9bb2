import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { closeServer, createLogger } from '#http/index.ts';
import { compose } from '#server/compose.ts';
import { readConfig } from '#server/config.ts';
import { buildWebPart } from '#server/web-parts/build-web-part.ts';
import { findBuild } from '#server/web-parts/find-build.ts';
import { consolePart } from '#server/web-parts/web-part.ts';
import { openDatabase, type Database } from '#storage/index.ts';
import { openChromium } from '#testkit/browser/open-chromium.ts';
import { madeOnce } from '#testkit/corpora/made-once.ts';
import { demoDesk, password } from './demo-desk.ts';

export interface ConsoleRig {
  readonly address: string;
  readonly database: Database;
  readonly accountId: number;
  /** E-mails of two agents of the demo who may sign in. */
  readonly agents: readonly [string, string];
  /** Who may do everything there. */
  readonly owner: string;
  /** A signed-in page of its own context. What the page could not do (errors, refusals of the policy) is in `faults`. */
  signIn(email: string, options?: { readonly width?: number; readonly height?: number; readonly scheme?: 'light' | 'dark' }): Promise<{ readonly page: Page; readonly context: BrowserContext; readonly faults: string[] }>;
  /** Asks the API as the page does. */
  ask<Answer>(context: BrowserContext, path: string): Promise<Answer>;
  /** The server ends, as for an update, and another begins at the same address; `between`: while there is none. */
  restart(between?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** The whole server with the demo's week, the console built, and a browser. */
export async function openConsole({ env = {}, isWhole = false }: { readonly env?: Readonly<Record<string, string>>; readonly isWhole?: boolean } = {}): Promise<ConsoleRig> {
  const { clone, made: { accountId, agents, owner, filesDir } } = await demoDesk();
  const database = openDatabase(clone.connection);
  const dataDir = await mkdtemp(join(tmpdir(), 'console-'));
  await cp(filesDir, join(dataDir, 'files'), { recursive: true });
  // Files that begin together would each build the same pages.
  await madeOnce('console-pages', async () => {
    const places = await findBuild(consolePart, dataDir);
    return places.found ?? await buildWebPart(consolePart, places);
  });
  const config = readConfig({ PATCHBAY_DATA_DIR: dataDir, PORT: '0', NODE_ENV: 'test', ...env });
  const start = async (port: number) => {
    const { server, startBackground } = compose({ config, database, logger: createLogger({ level: 'silent' }), isAccepting: () => true });
    const at = await server.listen({ host: '127.0.0.1', port });
    const stopBackground = await startBackground();
    return { address: at, stop: async () => { await closeServer(server, { graceMs: 500 }); await stopBackground(); } };
  };
  let running = await start(0);
  const { address } = running;
  await until(async () => (await fetch(`${address}/app/`)).status === 200);
  const browser = await openChromium({ isWhole });

  return {
    address, database, accountId, agents, owner,
    signIn: async (email, { width = 1280, height = 800, scheme = 'light' } = {}) => {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, locale: 'en-GB', reducedMotion: 'reduce', baseURL: address });
      const answer = await context.request.post('/native/v1/session', { data: { email, password, accountId }, headers: { origin: address } });
      if (!answer.ok()) throw new Error(`sign-in: ${answer.status()} ${await answer.text()}`);
      const page = await context.newPage();
      page.setDefaultTimeout(45_000);
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource|net::ERR|WebSocket connection/.test(message.text())) faults.push(message.text()); });
      return { page, context, faults };
    },
    ask: async (context, path) => await (await context.request.get(`/native/v1${path}`)).json() as never,
    restart: async (between) => {
      await running.stop();
      await between?.();
      running = await start(Number(new URL(address).port));
      await until(async () => (await fetch(`${address}/app/`).catch(() => null))?.status === 200);
    },
    close: async () => {
      await browser.close();
      await running.stop();
      await database.close();
      await clone.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const untilMs = 60_000;

/** Waits for what happens elsewhere. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + untilMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('it did not happen within a minute');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
