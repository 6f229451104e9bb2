import { after } from 'node:test';
import { relative } from 'node:path';
import { aliveNotes, aliveNow } from './alive.ts';
import { noteTime, processorMs } from './note-time.ts';

/** Time for a process to end by itself once its tests are over. */
const GRACE_MS = 10_000;

/**
 * Loaded before each test file: a file that leaves a timer, a socket or a child behind would hang the run. It is ended, with what
 * still lives, and counts as failed. The timer itself keeps nothing alive.
 */
if (process.env['NODE_TEST_CONTEXT'] !== undefined) {
  after(() => {
    setTimeout(() => {
      console.error(`The tests of this file are over, but its process still lives after ${GRACE_MS / 1000} s: ${aliveNow()}. Close what the test opened.`);
      const notes = aliveNotes();
      if (notes.length > 0) console.error(`It ran several files. When each was over, there lived:\n${notes.map((note) => `  ${note}\n`).join('')}`);
      process.exit(1);
    }, GRACE_MS).unref();
  });
  // A group notes the times of each of its files itself.
  const [, file = ''] = process.argv;
  if (/\.test\.[a-z]+$/.test(file)) process.on('exit', () => { noteTime({ file: relative(process.cwd(), file), ms: performance.now(), cpuMs: processorMs() }); });
}
