import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** The browser without its windows comes first: the same engine for half the work. (Debian: chromium-headless-shell and chromium.) */
const path = process.env['PATCHBAY_CHROMIUM'] ?? ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((one) => existsSync(one)) ?? '/usr/bin/chromium';

/** Why a test in a browser cannot run here; false where it can. For the `skip` of a test. */
export const noChromium: false | string = existsSync(path) ? false : `no Chromium at ${path}: apt-get install chromium-headless-shell, or set PATCHBAY_CHROMIUM`;

/** The machine's own Chromium, which asks for nothing by itself. One for a test file, a context for a test. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
      // A process for each sandboxed frame costs a second of two busy cores and changes nothing that is tested.
      '--disable-site-isolation-trials', '--disable-features=IsolateSandboxedIframes,IsolateOrigins,site-per-process',
    ],
  });
}
