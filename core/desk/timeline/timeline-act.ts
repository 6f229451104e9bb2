import { sql, type Tx } from '#storage/index.ts';

/** Something that was done to a conversation, as its timeline shows it. `from`, `to`: ids or words by `what`. */
export interface TimelineAct {
  readonly id: number;
  readonly at: string;
  readonly actor: { readonly kind: 'user' | 'system' | 'channel' | 'contact' | 'rule' | 'bot'; readonly id: number | null; readonly name: string | null };
  readonly what: ActWord;
  readonly from: string | number | null;
  readonly to: string | number | null;
  /** When what was snoozed wakes by itself; null of anything else, and of what was snoozed before this was kept. */
  readonly until: string | null;
}

export type ActWord =
  | 'opened' | 'life' | 'turn' | 'handler' | 'live' | 'priority' | 'assignee' | 'team' | 'subject'
  | 'labelled' | 'unlabelled' | 'merged' | 'unmerged' | 'linked' | 'split';

interface Row { id: number; type: string; data: Record<string, unknown>; actorKind: TimelineAct['actor']['kind']; actorId: number | null; actorName: string | null; at: string }

const actsMax = 500;

/** What happened to a conversation from one instant to before another, oldest first; of very many the newest 500. */
export async function findActs(tx: Tx, conversationId: number, { from, to }: { from: string | null; to: string | null }): Promise<TimelineAct[]> {
  const rows = await tx.rows(sql<Row>`
    SELECT e.id, e.type, e.data, e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.happened_at AS at,
      CASE WHEN e.actor_kind = 'user' THEN (SELECT u.name FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.account_id = e.account_id AND m.user_id = e.actor_id) END AS "actorName"
    FROM events e
    WHERE e.account_id = ${tx.accountId} AND e.conversation_id = ${conversationId}
      AND e.type IN ('conversation.opened', 'conversation.changed', 'conversation.labelled', 'conversation.merged', 'conversation.unmerged', 'conversation.linked', 'conversation.split')
      AND (${from}::timestamptz IS NULL OR e.happened_at >= ${from}::timestamptz) AND (${to}::timestamptz IS NULL OR e.happened_at < ${to}::timestamptz)
    ORDER BY e.id DESC LIMIT ${actsMax}`);
  return rows.reverse().flatMap((row) => actOf(row) ?? []);
}

function actOf({ id, type, data, actorKind, actorId, actorName, at }: Row): TimelineAct | null {
  const told = tell(type, data);
  return told && { id, at, actor: { kind: actorKind, id: actorId, name: actorName }, ...told, until: typeof data['until'] === 'string' ? data['until'] : null };
}

/** Null for what no person wants to read: that somebody looked at it, that columns were derived anew. */
function tell(type: string, data: Record<string, unknown>): Pick<TimelineAct, 'what' | 'from' | 'to'> | null {
  const value = (name: string): string | number | null => (typeof data[name] === 'string' || typeof data[name] === 'number' ? data[name] : null);
  switch (type) {
    case 'conversation.opened': return value('linkedTo') === null ? null : { what: 'opened', from: null, to: value('linkedTo') };
    case 'conversation.labelled': return { what: data['on'] === true ? 'labelled' : 'unlabelled', from: null, to: value('labelId') };
    case 'conversation.merged': return { what: 'merged', from: value('from'), to: null };
    case 'conversation.unmerged': return { what: 'unmerged', from: value('into'), to: null };
    case 'conversation.linked': return { what: 'linked', from: null, to: value('to') };
    case 'conversation.split': return { what: 'split', from: null, to: value('into') };
    case 'conversation.changed': {
      const field = data['field'];
      if (field === 'unread' || field === 'attributes' || (field === 'subject' && value('to') === null)) return null;
      return { what: field as ActWord, from: value('from'), to: value('to') };
    }
    default: return null;
  }
}
