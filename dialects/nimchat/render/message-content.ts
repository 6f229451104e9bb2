import { choiceTitle, type ArticleItem, type CardItem, type FormItem, type MessageAnswer, type SelectItem, type ShownContent } from '#core/conversations/index.ts';
import { contentKindWords, wireWord } from '../parse/rule-words.ts';

/** `content_type` and what of `content_attributes` comes of it. */
export function renderMessageContent({ kind, items, answer }: ShownContent): { content_type: string; content_attributes: Record<string, unknown> } {
  const shown = (): Record<string, unknown> => {
    switch (kind) {
      case 'input-select': return { items: (items as SelectItem[]).map(({ title, value }) => ({ title, value })) };
      case 'article': return { items: (items as ArticleItem[]).map(({ title, description, url }) => ({ title, description, link: url })) };
      case 'cards': return { items: (items as CardItem[]).map(({ title, description, mediaUrl, actions }) => ({
        media_url: mediaUrl ?? '', title, description, actions: actions.map(({ text, url, payload }) => (url === null ? { type: 'postback', text, payload: payload ?? '' } : { type: 'link', text, uri: url })),
      })) };
      case 'form': return { items: (items as FormItem[]).map(({ name, label, type, placeholder, isRequired, options }) => ({
        name, label, type: type.replace('-', '_'), placeholder, required: isRequired, ...(type === 'select' && { options: options.map(({ title, value }) => ({ label: title, value })) }),
      })) };
      case 'input-email':
      case 'rating': return {};
    }
  };
  return { content_type: wireWord(contentKindWords, kind), content_attributes: { ...shown(), ...(answer && submitted(answer, items)) } };
}

function submitted(answer: MessageAnswer, items: readonly object[]): Record<string, unknown> {
  if ('rating' in answer) return { submitted_values: { csat_survey_response: { rating: answer.rating, feedback_message: answer.feedback ?? '' } } };
  if ('email' in answer) return { submitted_email: answer.email };
  if ('value' in answer) return { submitted_values: [{ title: choiceTitle(items, answer.value), value: answer.value }] };
  return { submitted_values: answer.values.map(({ name, value }) => ({ name, value })) };
}
