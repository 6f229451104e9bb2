/** How far a folder was listed. `start`: from when on this round lists, RFC 3339; `beganAt`: when it began; `deepAt`: when one that looks far back began last; `pageToken`: null at the end of a round. */
export interface MimecastMark { readonly start: string; readonly beganAt: string; readonly deepAt: string; readonly pageToken: string | null }

/** What arrives in the archive within this time after it was received is found with the next look; what arrives later, with the next deep one. */
const overlapMs = 2 * 3_600_000;
const deepOverlapMs = 48 * 3_600_000;
const deepEveryMs = 6 * 3_600_000;
/** Before there was a Mimecast. */
const beginning = '2003-01-01T00:00:00.000Z';

/** The round to go on with. The list has no marks of its own: each round lists again what the last one may have been too early for. */
export function roundOf(mark: MimecastMark | null, since: string | null, nowMs: number): MimecastMark {
  const now = new Date(nowMs).toISOString();
  if (mark === null) return { start: since ?? beginning, beganAt: now, deepAt: now, pageToken: null };
  if (mark.pageToken !== null) return mark;
  const isDeep = nowMs - Date.parse(mark.deepAt) >= deepEveryMs;
  return { start: new Date(Date.parse(mark.beganAt) - (isDeep ? deepOverlapMs : overlapMs)).toISOString(), beganAt: now, deepAt: isDeep ? now : mark.deepAt, pageToken: null };
}

export function writeMark({ start, beganAt, deepAt, pageToken }: MimecastMark): string {
  return JSON.stringify([start, beganAt, deepAt, pageToken]);
}

/** Null: not a mark of ours; the folder is read from the beginning. */
export function readMark(text: string): MimecastMark | null {
  try {
    const [start, beganAt, deepAt, pageToken] = JSON.parse(text) as unknown[];
    const isInstant = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));
    return isInstant(start) && isInstant(beganAt) && isInstant(deepAt) && (pageToken === null || typeof pageToken === 'string') ? { start, beganAt, deepAt, pageToken } : null;
  } catch {
    return null;
  }
}
