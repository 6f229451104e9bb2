import type { QueryClient } from '@tanstack/react-query';
import type { LiveChange } from '#dialects/native/schemas/live.ts';
import { followConversations } from './patch-answers.ts';

/** Rows follow at most so often, however much happens; counts and other lists a little later, as they cost more and are looked at less. */
const rowsEveryMs = 150;
const othersEveryMs = 800;
/** Figures of the wallboard: a busy floor changes many times a second, and each answer counts the whole day. */
const boardsEveryMs = 2_000;
const boards: ReadonlySet<string> = new Set(['wallboard', 'agent-board', 'agent-day', 'forecast', 'at-risk']);
/** Of more at once the lists are asked for anew: an import, a large bulk change. */
const rowsMax = 100;

/**
 * Turns what happened into what the page shows: of conversations that changed the rows are asked for in one request and put into the lists that are
 * held; of everything else the answers that are no longer true are asked for again.
 */
export function createChangeApplier(client: QueryClient): (changes: readonly LiveChange[]) => void {
  const rows = throttled(rowsEveryMs, (ids: readonly number[]) => {
    if (ids.length <= rowsMax) followConversations(client, ids).catch(() => void client.invalidateQueries({ queryKey: ['conversations'] }));
    else void client.invalidateQueries({ queryKey: ['conversations'] });
  });
  const others = throttled(othersEveryMs, (keys: readonly string[]) => { for (const key of keys) void client.invalidateQueries({ queryKey: [key] }); });

  const figures = throttled(boardsEveryMs, (keys: readonly string[]) => { for (const key of keys) void client.invalidateQueries({ queryKey: [key] }); });

  return (changes) => {
    const ids = new Set<number>();
    const keys = new Set<string>();
    for (const change of changes) {
      for (const id of conversationsOf(change)) ids.add(id);
      for (const key of keysOf(change.type)) keys.add(key);
    }
    for (const id of ids) {
      void client.invalidateQueries({ queryKey: ['conversation', id] });
      void client.invalidateQueries({ queryKey: ['timeline', id] });
      void client.invalidateQueries({ queryKey: ['conversation-chat', id] });
      void client.invalidateQueries({ queryKey: ['ratings', id] });
      void client.invalidateQueries({ queryKey: ['assignment', id] });
    }
    if (ids.size > 0) for (const key of ['views', 'search', 'at-risk']) keys.add(key);
    rows.add(ids);
    others.add([...keys].filter((key) => !boards.has(key)));
    figures.add([...keys].filter((key) => boards.has(key)));
  };
}

const changesTwo: ReadonlySet<string> = new Set(['conversation.merged', 'conversation.unmerged', 'conversation.split', 'conversation.unsplit', 'conversation.linked']);

/** A merge and a split change two. */
function conversationsOf({ type, conversationId, data }: LiveChange): number[] {
  if (conversationId === null) return [];
  if (!changesTwo.has(type)) return [conversationId];
  const { from, into, to } = data;
  return [conversationId, ...[from, into, to].filter((id): id is number => typeof id === 'number' && Number.isSafeInteger(id) && id > 0)];
}

function throttled<Item>(everyMs: number, run: (items: readonly Item[]) => void): { add(items: Iterable<Item>): void } {
  const pending = new Set<Item>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  return {
    add: (items) => {
      for (const item of items) pending.add(item);
      if (pending.size === 0) return;
      timer ??= setTimeout(() => {
        timer = null;
        const due = [...pending];
        pending.clear();
        run(due);
      }, everyMs);
    },
  };
}

function keysOf(type: string): readonly string[] {
  const noun = type.slice(0, Math.max(0, type.indexOf('.')));
  switch (noun) {
    case 'contact': return ['contacts', 'conversation'];
    case 'channel': return ['channels', 'sites', 'setup'];
    case 'label': return ['labels', 'conversations', 'conversation', 'views'];
    case 'mailbox': return ['channels'];
    case 'group-mailbox': return ['group-mailboxes'];
    case 'webhook': return ['webhooks', 'webhook-deliveries'];
    case 'bot': return ['bots'];
    case 'crm': return ['crm', 'contact-deals'];
    case 'agent': return ['agents', 'people', 'agent-board'];
    case 'interaction': return ['wallboard', 'agent-board', 'agent-day'];
    case 'offer': return ['offers', 'wallboard', 'agent-board'];
    case 'presence': return ['wallboard', 'agent-board', 'agent-day'];
    case 'statuses': return ['agent-board', 'agent-day'];
    case 'queue': return ['wallboard', 'agent-board', 'forecast', 'queues', 'queue-groups', 'menus'];
    case 'menu': return ['menus', 'queues', 'wallboard'];
    case 'article': return type === 'article.rated' ? ['help-feedback', 'help-articles'] : ['help-articles'];
    case 'knowledge': return ['help-sites', 'help-categories'];
    case 'notification': return ['notifications'];
    case 'settings': return ['calendars', 'account', 'internal-domains', 'reply-goals', 'setup'];
    case 'import': return ['imports', 'quarantine', 'conversations', 'views', 'setup'];
    case 'message': return type === 'message.delivery' ? ['outbox'] : ['setup'];
    case 'mail': return type === 'mail.quarantined' ? ['quarantine', 'channels'] : ['internal-domains', 'conversations', 'views'];
    default: return [];
  }
}
