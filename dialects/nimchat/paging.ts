/** Rows of a page in the deployed product. */
export const contactsPerPage = 15;
export const conversationsPerPage = 25;
export const messagesPerPage = 20;
/** The document has no pages of messages: the newest so many. */
export const messagesMax = 200;

export function offsetOf(page: number | undefined, perPage: number): number {
  return ((page ?? 1) - 1) * perPage;
}
