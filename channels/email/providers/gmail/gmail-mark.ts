/** How far a folder was read: on a page of the first listing (`historyId`: where the history goes on after it), or on a page of the history. */
export interface GmailMark { readonly phase: 'list' | 'history'; readonly historyId: string; readonly pageToken: string | null }

export function writeMark({ phase, historyId, pageToken }: GmailMark): string {
  return JSON.stringify([phase, historyId, pageToken]);
}

/** Null: not a mark of ours; the folder is read from the beginning. */
export function readMark(text: string): GmailMark | null {
  try {
    const [phase, historyId, pageToken] = JSON.parse(text) as unknown[];
    const isMark = (phase === 'list' || phase === 'history') && typeof historyId === 'string' && (pageToken === null || typeof pageToken === 'string');
    return isMark ? { phase, historyId, pageToken } : null;
  } catch {
    return null;
  }
}
