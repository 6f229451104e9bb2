import { readFileSync, writeSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { json } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { SourceTextModule, SyntheticModule } from 'node:vm';
import { isEntryPoint } from './entry-points.ts';

/** Run by load-files.ts: reads a list of files from stdin and tells, line by line on stdout, which it loads and which fail. */
const root = process.argv[2] ?? process.cwd();
const files = await json(process.stdin) as readonly { readonly path: string; readonly isEntryPoint: boolean }[];
const linked = new Map<string, SourceTextModule>();
/** A file that does not load takes its importers with it: each cause is told once. */
const told = new Set<string>();
/** At once, since the process may end with the file that it loads next. A pipe that is full (its reader is slow on a busy machine) is waited for. */
function tell(line: string): void {
  for (let rest = Buffer.from(`@${line}\n`); rest.length > 0;) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

for (const file of files) {
  tell(`load ${file.path}`);
  try {
    if (file.isEntryPoint) await linkWithoutRunning(join(root, file.path));
    else await import(pathToFileURL(join(root, file.path)).href);
  } catch (error) {
    const failure = JSON.stringify(describe(file.path, error));
    if (!told.has(failure)) tell(`fail ${failure}`);
    told.add(failure);
  }
}
tell('done');
process.exit(0);

/** Strips types, compiles and links; a missing export or a syntax that cannot be stripped shows here, and nothing runs. */
async function linkWithoutRunning(path: string): Promise<void> {
  const module = compile(path);
  if (module.status === 'unlinked') await module.link(async (specifier, from) => await target(specifier, from.identifier));
}

function compile(path: string): SourceTextModule {
  const known = linked.get(path);
  if (known !== undefined) return known;
  const module = new SourceTextModule(stripTypeScriptTypes(readFileSync(path, 'utf8').replace(/^#!.*/, '')), { identifier: path });
  linked.set(path, module);
  return module;
}

async function target(specifier: string, from: string): Promise<SourceTextModule | SyntheticModule> {
  const path = specifier.startsWith('#') ? join(root, specifier.slice(1)) : specifier.startsWith('.') ? join(dirname(from), specifier) : null;
  if (path !== null && isEntryPoint(relative(root, path))) return compile(path);
  const namespace = await import(path === null ? specifier : pathToFileURL(path).href) as object;
  return new SyntheticModule(Object.keys(namespace), () => undefined, { identifier: specifier });
}

/** Node puts the place of a syntax error on the first line of its stack. */
function describe(path: string, error: unknown): { path: string; line: number; message: string } {
  const stack = error instanceof Error ? error.stack ?? '' : '';
  const place = /^(?:file:\/\/)?(\/[^\n]*?):(\d+)\n/.exec(stack);
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const importer = /imported from (\/\S+)$/.exec(message)?.[1];
  if (place === null) return { path: importer === undefined ? path : relative(root, importer), line: 0, message: message.replaceAll(`${root}/`, '') };
  return { path: relative(root, place[1] ?? path), line: Number(place[2]), message };
}
