import { CoreError } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import type { HomeDemo } from '#web/claim/index.ts';
import { loadDemo } from '../load-demo.ts';

/** Loads the demo beside the requests, once at a time; who asks meanwhile sees how far it is. */
export interface DemoJob {
  readonly progress: HomeDemo;
  readonly start: (by: { now: string; userId: number }) => void;
}

export function createDemoJob({ database, filesDir, onFailure, onDone }: { database: Database; filesDir: string; onFailure: (error: unknown) => void; onDone: () => void }): DemoJob {
  let progress: HomeDemo = { state: 'none', text: '' };

  async function run({ now, userId }: { now: string; userId: number }): Promise<void> {
    try {
      await loadDemo(database, { now, userId, filesDir, note: (text) => { progress = { state: 'running', text }; } });
      progress = { state: 'done', text: progress.text };
      onDone();
    } catch (error) {
      progress = error instanceof CoreError ? { state: 'failed', text: error.safeText, key: error.key } : { state: 'failed', text: '' };
      if (!(error instanceof CoreError)) onFailure(error);
    }
  }

  return {
    get progress() { return progress; },
    start: (by) => {
      if (progress.state === 'running' || progress.state === 'done') return;
      progress = { state: 'running', text: '' };
      void run(by);
    },
  };
}
