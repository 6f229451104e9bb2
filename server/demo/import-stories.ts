import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importMail } from '#channels/email/import/index.ts';
import type { FileStore } from '#core/files/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { channels, company, type ChannelKey } from './company.ts';
import { writeMbox } from './mail/write-mbox.ts';
import type { Story } from './plan/story.ts';
import type { Desk } from './set-up-company.ts';

/** Writes each mailbox as an mbox in a directory of its own and imports it as anybody's mail would be. Throws where a mail is not readable. */
export async function importStories(database: Database, files: FileStore, accountId: number, now: string, desk: Desk, stories: readonly Story[]): Promise<number> {
  const act = systemAct(accountId, now, 'demo', 'import');
  const directory = await mkdtemp(join(tmpdir(), 'patchbay-demo-'));
  let stored = 0;
  try {
    for (const key of Object.keys(channels) as ChannelKey[]) {
      await mkdir(join(directory, key));
      const path = join(directory, key, 'INBOX.mbox');
      await writeFile(path, writeMbox(stories.filter((story) => story.channels.includes(key)).flatMap((story) => story.mails)));
      const result = await importMail(database, files, act, { paths: [path], channel: desk.channels[key], zone: company.zone, threads: 1 });
      if (result.quarantined > 0) throw new Error(`${result.quarantined} mails of the demo could not be read`);
      stored += result.stored;
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  return stored;
}
