import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { after, describe, test } from 'node:test';
import { noteAlive } from './alive.ts';
import { noteTime, processorMs } from './note-time.ts';

/**
 * Several test files in this process, one after the other: each is a suite of its own, named by its path, to which its hooks belong. All are loaded first, by `require`:
 * what is registered while a suite's function runs belongs to that suite, and after an `await` (so after `import()`) no longer. One that cannot be loaded fails a test
 * of its suite, so that it is counted.
 */
export function runGroup(files: readonly string[]): void {
  const require = createRequire(import.meta.url);
  let atMs = performance.now();
  let cpuMs = processorMs();
  for (const file of files) {
    const name = relative(process.cwd(), file);
    describe(name, () => {
      try {
        require(file);
      } catch (error) {
        test(`${name} cannot be loaded`, () => { throw error; });
      }
      after(() => {
        const [fromMs, fromCpuMs] = [atMs, cpuMs];
        [atMs, cpuMs] = [performance.now(), processorMs()];
        noteTime({ file: name, ms: atMs - fromMs, cpuMs: cpuMs - fromCpuMs });
        noteAlive(name);
      });
    });
  }
}
