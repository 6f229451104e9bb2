import type { StatName } from '../ports.ts';

/** A number in `stats` that can be opened. */
export interface StatEntry {
  /** The dotted path in the document's object: `threads.total`. */
  readonly name: string;
  readonly core: StatName;
  /** `Total Conversations` */
  readonly friendlyName: string;
  /** `All conversations.` */
  readonly explainer: string;
  /** The column of the rows that the number is about; null where it only counts rows. */
  readonly showColumn: string | null;
}
