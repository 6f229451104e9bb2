import type { MessageContent } from '#core/conversations/index.ts';
import type { NewMessageContent } from '../schemas/message.ts';

/** What an answer that is not sent yet asks, as it would be sent: the way back of `parse/new-content.ts`. Null: nobody writes such a one. */
export function renderNewContent(content: MessageContent): NewMessageContent | null {
  switch (content.kind) {
    case 'rating': return null;
    case 'input-email': return { kind: content.kind };
    case 'input-select': return { kind: content.kind, items: content.items.map(({ title, value }) => ({ title, value })) };
    case 'article': return { kind: content.kind, items: content.items.map(({ title, description, url }) => ({ title, description, url })) };
    case 'cards': return { kind: content.kind, items: content.items.map(({ title, description, mediaUrl, actions }) => ({ title, description, url: mediaUrl, buttons: actions.map(({ text, url, payload }) => ({ text, url, value: payload })) })) };
    case 'form': return { kind: content.kind, items: content.items.map(({ name, label, type, placeholder, isRequired, options }) => ({ title: label, description: placeholder, value: name, field: type, isRequired, options: options.map(({ title }) => title) })) };
  }
}
