import type { MessageContent } from '#core/conversations/index.ts';
import { invalid } from '#core/kernel/index.ts';
import type { NewMessageContent } from '../schemas/message.ts';

/** What an answer asks, in core's words; core says what is wrong in it. */
export function newContent({ kind, items = [] }: NewMessageContent): MessageContent {
  if (kind === 'input-email') return { kind };
  if (items.length === 0) throw invalid('content.items', 'must not be empty', 'empty');
  switch (kind) {
    case 'input-select': return { kind, items: items.map(({ title, value }) => ({ title, value: value ?? title })) };
    case 'article': return { kind, items: items.map(({ title, description = '', url }) => ({ title, description, url: url ?? '' })) };
    case 'cards': return { kind, items: items.map(({ title, description = '', url = null, buttons = [] }) => ({
      title, description, mediaUrl: url, actions: buttons.map(({ text, url: link = null, value = null }) => ({ text, url: link, payload: link === null ? value ?? text : null })),
    })) };
    case 'form': return { kind, items: items.map(({ title, description = '', value, field = 'text', isRequired = false, options = [] }) => ({
      name: value ?? title, label: title, type: field, placeholder: description, isRequired, options: options.map((option) => ({ title: option, value: option })),
    })) };
  }
}
