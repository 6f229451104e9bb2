import type { NewMessage } from '../../api/desk.ts';

/** What a message in a chat asks or shows beside its words, as the server takes it. */
export type Ask = NonNullable<NewMessage['content']>;
export type AskKind = Ask['kind'];
type AskItem = NonNullable<Ask['items']>[number];
export const askKinds = ['input-email', 'input-select', 'form', 'cards', 'article'] as const satisfies readonly AskKind[];

/** One item while it is being written: fields as they stand in the form. */
export interface AskLine { readonly title: string; readonly description: string; readonly url: string; readonly button: string; readonly buttonUrl: string; readonly field: NonNullable<AskItem['field']>; readonly isRequired: boolean; readonly options: string }
export const emptyLine: AskLine = { title: '', description: '', url: '', button: '', buttonUrl: '', field: 'text', isRequired: false, options: '' };

/** Null: nothing is filled in. Lines without a title are passed over. */
export function askOf(kind: Exclude<AskKind, 'input-email'>, lines: readonly AskLine[]): Ask | null {
  const items = lines.filter(({ title }) => title.trim() !== '').map((line): AskItem => {
    const title = line.title.trim();
    const description = line.description.trim();
    switch (kind) {
      case 'input-select': return { title };
      case 'article': return { title, description, url: line.url.trim() };
      case 'cards': return { title, description, ...(line.url.trim() === '' ? {} : { url: line.url.trim() }), buttons: line.button.trim() === '' ? [] : [{ text: line.button.trim(), ...(line.buttonUrl.trim() === '' ? {} : { url: line.buttonUrl.trim() }) }] };
      case 'form': return { title, description, field: line.field, isRequired: line.isRequired, ...(line.field === 'select' ? { options: line.options.split('\n').map((option) => option.trim()).filter((option) => option !== '') } : {}) };
    }
  });
  return items.length === 0 ? null : { kind, items };
}
