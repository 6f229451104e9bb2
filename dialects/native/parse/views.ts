import type { ConversationFilter as WireFilter } from '../schemas/conversation-filter.ts';
import type { builtInViews, View } from '../schemas/view.ts';

type BuiltIn = (typeof builtInViews)[number];

/** What the built-in views show. Their names are for programs; the console has its own in each language. */
export const builtIn: Readonly<Record<BuiltIn, { readonly name: string; readonly filter: WireFilter; readonly sort: View['sort'] }>> = {
  mine: { name: 'Mine', filter: { life: ['open'], assignee: 'me' }, sort: 'newest' },
  unassigned: { name: 'Unassigned', filter: { life: ['open'], assignee: 'nobody' }, sort: 'newest' },
  open: { name: 'All open', filter: { life: ['open'] }, sort: 'newest' },
  waiting: { name: 'Waiting longest', filter: { life: ['open'] }, sort: 'waiting' },
  snoozed: { name: 'Snoozed', filter: { life: ['snoozed'] }, sort: 'newest' },
  resolved: { name: 'Resolved', filter: { life: ['resolved', 'closed'] }, sort: 'newest' },
  spam: { name: 'Spam', filter: { life: ['spam'] }, sort: 'newest' },
};

/** What a saved view's query holds. */
export interface SavedQuery { readonly filter: WireFilter; readonly sort: View['sort'] }
