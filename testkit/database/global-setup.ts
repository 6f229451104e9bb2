import type { EmbeddedDatabase } from '#storage/embedded/index.ts';
import { noteTime, processorMsOf, theDatabase } from '#tools/test-run/note-time.ts';
import { openTestCluster } from './test-cluster.ts';

let cluster: EmbeddedDatabase | null = null;
let startedAt = 0;

/** Before all test files: one cluster for the whole run (`node --test --test-global-setup=testkit/database/global-setup.ts`). */
export async function globalSetup(): Promise<void> {
  startedAt = performance.now();
  cluster = await openTestCluster();
  process.env['PATCHBAY_TEST_DATABASE'] = cluster.connection.host;
}

/** After all test files. If the run is killed, the keeper notices and cleans up by itself. */
export async function globalTeardown(): Promise<void> {
  // Every process of the database that ended was waited for by the first, so that its own count is that of all.
  if (cluster) noteTime({ file: theDatabase, ms: performance.now() - startedAt, cpuMs: processorMsOf(cluster.info.postgresPid) });
  await cluster?.release();
}
