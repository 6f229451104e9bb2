import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { installationDir, type WebPart } from './web-part.ts';

/** What tests use does not change a build. */
const leftOut = /(^|\/)testing\/|\.test\.tsx?$|\.md$/;

/** 16 hex digits that change with any source, with the way we build, and with the version of any package. */
export async function sourceHash({ dir }: WebPart): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const sources = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).filter((path) => !leftOut.test(relative(dir, path))).toSorted();
  const versions = [join(installationDir, 'package-lock.json'), join(import.meta.dirname, 'build-worker.ts'), join(import.meta.dirname, 'compress-files.ts')];
  for (const path of [...sources, ...versions]) {
    const bytes = await readFile(path);
    hash.update(`${relative(installationDir, path)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
}
