import type { ConversationRow, TimelineEntry } from '#core/desk/index.ts';
import type { Message } from '../schemas/message.ts';

/** How a mail of ours fares. */
export function deliveryOf({ delivery }: Extract<TimelineEntry, { type: 'message' }>): Message['delivery'] {
  return delivery && { ...delivery, recipients: delivery.recipients.map(({ address, state, detail }) => ({ address, state, detail })) };
}

/** Whether the last answer did not leave, or came back. */
export function hasDeliveryProblem({ lastDelivery }: ConversationRow): boolean {
  return lastDelivery === 'failed' || lastDelivery === 'bounced';
}
