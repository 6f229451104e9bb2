import { CoreError } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import type { HomeDemo } from '#web/claim/index.ts';
import { loadDemo } from '../load-demo.ts';

/** Loads the demo beside the requests, once at a time; who asks meanwhile sees how far it is. */
export interface DemoJob {
  readonly progress: HomeDemo;
  start(now: string): void;
}

export function createDemoJob({ database, onFailure, onDone }: { database: Database; onFailure: (error: unknown) => void; onDone: () => void }): DemoJob {
  let progress: HomeDemo = { state: 'none', text: '' };

  async function run(now: string): Promise<void> {
    try {
      await loadDemo(database, { now, note: (text) => { progress = { state: 'running', text }; } });
      progress = { state: 'done', text: '' };
      onDone();
    } catch (error) {
      progress = { state: 'failed', text: error instanceof CoreError ? error.safeText : '' };
      if (!(error instanceof CoreError)) onFailure(error);
    }
  }

  return {
    get progress() { return progress; },
    start: (now) => {
      if (progress.state === 'running' || progress.state === 'done') return;
      progress = { state: 'running', text: '' };
      void run(now);
    },
  };
}
