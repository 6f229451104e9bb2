import type { QueryClient } from '@tanstack/react-query';
import type { LiveChange } from '#dialects/native/schemas/live.ts';

/** Lists and counts follow at most so often, however much happens. */
const listsEveryMs = 800;

/** Turns what happened into the answers that are no longer true, so that exactly those are asked for again. */
export function createChangeApplier(client: QueryClient): (changes: readonly LiveChange[]) => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const pending = new Set<string>();

  const flush = (): void => {
    timer = null;
    const keys = [...pending];
    pending.clear();
    for (const key of keys) void client.invalidateQueries({ queryKey: [key] });
  };

  return (changes) => {
    const conversationIds = new Set<number>();
    for (const change of changes) {
      if (change.conversationId !== null) {
        conversationIds.add(change.conversationId);
        pending.add('conversations').add('views').add('search');
      }
      for (const key of keysOf(change.type)) pending.add(key);
    }
    for (const id of conversationIds) {
      void client.invalidateQueries({ queryKey: ['conversation', id] });
      void client.invalidateQueries({ queryKey: ['timeline', id] });
    }
    if (pending.size > 0) timer ??= setTimeout(flush, listsEveryMs);
  };
}

function keysOf(type: string): readonly string[] {
  const noun = type.slice(0, Math.max(0, type.indexOf('.')));
  switch (noun) {
    case 'contact': return ['contacts', 'conversation'];
    case 'channel': return ['channels', 'setup'];
    case 'mailbox': return ['channels'];
    case 'agent': return ['agents', 'people'];
    case 'notification': return ['notifications'];
    case 'settings': return ['calendars', 'account', 'internal-domains', 'setup'];
    case 'import': return ['imports', 'quarantine', 'conversations', 'views', 'setup'];
    case 'message': return type === 'message.delivery' ? ['outbox'] : ['setup'];
    case 'mail': return type === 'mail.quarantined' ? ['quarantine', 'channels'] : ['internal-domains', 'conversations', 'views'];
    default: return [];
  }
}
