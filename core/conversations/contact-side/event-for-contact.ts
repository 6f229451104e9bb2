import type { StoredEvent } from '#core/events/index.ts';
import { mayContactSee } from './may-contact-see.ts';

/** What may have changed for a contact. */
export type ContactNews = 'message' | 'deleted' | 'conversation' | 'seen' | 'queue';

const shownFields: readonly unknown[] = ['life', 'handler', 'live', 'assignee'];

/**
 * What an event means to the contact of its conversation; null: nothing that he may know of. Whose conversation it is, the caller knows. That a note was deleted tells no more than that
 * something was: he looks again and sees the same.
 */
export function eventForContact(event: Pick<StoredEvent, 'type' | 'data'>): ContactNews | null {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- whatever is not named here is nothing to a contact, also what there will be
  switch (event.type) {
    case 'message.stored': return mayContactSee({ direction: String(event.data['direction']) }) ? 'message' : null;
    case 'message.deleted': return 'deleted';
    case 'message.answered': case 'message.erased': return 'message';
    case 'conversation.changed': return shownFields.includes(event.data['field']) ? 'conversation' : event.data['field'] === 'unread' ? 'seen' : null;
    case 'conversation.merged': case 'conversation.unmerged': return 'conversation';
    case 'conversation.seen': return 'seen';
    case 'interaction.changed': return 'queue';
    default: return null;
  }
}
