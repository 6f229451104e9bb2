/** What a client of ActionCable may say. */
export interface CableCommand {
  readonly command: 'subscribe' | 'unsubscribe' | 'message';
  /** The client's own text, by which it knows the subscription; told back as it came. */
  readonly identifier: string;
  /** Of `message`: which action it names, if any. */
  readonly action: string | null;
}

/** `unknown`: JSON, and nothing that we know: passed over, as Rails does. Null: not this protocol. Nothing of either is ever repeated. */
export function readCableCommand(text: string): CableCommand | 'unknown' | null {
  const value = mapOf(text);
  if (value === null) return null;
  const { command, identifier, data } = value;
  if (command !== 'subscribe' && command !== 'unsubscribe' && command !== 'message') return 'unknown';
  if (typeof identifier !== 'string') return 'unknown';
  const action = typeof data === 'string' ? mapOf(data)?.['action'] : undefined;
  return { command, identifier, action: typeof action === 'string' ? action : null };
}

/** The channel that an identifier names and what it says of it; null: no map with a channel. */
export function readIdentifier(identifier: string): { readonly channel: string; readonly params: Readonly<Record<string, unknown>> } | null {
  const value = mapOf(identifier);
  return value !== null && typeof value['channel'] === 'string' ? { channel: value['channel'], params: value } : null;
}

function mapOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value as Record<string, unknown> : null;
  } catch {
    return null;
  }
}
