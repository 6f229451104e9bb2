import { sql, type Sql } from '#storage/index.ts';

/**
 * The one place that says which messages of a conversation its contact may see: what he wrote and what was written to him. Never notes, never acts. `contactSees` is the same in SQL,
 * of messages named m; `eventForContact` (beside it) asks it of events.
 */
export function mayContactSee({ direction }: { readonly direction: string }): boolean {
  return direction === 'incoming' || direction === 'outgoing';
}

export const contactSees: Sql = sql`m.direction IN ('incoming', 'outgoing')`;
