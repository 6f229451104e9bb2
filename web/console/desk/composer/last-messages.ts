import type { Message, Timeline } from '../../api/desk.ts';

/** What an answer answers: the newest mail; and whom it goes to: the mail that was chosen (`chosenId`), else the newest that a person sent in, else the newest that came in. */
export function lastMessages(pages: readonly Timeline[], chosenId: number | null = null): { readonly lastId: number | null; readonly answered: Message | null } {
  const messages = pages.flatMap(({ items }) => items).filter((entry): entry is Message => entry.type === 'message' && entry.direction !== 'note').toSorted((a, b) => b.at.localeCompare(a.at));
  const incoming = messages.filter(({ direction }) => direction === 'incoming');
  const chosen = chosenId === null ? undefined : messages.find(({ id }) => id === chosenId);
  return { lastId: messages[0]?.id ?? null, answered: chosen ?? incoming.find(({ isAutomatic }) => !isAutomatic) ?? incoming[0] ?? null };
}
