import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { parseSecretKey } from '#core/accounts/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { systemClock } from '#core/kernel/index.ts';
import { createParsePool, type ParsePool } from '#channels/email/parse/create-parse-pool.ts';
import type { MailRoom } from '#channels/email/mail-room.ts';
import { createMailVerifier, type MailVerifier } from '#channels/email/prove/create-mail-verifier.ts';
import type { AskDns } from '#channels/email/prove/check-dns.ts';
import type { Database } from '#storage/index.ts';

/** A mail room on a test database, with a file store of its own and leave to call this machine. */
export interface TestMailRoom extends MailRoom {
  readonly warnings: string[];
  readonly filesDir: string;
  close(): Promise<void>;
}

/** `ask`: the DNS by which senders are verified; without it nothing of that can be found out. */
export async function openMailRoom(database: Database, { ask }: { ask?: AskDns } = {}): Promise<TestMailRoom> {
  const filesDir = await mkdtemp(join(tmpdir(), 'mail-room-'));
  const key = parseSecretKey(randomBytes(32).toString('base64'), 'test');
  let pool: ParsePool | null = null;
  const verifier: MailVerifier = ask ? createMailVerifier({ ask, dnsMs: 120_000, timeoutMs: 240_000 }) : { verify: async () => null, close: async () => {} };
  const warnings: string[] = [];
  return {
    database, clock: systemClock, warnings, filesDir,
    files: openFileStore({ dir: filesDir }),
    key: async () => key,
    pool: () => (pool ??= createParsePool({ threads: 1 })),
    verifier: () => verifier,
    outbound: { allow: ['127.0.0.0/8'] },
    wake: () => {},
    warn: (text, detail) => { warnings.push(`${text} ${JSON.stringify(detail)}`); },
    close: async () => {
      await Promise.all([pool?.close(), verifier.close()]);
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}

/** Waits until `look` gives something; fails after `ms` with what was waited for. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>, ms = 90_000): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`waited ${ms} ms for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
