import { after } from 'node:test';

/** Time for a process to end by itself once its tests are over. */
const GRACE_MS = 10_000;

/**
 * Loaded before each test file: a file that leaves a timer, a socket or a child behind would hang the run. It is ended, with what
 * still lives, and counts as failed. The timer itself keeps nothing alive.
 */
if (process.env['NODE_TEST_CONTEXT'] !== undefined) {
  after(() => {
    setTimeout(() => {
      const alive = process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap').join(', ');
      console.error(`The tests of this file are over, but its process still lives after ${GRACE_MS / 1000} s: ${alive}. Close what the test opened.`);
      process.exit(1);
    }, GRACE_MS).unref();
  });
}
