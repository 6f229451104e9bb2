import { statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nowText } from '#core/kernel/index.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';
import { progressLine } from './progress-line.ts';

const help = `patchbay backup FILE [--without-secret-key]

Writes everything into one file: all tables as they are at one instant, all files, and secret.key. The server may run on meanwhile.
FILE may be a directory: then the file is named by date in it. A file that is there is never overwritten.

  --without-secret-key   leaves secret.key out. It opens the sealed secrets in the backup (mailbox passwords, second factors), so
                         whoever has file and key has those. Without the key a restored server cannot open them: keep it elsewhere
  --json                 {"file","bytes","tables","rows","files","file_bytes","secret_key","damaged_files","seconds"};
                         secret_key: included, elsewhere or none (nothing was sealed so far)

With PATCHBAY_SECRET_KEY the key is not in the data directory and not in the backup. The file is readable for its owner only.
Exit code 3: the backup is whole, but files were damaged already before it. Bring it back with: patchbay restore FILE`;

export const command: Command = { name: 'backup', summary: 'write everything into one file', help, run };

async function run(context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...context.args], allowPositionals: true, options: { 'without-secret-key': { type: 'boolean' } } });
  const [target, ...more] = positionals;
  if (target === undefined || more.length > 0) throw usage('backup', 'Name one file to write.');
  const path = fileFor(resolve(target), nowText(context.clock));
  const started = performance.now();
  const { connection } = await context.openDatabase();
  const [{ writeBackup }, { readVersion }] = await Promise.all([import('../backup/write-backup.ts'), import('../version.ts')]);
  const isKeySet = (context.env['PATCHBAY_SECRET_KEY'] ?? '').trim() !== '';
  const progress = progressLine(context);
  const result = await writeBackup({
    connection, path, dataDir: context.dataDir, version: readVersion(), now: nowText(context.clock),
    withSecretKey: !isKeySet && !(values['without-secret-key'] ?? false), onProgress: (text) => progress.show(text),
  }).finally(() => progress.end());
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  context.printJson({
    file: path, bytes: result.bytes, tables: result.tables, rows: result.rows, files: result.files, file_bytes: result.fileBytes,
    secret_key: result.secretKey, damaged_files: result.damagedFiles, seconds,
  });
  context.print(`${path}: ${result.rows} rows of ${result.tables} tables and ${result.files} files, ${megabytes(result.bytes)} MB, in ${seconds} s.`);
  context.print(keyText(result.secretKey, isKeySet));
  for (const file of result.damagedFiles.slice(0, 20)) context.note(`damaged before the backup: files/${file}`);
  return result.damagedFiles.length > 0 ? exitCode.exceptions : exitCode.done;
}

function fileFor(target: string, now: string): string {
  const isDirectory = statSync(target, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isDirectory ? join(target, `patchbay-${now.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}.backup`) : join(resolve(target, '..'), basename(target));
}

function keyText(state: 'included' | 'elsewhere' | 'none', isKeySet: boolean): string {
  if (state === 'none') return 'There is no secret.key: nothing was sealed so far.';
  if (state === 'included') return 'secret.key is in it: whoever has this file can open the sealed secrets. Keep it as you would a password.';
  if (isKeySet) return 'The key is in PATCHBAY_SECRET_KEY and not in the file: keep it, without it the sealed secrets stay shut.';
  return 'secret.key is not in it: keep the key elsewhere, without it the sealed secrets stay shut.';
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
