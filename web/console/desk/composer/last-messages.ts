import type { Message, Timeline } from '../../api/desk.ts';

/** What an answer answers: the newest mail, and the newest that came in. */
export function lastMessages(pages: readonly Timeline[]): { readonly lastId: number | null; readonly lastIncoming: Message | null } {
  const messages = pages.flatMap(({ items }) => items).filter((entry): entry is Message => entry.type === 'message' && entry.direction !== 'note').toSorted((a, b) => b.at.localeCompare(a.at));
  return { lastId: messages[0]?.id ?? null, lastIncoming: messages.find(({ direction }) => direction === 'incoming') ?? null };
}
