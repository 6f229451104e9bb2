import type { EmbeddedDatabase } from '#storage/embedded/index.ts';
import { openTestCluster } from './test-cluster.ts';

let cluster: EmbeddedDatabase | null = null;

/** Before all test files: one cluster for the whole run (`node --test --test-global-setup=testkit/database/global-setup.ts`). */
export async function globalSetup(): Promise<void> {
  cluster = await openTestCluster();
  process.env['PATCHBAY_TEST_DATABASE'] = cluster.connection.host;
}

/** After all test files. If the run is killed, the keeper notices and cleans up by itself. */
export async function globalTeardown(): Promise<void> {
  await cluster?.release();
}
