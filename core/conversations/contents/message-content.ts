import { isMailAddress, invalid } from '#core/kernel/index.ts';

/** What a message shows besides its text. Links are http or https, everything else is plain text. */
export type MessageContent =
  | { readonly kind: 'input-email' }
  | { readonly kind: 'input-select'; readonly items: readonly SelectItem[] }
  | { readonly kind: 'cards'; readonly items: readonly CardItem[] }
  | { readonly kind: 'form'; readonly items: readonly FormItem[] }
  | { readonly kind: 'article'; readonly items: readonly ArticleItem[] }
  /** How was it? 1 to 5 and words. */
  | { readonly kind: 'rating' };

export type MessageContentKind = MessageContent['kind'];
export const messageContentKinds = ['input-email', 'input-select', 'cards', 'form', 'article', 'rating'] as const satisfies readonly MessageContentKind[];

export interface SelectItem { readonly title: string; readonly value: string }
export interface CardItem { readonly title: string; readonly description: string; readonly mediaUrl: string | null; readonly actions: readonly { readonly text: string; readonly url: string | null; readonly payload: string | null }[] }
export interface FormItem {
  readonly name: string; readonly label: string; readonly type: 'text' | 'email' | 'text-area' | 'select' | 'number'; readonly placeholder: string; readonly isRequired: boolean; readonly options: readonly SelectItem[];
}
export interface ArticleItem { readonly title: string; readonly description: string; readonly url: string }

/** What the customer gave back. */
export type MessageAnswer =
  | { readonly email: string }
  | { readonly value: string }
  /** In the order of the form; what was left empty is not there. */
  | { readonly values: readonly { readonly name: string; readonly value: string }[] }
  | { readonly rating: number; readonly feedback: string | null };

export interface ShownContent { readonly kind: MessageContentKind; readonly items: readonly object[]; readonly answer: MessageAnswer | null; readonly answeredAt: string | null }

/** What a choice is called, of the options of a selection or the buttons of cards. */
export function choiceTitle(items: readonly object[], value: string): string {
  const options = (items as readonly (SelectItem | CardItem)[]).flatMap((item): { title: string; value: string | null }[] => ('actions' in item ? item.actions.map(({ text: title, payload }) => ({ title, value: payload })) : [item]));
  return options.find((option) => option.value === value)?.title ?? value;
}

const itemsMax = 50;
const textMax = 1_000;
const feedbackMax = 5_000;

/** The content as it is kept. `invalid` with the place. */
export function checkMessageContent(content: MessageContent): MessageContent {
  switch (content.kind) {
    case 'input-email':
    case 'rating': return { kind: content.kind };
    case 'input-select': return { kind: content.kind, items: selectItems(content.items, 'items') };
    case 'cards': return { kind: content.kind, items: list(content.items, 'items').map((item, at) => ({
      title: text(item.title, `items.${at}.title`), description: text(item.description, `items.${at}.description`, true), mediaUrl: item.mediaUrl === null ? null : link(item.mediaUrl, `items.${at}.mediaUrl`),
      actions: list(item.actions, `items.${at}.actions`).map((action, n) => ({
        text: text(action.text, `items.${at}.actions.${n}.text`), url: action.url === null ? null : link(action.url, `items.${at}.actions.${n}.url`),
        payload: action.payload === null ? null : text(action.payload, `items.${at}.actions.${n}.payload`),
      })),
    })) };
    case 'form': {
      const items = list(content.items, 'items').map((item, at): FormItem => ({
        name: text(item.name, `items.${at}.name`), label: text(item.label, `items.${at}.label`, true), type: item.type, placeholder: text(item.placeholder, `items.${at}.placeholder`, true), isRequired: item.isRequired,
        options: item.type === 'select' ? selectItems(item.options, `items.${at}.options`) : [],
      }));
      if (new Set(items.map(({ name }) => name)).size !== items.length) throw invalid('items', 'must have different names', 'there-twice');
      return { kind: content.kind, items };
    }
    case 'article': return { kind: content.kind, items: list(content.items, 'items').map((item, at) => ({
      title: text(item.title, `items.${at}.title`), description: text(item.description, `items.${at}.description`, true), url: link(item.url, `items.${at}.url`),
    })) };
  }
}

