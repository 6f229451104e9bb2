import type { View } from '../../api/desk.ts';
import type { Texts } from '../../texts/english.ts';

/** Built-in views have our words for their names, saved ones those of people. */
export function viewTitle({ key, name }: Pick<View, 'key' | 'name' | 'id'>, texts: Texts): string {
  if (key === 'search') return texts.search;
  if (key === 'outbox') return texts.outbox;
  return (texts.viewNames as Readonly<Record<string, string>>)[key] ?? (name || texts.views);
}
