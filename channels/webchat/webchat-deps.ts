import type { Outside } from '#core/channels/index.ts';
import type { Tx } from '#storage/index.ts';

/** What the widget's endpoints need beside the database. */
export interface WebchatDeps {
  readonly outside: Outside;
}

export type Change = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
