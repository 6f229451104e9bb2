import type { StoredEvent } from '#core/events/index.ts';

/** What one may ask to be told of. A format may have words of its own for them. */
export const topics = [
  'conversation.opened', 'conversation.status', 'conversation.changed', 'message.stored', 'message.changed', 'contact.created', 'contact.changed', 'contact.deleted', 'interaction.changed', 'widget.opened',
] as const;

export type Topic = (typeof topics)[number];

export function isTopic(text: string): text is Topic {
  return (topics as readonly string[]).includes(text);
}

/** Steps on a mail's way out that outsiders have a use for: where it ended, not that it is queued. */
const toldDeliveries: ReadonlySet<unknown> = new Set(['handed-over', 'delivered', 'bounced', 'failed', 'cancelled']);

/**
 * Under which topics an event is told; none: nobody outside is told of it. A change of life or handler is a change of the status and a
 * change of the conversation: who asks for both is told twice.
 */
export function topicsOf({ type, data }: Pick<StoredEvent, 'data'> & { readonly type: string }): readonly Topic[] {
  switch (type) {
    case 'conversation.opened': return ['conversation.opened'];
    case 'conversation.changed': {
      if (data['field'] === 'unread') return [];
      return data['field'] === 'life' || data['field'] === 'handler' ? ['conversation.status', 'conversation.changed'] : ['conversation.changed'];
    }
    case 'conversation.labelled': case 'conversation.merged': case 'conversation.unmerged': case 'conversation.split': case 'conversation.linked': return ['conversation.changed'];
    case 'message.stored': return ['message.stored'];
    case 'message.deleted': case 'message.labelled': case 'message.proved': case 'message.answered': return ['message.changed'];
    case 'message.delivery': return toldDeliveries.has(data['state']) ? ['message.changed'] : [];
    case 'contact.created': return ['contact.created'];
    case 'contact.changed': case 'contact.merged': case 'contact.unmerged': return ['contact.changed'];
    case 'contact.deleted': return ['contact.deleted'];
    case 'interaction.changed': return ['interaction.changed'];
    case 'widget.opened': return ['widget.opened'];
    default: return [];
  }
}
