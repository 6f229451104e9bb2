import type { Topic } from '#core/webhooks/index.ts';

/** What this API calls the topics of core. The first six stand in the document, the others in the deployed product. */
const words = {
  conversation_created: 'conversation.opened', conversation_status_changed: 'conversation.status', conversation_updated: 'conversation.changed',
  message_created: 'message.stored', message_updated: 'message.changed', webwidget_triggered: 'widget.opened',
  contact_created: 'contact.created', contact_updated: 'contact.changed',
} as const satisfies Record<string, Topic>;

export type Subscription = keyof typeof words;
export const subscriptions = Object.keys(words) as Subscription[];
export const topicOf = (word: Subscription): Topic => words[word];
/** Null: this API has no word for it. */
export const subscriptionOf = (topic: string): Subscription | null => subscriptions.find((word) => words[word] === topic) ?? null;
export const everyTopic: readonly Topic[] = subscriptions.map(topicOf);
