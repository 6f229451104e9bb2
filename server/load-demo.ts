import { existsSync } from 'node:fs';
import { CoreError } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';

export interface DemoOptions {
  /** RFC 3339 UTC: the demo's week ends shortly before. */
  readonly now: string;
  /** Progress, for a person. */
  readonly note: (text: string) => void;
  /** Becomes an owner of the demo's account; default: the owners of the server's first account. */
  readonly userId?: number;
  readonly filesDir?: string;
}

/** What `server/demo/index.ts` exports. Loading it again changes nothing. */
export interface DemoModule {
  loadDemo(database: Database, options: DemoOptions): Promise<void>;
}

const demo = new URL('./demo/index.ts', import.meta.url);

export const hasDemo = (): boolean => existsSync(demo);

/** Loads the demo's code only where it is wanted. */
export async function loadDemo(database: Database, options: DemoOptions): Promise<void> {
  if (!hasDemo()) throw new CoreError('unavailable', 'This version comes without demo data.', { key: 'no-demo' });
  const module = await import(demo.href) as DemoModule;
  await module.loadDemo(database, options);
}
