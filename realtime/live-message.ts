/** What a client may say. */
export type ClientMessage =
  | { readonly type: 'hello'; readonly after: number | null; readonly token: string | null }
  | { readonly type: 'viewing' | 'typing'; readonly conversationId: number | null };

export interface LivePerson { readonly userId: number; readonly name: string }

export interface LiveChange {
  readonly position: number;
  readonly type: string;
  readonly conversationId: number | null;
  readonly messageId: number | null;
  readonly userId: number | null;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What we say. */
export type ServerMessage =
  | { readonly type: 'hello'; readonly position: number; readonly accountId: number; readonly userId: number; readonly online: readonly LivePerson[] }
  | { readonly type: 'changes'; readonly position: number; readonly changes: readonly LiveChange[] }
  | { readonly type: 'reload'; readonly position: number }
  | { readonly type: 'presence'; readonly conversationId: number; readonly viewers: readonly LivePerson[]; readonly typing: readonly LivePerson[]; readonly isContactTyping: boolean }
  | { readonly type: 'online'; readonly online: readonly LivePerson[] };

/** Reads a client's text. Null: not a message of this protocol, for whatever reason; nothing of it is ever repeated. */
export function readClientMessage(text: string): ClientMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const { type, after, token, conversationId, ...rest } = value as Record<string, unknown>;
  if (Object.keys(rest).length > 0) return null;
  if (type === 'hello') {
    if (token !== undefined && (typeof token !== 'string' || token.length > 200)) return null;
    return conversationId === undefined && (after === null || isWhole(after, 0)) ? { type, after: after as number | null, token: token ?? null } : null;
  }
  if (type !== 'viewing' && type !== 'typing') return null;
  const isGood = after === undefined && token === undefined && (conversationId === null || isWhole(conversationId, 1));
  return isGood ? { type, conversationId: conversationId as number | null } : null;
}

function isWhole(value: unknown, least: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}
