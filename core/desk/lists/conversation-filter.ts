import { invalid, type Act } from '#core/kernel/index.ts';
import type { Life, Turn } from '#core/conversations/index.ts';
import { sql, type Sql } from '#storage/index.ts';

/** Which conversations a list shows; all given parts must hold. Merged ones never show. */
export interface ConversationFilter {
  /** Default: open, snoozed, resolved, closed. */
  readonly lives?: readonly Life[];
  /** `me`: the agent of the acting user. */
  readonly assignee?: 'me' | 'nobody' | number;
  readonly teamId?: number;
  readonly channelId?: number;
  readonly labelId?: number;
  readonly contactId?: number;
  readonly turn?: Turn;
  readonly priority?: 0 | 1 | 2 | 3 | 4;
  readonly isUnread?: boolean;
}

export const usualLives: readonly Life[] = ['open', 'snoozed', 'resolved', 'closed'];

/** The filters as list_conversations and count_conversations take them, in their order. */
export function filterArguments(act: Act, filter: ConversationFilter): Sql {
  const { assignee } = filter;
  if (assignee === 'me' && (act.actor.kind !== 'user' || act.actor.id === null)) throw invalid('assignee', 'me is for a person who is signed in', 'me-unknown');
  return sql`${typeof assignee === 'number' ? assignee : null}::bigint, ${assignee === 'me' ? act.actor.id : null}::bigint, ${assignee === 'nobody'}::boolean,
    ${filter.teamId ?? null}::bigint, ${filter.channelId ?? null}::bigint, ${filter.labelId ?? null}::bigint, ${filter.contactId ?? null}::bigint,
    ${filter.turn ?? null}::text, ${filter.priority ?? null}::smallint, ${filter.isUnread ?? null}::boolean`;
}
