import { choiceTitle, type ArticleItem, type CardItem, type FormItem, type MessageAnswer, type SelectItem, type ShownContent } from '#core/conversations/index.ts';
import type { MessageContent } from '../schemas/message.ts';

export function renderContent({ kind, items, answer, answeredAt }: ShownContent): MessageContent {
  return { kind, items: itemsOf(kind, items), answer: answer && answerOf(answer, items), answeredAt };
}

function itemsOf(kind: ShownContent['kind'], items: readonly object[]): MessageContent['items'] {
  switch (kind) {
    case 'input-select': return (items as SelectItem[]).map(({ title, value }) => ({ title, description: '', value, url: null, buttons: [] }));
    case 'article': return (items as ArticleItem[]).map(({ title, description, url }) => ({ title, description, value: null, url, buttons: [] }));
    case 'cards': return (items as CardItem[]).map(({ title, description, mediaUrl, actions }) => ({ title, description, value: null, url: mediaUrl, buttons: actions.map(({ text, url }) => ({ text, url })) }));
    case 'form': return (items as FormItem[]).map(({ name, label, placeholder }) => ({ title: label === '' ? name : label, description: placeholder, value: name, url: null, buttons: [] }));
    case 'input-email':
    case 'rating': return [];
  }
}

function answerOf(answer: MessageAnswer, items: readonly object[]): NonNullable<MessageContent['answer']> {
  if ('rating' in answer) return { rating: answer.rating, texts: answer.feedback === null ? [] : [{ name: '', value: answer.feedback }] };
  if ('email' in answer) return { rating: null, texts: [{ name: '', value: answer.email }] };
  if ('value' in answer) return { rating: null, texts: [{ name: '', value: choiceTitle(items, answer.value) }] };
  const labels = new Map((items as FormItem[]).map(({ name, label }) => [name, label === '' ? name : label]));
  return { rating: null, texts: answer.values.map(({ name, value }) => ({ name: labels.get(name) ?? name, value })) };
}
