import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { BuildPlaces } from './find-build.ts';
import { installationDir, markerOf, type WebPart } from './web-part.ts';

/** Of one part; older ones go. The newest may be in use by another server. */
const buildsKept = 3;
const messageCharactersMax = 4_000;

/** The sources do not build; the message is the tool's own. */
export class BuildFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BuildFailed';
  }
}

/** Builds a part and gives the folder of the result. The signal ends it. Throws BuildFailed. */
export async function buildWebPart(part: WebPart, { folder, parents }: BuildPlaces, { signal }: { signal?: AbortSignal } = {}): Promise<string> {
  const parent = await firstWritable(parents);
  const target = join(parent, folder);
  const making = join(parent, `making-${folder}-${process.pid}`);
  try {
    await runWorker(part, making, signal);
    await rename(making, target).catch(async (error: unknown) => {
      if (await isThere(join(target, markerOf(part)))) return; // another server was faster with the same
      await rm(target, { recursive: true, force: true });
      await rename(making, target).catch(() => { throw error; });
    });
  } finally {
    await rm(making, { recursive: true, force: true });
    await rm(`${making}.vite`, { recursive: true, force: true });
  }
  await removeOld(parent, part, folder);
  return target;
}

async function runWorker(part: WebPart, outDir: string, signal: AbortSignal | undefined): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'build-worker.ts'), part.dir, part.path, outDir, ...(part.scripts ? [part.scripts.loader, part.scripts.main] : [])], {
    cwd: installationDir, stdio: ['pipe', 'ignore', 'pipe'], ...(signal ? { signal } : {}),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'], NODE_ENV: 'production' },
  });
  const [said, code] = await Promise.all([text(child.stderr), new Promise<number | null>((resolve) => {
    child.on('close', resolve).on('error', () => resolve(null));
  })]);
  if (signal?.aborted) throw new BuildFailed('The build was interrupted.');
  // Vite colours its words and repeats the place of the fault: without the colours, not without end.
  if (code !== 0) throw new BuildFailed(said.replaceAll(/\u001b\[[\d;]*m/g, '').trim().slice(0, messageCharactersMax) || `The build ended with exit code ${code ?? 'of a signal'}.`);
}

async function firstWritable(parents: readonly string[]): Promise<string> {
  let failure: unknown = null;
  for (const parent of parents) {
    try {
      await mkdir(parent, { recursive: true });
      await access(parent, constants.W_OK);
      return parent;
    } catch (error) {
      failure = error;
    }
  }
  throw new BuildFailed(`There is no place to build in (${parents.join(', ')}): ${failure instanceof Error ? failure.message : String(failure)}`);
}

async function removeOld(parent: string, part: WebPart, keep: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(`${part.name}-`) && name !== keep);
  const dated = await Promise.all(names.map(async (name) => ({ name, at: await stat(join(parent, name)).then((found) => found.mtimeMs, () => 0) })));
  for (const { name } of dated.toSorted((a, b) => b.at - a.at).slice(buildsKept - 1)) await rm(join(parent, name), { recursive: true, force: true });
}

const isThere = (path: string): Promise<boolean> => access(path).then(() => true, () => false);
