import type { StoredEvent } from '#core/events/index.ts';
import type { RuleEvent } from '../rules/rule.ts';

/** What of the log may set a rule off. */
export interface Trigger {
  readonly event: StoredEvent;
  readonly conversationId: number;
  readonly messageId: number | null;
  readonly waitedFor: readonly RuleEvent[];
  /** The same for all events of one command. */
  readonly command: string;
}

/** Changes that people look for; whose turn it is and what is unread follow from messages, which are an event of their own. */
const updatingFields: ReadonlySet<unknown> = new Set(['life', 'handler', 'priority', 'assignee', 'team', 'subject']);

/** What rules may wait for, of each event of a batch that sets off any. */
export function triggersOf(events: readonly StoredEvent[]): Trigger[] {
  return events.flatMap((event): Trigger[] => {
    const { conversationId, messageId, storedAt, source, actorKind, actorId } = event;
    const waitedFor = namesOf(event);
    if (conversationId === null || waitedFor.length === 0) return [];
    return [{ event, conversationId, messageId: waitedFor.includes('message-created') ? messageId : null, waitedFor, command: `${storedAt} ${source} ${actorKind} ${actorId ?? ''}` }];
  });
}

function namesOf({ type, data }: StoredEvent): RuleEvent[] {
  if (type === 'conversation.opened') return ['conversation-created'];
  if (type === 'message.stored') return data['direction'] === 'act' ? [] : ['message-created'];
  if (type === 'conversation.labelled') return ['conversation-updated'];
  if (type !== 'conversation.changed') return [];
  const { field, to } = data;
  if (!updatingFields.has(field) || to === 'deleted') return [];
  if (field === 'life' && to === 'open') return ['conversation-opened', 'conversation-updated'];
  if (field === 'life' && (to === 'resolved' || to === 'closed')) return ['conversation-resolved', 'conversation-updated'];
  return field === 'handler' && to === 'person' ? ['conversation-opened', 'conversation-updated'] : ['conversation-updated'];
}
