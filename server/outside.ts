import type { SecretKey } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import type { FileStore } from '#core/files/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import { cleanHtml } from '#channels/email/clean-html.ts';
import { createParsePool, type ParsePool } from '#channels/email/parse/create-parse-pool.ts';

export interface OutsideOptions {
  readonly files: FileStore;
  readonly key: () => Promise<SecretKey>;
  readonly wake: () => void;
  readonly sendTestMail: Outside['sendTestMail'];
}

/** The world outside the database as core and the APIs see it. Opens what it needs at the first call; `close` ends that. */
export function createOutside({ files, key, wake, sendTestMail }: OutsideOptions): Outside & { close(): Promise<void> } {
  let pool: ParsePool | null = null;
  return {
    files, key, wake, sendTestMail,
    cleanHtml: (html) => {
      pool ??= createParsePool({ threads: 1 });
      return cleanHtml(pool, html);
    },
    testConnection: async () => { throw new CoreError('unavailable', 'Connections cannot be tested yet.'); },
    discoverServers: async () => { throw new CoreError('unavailable', 'Servers cannot be found yet.'); },
    close: async () => { await pool?.close(); },
  };
}
