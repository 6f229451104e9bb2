/** What a visitor's socket may say. */
export type VisitorMessage = { readonly type: 'hello'; readonly token: string } | { readonly type: 'typing'; readonly conversationId: number | null };

/** Null: nothing of ours. */
export function readVisitorMessage(text: string): VisitorMessage | null {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return null;
  const { type, token, conversationId } = said as Record<string, unknown>;
  if (type === 'hello' && typeof token === 'string' && token.length <= 1_000) return { type, token };
  if (type === 'typing' && (conversationId === null || (Number.isSafeInteger(conversationId) && (conversationId as number) > 0))) return { type, conversationId: conversationId as number | null };
  return null;
}
