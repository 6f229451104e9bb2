import type { CardItem, FormItem, MessageContent, SelectItem } from '#core/conversations/index.ts';
import { InvalidInput } from '#http/index.ts';

export type ContentType = 'text' | 'input_email' | 'cards' | 'input_select' | 'form' | 'article' | 'input_csat';

/** What a message shows besides its text, in core's words; null: nothing. `items` may be missing, as in the document's sample. Throws InvalidInput with the place. */
export function messageContentOf(type: ContentType | undefined, attributes: Readonly<Record<string, unknown>> | undefined): MessageContent | null {
  if (type === undefined || type === 'text') return null;
  if (type === 'input_email') return { kind: 'input-email' };
  if (type === 'input_csat') return { kind: 'rating' };
  const items = listOf(attributes?.['items'], 'items');
  switch (type) {
    case 'input_select': return { kind: 'input-select', items: items.map(selectItem) };
    case 'article': return { kind: 'article', items: items.map((item, at) => ({ title: text(item, 'title', at), description: text(item, 'description', at), url: text(item, 'link', at) })) };
    case 'cards': return { kind: 'cards', items: items.map((item, at): CardItem => ({
      title: text(item, 'title', at), description: text(item, 'description', at), mediaUrl: text(item, 'media_url', at) || null,
      actions: listOf(item['actions'], `items.${at}.actions`).map((action) => ({ text: text(action, 'text', at), url: text(action, 'uri', at) || null, payload: text(action, 'payload', at) || null })),
    })) };
    case 'form': return { kind: 'form', items: items.map((item, at): FormItem => ({
      name: text(item, 'name', at), label: text(item, 'label', at), type: fieldTypes[text(item, 'type', at)] ?? 'text', placeholder: text(item, 'placeholder', at), isRequired: item['required'] === true,
      options: listOf(item['options'], `items.${at}.options`).map((option, n) => ({ title: text(option, 'label', n) || text(option, 'title', n) || text(option, 'value', n), value: text(option, 'value', n) })),
    })) };
  }
}

const fieldTypes: Readonly<Record<string, FormItem['type']>> = { text: 'text', email: 'email', text_area: 'text-area', textarea: 'text-area', select: 'select', number: 'number' };

function selectItem(item: Readonly<Record<string, unknown>>, at: number): SelectItem {
  return { title: text(item, 'title', at), value: text(item, 'value', at) };
}

function listOf(value: unknown, path: string): readonly Readonly<Record<string, unknown>>[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'object' || each === null || Array.isArray(each))) throw new InvalidInput([{ field: 'content_attributes', problem: `${path} must be a list of maps` }]);
  return value as readonly Readonly<Record<string, unknown>>[];
}

/** '' where it is missing: core says what must not be. */
function text(item: Readonly<Record<string, unknown>>, key: string, at: number): string {
  const value = item[key];
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string' && typeof value !== 'number') throw new InvalidInput([{ field: 'content_attributes', problem: `items.${at}.${key} must be a text` }]);
  return String(value);
}

/** What a contact gave back by this API (`submitted_values`, `submitted_email`), in core's words. */
export function submittedValuesOf(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (typeof body['submitted_email'] === 'string') return { email: body['submitted_email'] };
  const values = body['submitted_values'];
  if (Array.isArray(values)) {
    const given = values.filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null);
    return { value: given[0]?.['value'], values: Object.fromEntries(given.map((each) => [scalarText(each['name'] ?? each['title']), scalarText(each['value'])])) };
  }
  const survey = (values as Readonly<Record<string, unknown>> | null | undefined)?.['csat_survey_response'] as Readonly<Record<string, unknown>> | null | undefined;
  if (survey) return { rating: survey['rating'], feedback: survey['feedback_message'] };
  return { values, email: (values as Readonly<Record<string, unknown>> | null | undefined)?.['email'] };
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
