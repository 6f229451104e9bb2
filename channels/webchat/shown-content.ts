import { choiceTitle, type ArticleItem, type CardItem, type FormItem, type SelectItem, type ShownContent } from '#core/conversations/index.ts';
import type { ContentShown } from './schemas.ts';

type Item = ContentShown['items'][number];
const plain = (title: string, more: Partial<Item> = {}): Item => ({ title, text: '', url: null, options: [], field: null, ...more });

/** What a message asks or shows, for the widget. */
export function shownContent({ kind, items, answer }: ShownContent): ContentShown {
  return { kind, items: itemsOf(kind, items), answer: answer && answerOf(answer, items) };
}

function itemsOf(kind: ShownContent['kind'], items: readonly object[]): Item[] {
  switch (kind) {
    case 'input-select': return [plain('', { options: (items as SelectItem[]).map(({ title, value }) => ({ title, value, url: null })) })];
    case 'cards': return (items as CardItem[]).map(({ title, description, mediaUrl, actions }) => plain(title, { text: description, url: mediaUrl, options: actions.map(({ text, url, payload }) => ({ title: text, value: payload, url })) }));
    case 'article': return (items as ArticleItem[]).map(({ title, description, url }) => plain(title, { text: description, url }));
    case 'form': return (items as FormItem[]).map(({ name, label, type, placeholder, isRequired, options }) => plain(label === '' ? name : label, {
      text: placeholder, options: options.map(({ title, value }) => ({ title, value, url: null })), field: { name, type, isRequired },
    }));
    case 'input-email':
    case 'rating': return [];
  }
}

function answerOf(answer: NonNullable<ShownContent['answer']>, items: readonly object[]): NonNullable<ContentShown['answer']> {
  const given = (...values: { title: string; value: string }[]) => ({ stars: null, values });
  if ('rating' in answer) return { stars: answer.rating, values: answer.feedback === null ? [] : [{ title: '', value: answer.feedback }] };
  if ('email' in answer) return given({ title: '', value: answer.email });
  if ('value' in answer) return given({ title: '', value: choiceTitle(items, answer.value) });
  const fields = new Map((items as FormItem[]).map((item) => [item.name, item]));
  return given(...answer.values.map(({ name, value }) => {
    const field = fields.get(name);
    return { title: field?.label || name, value: field?.options.find((option) => option.value === value)?.title ?? value };
  }));
}
