import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSecretKey, type SecretKey } from './secret-key.ts';

/**
 * The server's key: `PATCHBAY_SECRET_KEY`, else `secret.key` in the data directory, made (mode 0600) where it is not there. Processes that
 * start at once agree: the file appears whole, by one `link`, and only once. Whoever loses it loses every sealed value; backup says so.
 */
export async function loadSecretKey(
  { env, dataDir }: { env: Readonly<Record<string, string | undefined>>; dataDir: string },
): Promise<SecretKey> {
  const setting = env.PATCHBAY_SECRET_KEY;
  if (setting !== undefined && setting.trim() !== '') return parseSecretKey(setting, 'PATCHBAY_SECRET_KEY');
  const path = join(dataDir, 'secret.key');
  const text = await readFile(path, 'utf8').catch(async (error: { code?: string }) => {
    if (error.code !== 'ENOENT') throw error;
    await createKeyFile(dataDir, path);
    return readFile(path, 'utf8');
  });
  return parseSecretKey(text, path);
}

async function createKeyFile(dataDir: string, path: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const temporary = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(`${randomBytes(32).toString('base64')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(temporary, path).catch((error: { code?: string }) => { if (error.code !== 'EEXIST') throw error; });
  } finally {
    await rm(temporary, { force: true });
  }
  const directory = await open(dataDir, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
