import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadSecretKey, unseal } from '#core/accounts/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import type { StoredFileName, WorkState } from '#storage/inspect/index.ts';
import type { Config } from '../config.ts';
import { ok, problem, warning, type Check } from './check.ts';

/** The key opens what was sealed with it. Makes no key where there is none. */
export async function checkSecretKey(config: Config, sealed: WorkState['sealed']): Promise<Check> {
  const name = 'secret key';
  const file = join(config.dataDir, 'secret.key');
  const isThere = config.secretKey !== null || existsSync(file);
  if (!isThere) {
    return sealed.length > 0 ? problem(name, `${file} is gone, and there are sealed secrets`, 'Bring it back from a backup, or set PATCHBAY_SECRET_KEY: without the key nobody can open them.') : ok(name, 'none yet: it is made when the first secret is sealed');
  }
  try {
    const key = await loadSecretKey({ env: { PATCHBAY_SECRET_KEY: config.secretKey ?? undefined }, dataDir: config.dataDir });
    for (const { sealed: value, ...place } of sealed) unseal(key, place, value);
  } catch (error) {
    return problem(name, error instanceof CoreError ? error.safeText : 'cannot be read', 'This is not the key that the secrets were sealed with. Bring the right one back.');
  }
  if (config.secretKey === null && (statSync(file).mode & 0o077) !== 0) return warning(name, `${file} can be read by others`, `chmod 600 ${file}`);
  const where = config.secretKey === null ? file : 'PATCHBAY_SECRET_KEY';
  return ok(name, sealed.length > 0 ? `${where} opens what is sealed` : `${where} is a key; nothing is sealed so far`);
}

/** Some stored files, read and compared with their names. */
export async function checkFiles(filesDir: string, { files, fileSample }: Pick<WorkState, 'files' | 'fileSample'>): Promise<Check> {
  const store = openFileStore({ dir: filesDir });
  const bad: StoredFileName[] = [];
  for (const file of fileSample) {
    const content = await store.read(file.accountId, file.sha256).catch(() => null);
    if (content?.byteLength !== file.byteCount) bad.push(file);
  }
  if (bad.length === 0) return ok('files', files === 0 ? 'none stored' : `${fileSample.length} of ${files} read and right`);
  const names = bad.slice(0, 3).map(({ accountId, sha256 }) => `${accountId}/${sha256.slice(0, 2)}/${sha256}`).join(', ');
  return problem('files', `${bad.length} of ${fileSample.length} read are missing or damaged: ${names}`, `Bring ${filesDir} back from a backup, and look at the disk.`);
}
