import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const wholeBrowser = '/usr/bin/chromium';
/** The browser without its windows: the same engine for half the work. (Debian: chromium-headless-shell; its command in /usr/bin is a script that stays.) */
const withoutWindows = '/usr/lib/chromium/chromium-headless-shell';
const chosen = process.env['PATCHBAY_CHROMIUM'];
const path = chosen ?? (existsSync(withoutWindows) ? withoutWindows : wholeBrowser);

/** Why a test in a browser cannot run here; false where it can. For the `skip` of a test. */
export const noChromium: false | string = existsSync(path) ? false : `no Chromium at ${path}: apt-get install chromium-headless-shell, or set PATCHBAY_CHROMIUM`;

/** The same for the whole browser, with its windows: the other has no notifications (it says `denied` whatever is granted). */
export const noWholeChromium: false | string = existsSync(chosen ?? wholeBrowser) ? false : `no Chromium at ${chosen ?? wholeBrowser}: apt-get install chromium, or set PATCHBAY_CHROMIUM`;

/**
 * The machine's own Chromium, which asks for nothing by itself. One for a test file, a context for a test. `isWhole`: with its windows, as people have it, for
 * measurements of what they see.
 */
export function openChromium({ isWhole = false }: { isWhole?: boolean } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: isWhole ? chosen ?? wholeBrowser : path,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
      // A process for each sandboxed frame costs a second of two busy cores and changes nothing that is tested.
      '--disable-site-isolation-trials', '--disable-features=IsolateSandboxedIframes,IsolateOrigins,site-per-process',
    ],
  });
}