/** What was given back, checked against what was asked. `invalid` for what was not asked; articles ask nothing, and cards only where a button has something to say (`payload`). */
export function checkMessageAnswer(content: MessageContent, answer: Readonly<Record<string, unknown>>): MessageAnswer {
  switch (content.kind) {
    case 'input-email': {
      const given = answer['email'];
      const email = typeof given === 'string' ? given.trim().toLowerCase() : '';
      if (!isMailAddress(email) || email.length > 254 || /\p{Cc}/u.test(email)) throw invalid('email', 'is not a mail address', 'no-mail-address');
      return { email };
    }
    case 'input-select': {
      const value = answer['value'];
      if (!content.items.some((item) => item.value === value)) throw invalid('value', 'is none of those that were offered', 'not-offered');
      return { value: value as string };
    }
    case 'form': {
      const given = answer['values'];
      if (typeof given !== 'object' || given === null) throw invalid('values', 'must be a map of names and texts', 'wrong-kind');
      const unknown = Object.keys(given).find((name) => !content.items.some((item) => item.name === name));
      if (unknown !== undefined) throw invalid(`values.${unknown.slice(0, 60)}`, 'was not asked', 'not-offered');
      return { values: content.items.flatMap((item) => {
        const field = `values.${item.name}`;
        const value = Object.hasOwn(given, item.name) ? text((given as Record<string, unknown>)[item.name], field, true) : '';
        if (value === '' && item.isRequired) throw invalid(field, 'must not be empty', 'empty');
        if (value !== '' && item.type === 'select' && !item.options.some((option) => option.value === value)) throw invalid(field, 'is none of those that were offered', 'not-offered');
        if (value !== '' && item.type === 'email' && !isMailAddress(value.trim().toLowerCase())) throw invalid(field, 'is not a mail address', 'no-mail-address');
        return value === '' ? [] : [{ name: item.name, value }];
      }) };
    }
    case 'rating': {
      const rating = answer['rating'];
      if (typeof rating !== 'number' || !Number.isInteger(rating) || rating < 1 || rating > 5) throw invalid('rating', 'must be 1 to 5', 'no-rating');
      const feedback = answer['feedback'] === undefined || answer['feedback'] === null ? '' : text(answer['feedback'], 'feedback', true, feedbackMax).trim();
      return { rating, feedback: feedback === '' ? null : feedback };
    }
    case 'cards': {
      const payloads = content.items.flatMap(({ actions }) => actions.flatMap((action) => action.payload ?? []));
      if (payloads.length === 0) throw invalid('values', 'are not asked by this message', 'message-asks-nothing');
      const value = answer['value'];
      if (typeof value !== 'string' || !payloads.includes(value)) throw invalid('value', 'is none of those that were offered', 'not-offered');
      return { value };
    }
    case 'article': throw invalid('values', 'are not asked by this message', 'message-asks-nothing');
  }
}

function selectItems(items: readonly SelectItem[], path: string): SelectItem[] {
  return list(items, path).map((item, at) => ({ title: text(item.title, `${path}.${at}.title`), value: text(item.value, `${path}.${at}.value`) }));
}

function list<T>(items: readonly T[], path: string): readonly T[] {
  if (!Array.isArray(items)) throw invalid(path, 'must be a list', 'wrong-kind');
  if (items.length > itemsMax) throw invalid(path, `must be at most ${itemsMax}`, 'too-many-items', { max: itemsMax });
  return items as readonly T[];
}

function text(value: unknown, path: string, mayBeEmpty = false, max = textMax): string {
  if (typeof value !== 'string') throw invalid(path, 'must be text', 'wrong-kind');
  if (!mayBeEmpty && value.trim() === '') throw invalid(path, 'must not be empty', 'empty');
  if (value.length > max) throw invalid(path, `must have at most ${max} characters`, 'too-long', { max });
  if (value.includes('\0') || !value.isWellFormed()) throw invalid(path, 'must be well-formed text without NUL', 'bad-characters');
  return value;
}

/** http and https only: it is shown as a link to whoever looks. */
function link(value: unknown, path: string): string {
  const parsed = typeof value === 'string' && value.length <= 2_000 ? URL.parse(value) : null;
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) throw invalid(path, 'must be an http or https address', 'no-link');
  return parsed.href;
}
