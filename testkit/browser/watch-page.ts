import type { BrowserContext } from 'playwright-core';

/** What pages of a context did that they should not. */
export interface Watched {
  /** Numbers of payloads whose code ran, and everything else that only code can do (dialogs, new pages). */
  readonly executions: Set<string>;
  /** Every request to anywhere but the origins that are ours. */
  readonly remote: Set<string>;
  /** Downloads begun. */
  readonly downloads: Set<string>;
  clear(): void;
}

/** Watches all pages and frames of a context; requests to anybody else are noted and answered by nothing. */
export async function watchContext(context: BrowserContext, ownOrigins: readonly string[]): Promise<Watched> {
  const watched = { executions: new Set<string>(), remote: new Set<string>(), downloads: new Set<string>() };
  await context.route((url) => !ownOrigins.includes(url.origin), async (route) => {
    watched.remote.add(route.request().url());
    await route.abort().catch(() => {});
  });
  context.on('page', (page) => {
    page.on('popup', (opened) => { watched.executions.add(`a page was opened: ${opened.url()}`); });
    page.on('console', (message) => {
      // The browser's own words about what a policy refused quote the payload; what runs says `log`.
      const [hit] = message.type() === 'log' ? /xss-hit-\d+/.exec(message.text()) ?? [] : [];
      if (hit !== undefined) watched.executions.add(hit);
    });
    page.on('dialog', (dialog) => {
      watched.executions.add(`dialog ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    });
    page.on('download', (download) => {
      watched.downloads.add(download.url());
      download.cancel().catch(() => {});
    });
  });
  return { ...watched, clear: () => { for (const set of Object.values(watched)) set.clear(); } };
}
