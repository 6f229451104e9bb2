import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

export interface BuiltFile {
  readonly bytes: Buffer;
  readonly br: Buffer | null;
  readonly gzip: Buffer | null;
  readonly mediaType: string;
  readonly etag: string;
  /** Its name changes with its content. */
  readonly isImmutable: boolean;
}

/** By path below the part: `assets/index-abc.js`. All in memory: under 2 MB, and no request can reach any other file. */
export type Build = ReadonlyMap<string, BuiltFile>;

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.png': 'image/png', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8',
};

export async function readBuild(dir: string): Promise<Build> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const bytesOf = new Map(await Promise.all(paths.map(async (path) => [path, await readFile(join(dir, path))] as const)));
  const files = paths.filter((path) => mediaTypes[extname(path)] !== undefined).map((path): [string, BuiltFile] => {
    const bytes = bytesOf.get(path)!;
    return [path, {
      bytes, br: bytesOf.get(`${path}.br`) ?? null, gzip: bytesOf.get(`${path}.gz`) ?? null, mediaType: mediaTypes[extname(path)]!,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`, isImmutable: path.startsWith('assets/'),
    }];
  });
  return new Map(files);
}
