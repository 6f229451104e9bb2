import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { conversationQuery, timelineQuery } from '../api/desk.ts';

/** Who passes over rows looks at none of them: what is not stayed at is not asked for. */
const stayMs = 60;

/**
 * Asks ahead for what is likely to be looked at next: the row one stands on, and what lies beside the open conversation. What is held and still true is not asked
 * for again. Nothing of it counts as read.
 */
export function useLookAhead(order: readonly number[], activeId: number | null, openId: number | null): void {
  const client = useQueryClient();
  const at = activeId === null ? -1 : order.indexOf(activeId);
  const [before, after] = at < 0 ? [undefined, undefined] : [order[at - 1], order[at + 1]];
  const wanted = (openId === null ? [activeId, after] : [after, before]).filter((id): id is number => typeof id === 'number' && id !== openId).join();
  useEffect(() => {
    if (wanted === '') return undefined;
    const timer = setTimeout(() => {
      for (const id of wanted.split(',').map(Number)) {
        void client.prefetchQuery(conversationQuery(id));
        void client.prefetchInfiniteQuery(timelineQuery(id));
      }
    }, stayMs);
    return () => clearTimeout(timer);
  }, [client, wanted]);
}
