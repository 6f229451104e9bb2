import { changeExtension, getExtensions } from '#core/extensions/index.ts';
import type { Tx } from '#http/index.ts';

/** What this API keeps for itself beside a row of core, by noun. Written in the transaction of the row. */
export interface Kept {
  inbox: { greetingEnabled?: boolean; greetingMessage?: string | null; enableAutoAssignment?: boolean };
  contact: { avatarUrl?: string | null; additionalAttributes?: Record<string, unknown>; customAttributes?: Record<string, unknown> };
  conversation: { additionalAttributes?: Record<string, unknown>; customAttributes?: Record<string, unknown> };
  message: { contentType?: string; contentAttributes?: Record<string, unknown>; /** What the contact's software called it: told back on the socket. */ echoId?: string };
  team: { description?: string | null; allowAutoAssign?: boolean };
  attribute: { displayType?: string; description?: string };
}
type Noun = keyof Kept;

export async function loadKept<N extends Noun>(tx: Tx, noun: N, ids: readonly number[]): Promise<Map<number, Kept[N]>> {
  return getExtensions(tx, { dialect: 'nimchat', noun }, ids);
}

/** Fields that are undefined stay as they were. Of two at once none is lost. */
export async function keep<N extends Noun>(tx: Tx, noun: N, id: number, change: Kept[N]): Promise<void> {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  await changeKept(tx, noun, id, (before) => ({ ...before, ...Object.fromEntries(given) }));
}

/** Where what is kept is made of what was kept. */
export async function changeKept<N extends Noun>(tx: Tx, noun: N, id: number, change: (before: Kept[N]) => Kept[N]): Promise<void> {
  await changeExtension(tx, { dialect: 'nimchat', noun }, id, (before) => ({ ...change(before) }));
}
