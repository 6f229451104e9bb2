import type { ConversationFilter, Life, Sort } from '../api/desk.ts';

/** What the address says beside the view: filters over it, the order, the words searched for. Everything else in it is ignored. */
export interface DeskSearch {
  readonly q?: string;
  readonly sort?: Sort;
  readonly life?: readonly Life[];
  readonly assignee?: 'me' | 'nobody' | number;
  readonly team?: number;
  readonly channel?: number;
  readonly label?: number;
  readonly priority?: number;
  readonly unread?: boolean;
  readonly turn?: 'agent' | 'customer';
}

const lives: readonly string[] = ['open', 'snoozed', 'resolved', 'closed', 'spam'];

/** From the parsed query of an address, which anybody may have written. */
export function readDeskSearch(query: Readonly<Record<string, unknown>>): DeskSearch {
  const { q, sort, life, assignee, team, channel, label, priority, unread, turn } = query;
  const wantedLives = (Array.isArray(life) ? life : typeof life === 'string' ? life.split(',') : []).filter((one): one is Life => typeof one === 'string' && lives.includes(one));
  return {
    ...(typeof q === 'string' || typeof q === 'number' ? { q: String(q).slice(0, 500) } : {}),
    ...(sort === 'newest' || sort === 'waiting' ? { sort } : {}),
    ...(wantedLives.length > 0 ? { life: wantedLives } : {}),
    ...(assignee === 'me' || assignee === 'nobody' ? { assignee } : isId(assignee) ? { assignee } : {}),
    ...(isId(team) ? { team } : {}),
    ...(isId(channel) ? { channel } : {}),
    ...(isId(label) ? { label } : {}),
    ...(typeof priority === 'number' && Number.isInteger(priority) && priority >= 0 && priority <= 4 ? { priority } : {}),
    ...(typeof unread === 'boolean' ? { unread } : {}),
    ...(turn === 'agent' || turn === 'customer' ? { turn } : {}),
  };
}

const isId = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value > 0;

/** The view's filter with the address's parts over it. */
export function filterOf(view: ConversationFilter, { life, assignee, team, channel, label, priority, unread, turn }: DeskSearch): ConversationFilter {
  return {
    ...view,
    ...(life === undefined ? {} : { life: [...life] }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(team === undefined ? {} : { teamId: team }),
    ...(channel === undefined ? {} : { channelId: channel }),
    ...(label === undefined ? {} : { labelId: label }),
    ...(priority === undefined ? {} : { priority }),
    ...(unread === undefined ? {} : { unread }),
    ...(turn === undefined ? {} : { turn }),
  };
}

/** Whether the address says more than the view does. */
export function hasFilters({ q: _q, sort: _sort, ...filters }: DeskSearch): boolean {
  return Object.keys(filters).length > 0;
}
