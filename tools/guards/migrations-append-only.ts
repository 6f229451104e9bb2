import type { Guard, Problem } from './guard.ts';
import { CHECKSUMS, isMigration, readChecksums, sha256Of } from './migration-checksums.ts';

/** A recorded migration has run in somebody's database: it is never changed, removed, or overtaken by one with a smaller name. */
export const migrationsAppendOnly: Guard = {
  name: 'migrations-append-only',
  check: (tree) => {
    const recorded = readChecksums(tree);
    const known = new Set(recorded.map((one) => one.path));
    const last = recorded.map((one) => one.path).toSorted().at(-1) ?? '';
    const problems: Problem[] = [];
    for (const { path, sha256, line } of recorded) {
      if (!tree.has(path)) problems.push({ file: CHECKSUMS, line, problem: `${path} is recorded but gone`, remedy: 'bring the file back; undo its effect in a new migration' });
      else if (sha256Of(tree.read(path)) !== sha256) problems.push({ file: path, line: 0, problem: 'a recorded migration has changed', remedy: 'restore it and write the change as a new migration' });
    }
    for (const path of tree.paths.filter((one) => isMigration(one) && !known.has(one))) {
      if (path < last) problems.push({ file: path, line: 0, problem: `its name sorts before ${last}, which is recorded`, remedy: 'give it the next number' });
      else problems.push({ file: path, line: 0, problem: 'a new migration is not recorded', remedy: 'when it is final, run: node tools/record-migrations.ts' });
    }
    return problems;
  },
};
