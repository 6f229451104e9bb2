import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const ageMsMin = 24 * 60 * 60 * 1000;
const askedAtOnceMax = 500;
const aside = '.aside';

export interface SweepOrder {
  readonly nowMs: number;
  /** Files older than this are not this account's: the directory may have belonged to another database. */
  readonly sinceMs: number;
  /** Which of these sha256 some row names. */
  readonly isNamed: (sha256s: readonly string[]) => Promise<ReadonlySet<string>>;
}

/**
 * Removes the files of one account's directory that no row names and that nobody has written or used for a day. Returns how many.
 *
 * A writer who finds its bytes there renews the file's time instead of writing (`putFiles`), and names it in a row later. So a file is put
 * aside under another name first and its time is looked at again: a writer who came before that is seen, one who comes after finds no file
 * and writes it anew. What a crash left aside goes back to its name at the next sweep.
 */
export async function sweepUnnamed(accountDir: string, order: SweepOrder): Promise<number> {
  let removed = 0;
  for (const directory of (await namesIn(accountDir)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    const dir = join(accountDir, directory);
    const names = await namesIn(dir);
    for (const name of names.filter((each) => each.endsWith(aside))) await move(join(dir, name), join(dir, name.slice(0, -aside.length)));
    const files = [...new Set(names.map((name) => (name.endsWith(aside) ? name.slice(0, -aside.length) : name)))].filter((name) => /^[0-9a-f]{64}$/.test(name));
    for (let at = 0; at < files.length; at += askedAtOnceMax) {
      const some = files.slice(at, at + askedAtOnceMax);
      const named = await order.isNamed(some);
      for (const name of some) if (!named.has(name) && await removeIfUnused(join(dir, name), order)) removed += 1;
    }
  }
  return removed;
}

async function removeIfUnused(path: string, order: SweepOrder): Promise<boolean> {
  if (!await isUnused(path, order)) return false;
  await move(path, path + aside);
  if (await isUnused(path + aside, order)) {
    await rm(path + aside, { force: true });
    return true;
  }
  await move(path + aside, path);
  return false;
}

/** Two processes may sweep at once: what the other has moved is the other's to judge. */
async function move(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: { code?: string }) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

async function isUnused(path: string, { nowMs, sinceMs }: SweepOrder): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.isFile() && nowMs - found.mtimeMs >= ageMsMin && found.mtimeMs > sinceMs;
}

async function namesIn(dir: string): Promise<string[]> {
  return readdir(dir).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}
