/** What another system says, as PostgreSQL can keep it: without control characters and halves of characters, cut. */
export function safeText(text: string, lengthMax: number): string {
  return text.replace(/\p{Cc}/gu, ' ').toWellFormed().slice(0, lengthMax).toWellFormed();
}
