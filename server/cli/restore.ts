import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CoreError } from '#core/kernel/index.ts';
import { readConfig } from '../config.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';
import { progressLine } from './progress-line.ts';

const help = `patchbay restore FILE [--data-dir DIR]

Brings a backup back into an empty place: an empty or missing data directory, or the empty database that DATABASE_URL names.
Every row and every file is compared with the backup before anything counts; what is cut off, damaged or changed is refused, and
then nothing is left behind. A backup of an older version is brought to this version afterwards.

  --data-dir DIR   instead of PATCHBAY_DATA_DIR
  --json           {"version","created_at","tables","rows","files","file_bytes","secret_key","damaged_files","data_dir","seconds"}`;

export const command: Command = { name: 'restore', summary: 'bring a backup back, into an empty place', help, run };

async function run(context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...context.args], allowPositionals: true, options: { 'data-dir': { type: 'string' } } });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw usage('restore', 'Name one file to read.');
  const path = resolve(file);
  const config = readConfig(context.env);
  const dataDir = values['data-dir'] === undefined ? config.dataDir : resolve(values['data-dir']);
  const started = performance.now();
  const progress = progressLine(context);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  let read = 0;
  let step = '';
  const options = {
    path, dataDir,
    onProgress: (text: string): void => { step = text; progress.show(`${text}${shareOf(read, size)}`); },
    onBytes: (bytes: number): void => { read += bytes; progress.show(`${step}${shareOf(read, size)}`); },
  };
  const { restoreEmbedded, restoreOutside } = await import('../backup/restore-into-place.ts');
  const result = await (config.database.kind === 'url'
    ? restoreOutside({ ...options, url: config.database.url })
    : restoreEmbedded({ ...options, postgresBin: config.postgresBin })
  ).catch((error: unknown) => {
    throw error instanceof Error && error.name === 'BackupUnusable' ? new CoreError('conflict', error.message, { cause: error }) : error;
  }).finally(() => progress.end());
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  context.printJson({
    version: result.version, created_at: result.createdAt, tables: result.tables, rows: result.rows, files: result.files, file_bytes: result.fileBytes,
    secret_key: result.secretKey, damaged_files: result.damagedFiles, data_dir: dataDir, seconds,
  });
  context.print(`The backup of ${result.createdAt} is back in ${dataDir}: ${result.rows} rows of ${result.tables} tables and ${result.files} files, all compared, in ${seconds} s.`);
  if (result.secretKey === 'elsewhere' && config.secretKey === null) context.note('The backup was made without its secret key. Set PATCHBAY_SECRET_KEY, or put secret.key into the data directory before the first start: sealed secrets need it.');
  for (const damaged of result.damagedFiles.slice(0, 20)) context.note(`damaged before the backup: files/${damaged}`);
  return result.damagedFiles.length > 0 ? exitCode.exceptions : exitCode.done;
}

function shareOf(read: number, size: number): string {
  return size === 0 ? '' : ` (${Math.min(100, Math.floor((read / size) * 100))} %)`;
}
