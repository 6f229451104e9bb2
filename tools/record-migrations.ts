import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKSUMS, isMigration, readChecksums, sha256Of } from './guards/migration-checksums.ts';
import { migrationsAppendOnly } from './guards/migrations-append-only.ts';
import { readTree } from './guards/read-tree.ts';

/** Records new migrations as final. It only adds lines: a recorded migration that changed is refused, not recorded again. */
const root = join(import.meta.dirname, '..');
const tree = readTree(root);
const known = new Set(readChecksums(tree).map((one) => one.path));
const fresh = tree.paths.filter((path) => isMigration(path) && !known.has(path));
const broken = (await migrationsAppendOnly.check(tree)).filter((one) => !one.problem.includes('is not recorded'));
for (const one of broken) console.error(`${one.file}: ${one.problem}; ${one.remedy}`);
if (broken.length > 0) process.exitCode = 1;
else {
  for (const path of fresh) appendFileSync(join(root, CHECKSUMS), `${sha256Of(tree.read(path))}  ${path.slice(path.lastIndexOf('/') + 1)}\n`);
  console.log(fresh.length === 0 ? 'nothing new' : `recorded: ${fresh.join(', ')}`);
}
