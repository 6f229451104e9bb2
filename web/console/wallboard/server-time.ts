/** An answer of the server with the instant it is of, and when it came here. */
export interface Dated { readonly asOf: string; readonly receivedMs: number }

/** The server's time now: what it said, plus what has passed since on our clock. So a clock that goes wrong here makes no wait longer. */
export const serverNow = ({ asOf, receivedMs }: Dated, nowMs: number): number => Date.parse(asOf) + Math.max(0, nowMs - receivedMs);

export const secondsSince = (instant: string, dated: Dated, nowMs: number): number => Math.max(0, Math.floor((serverNow(dated, nowMs) - Date.parse(instant)) / 1_000));

/** Figures are asked for every 30 seconds at the latest; older ones are not what is so now. */
const staleAfterMs = 45_000;

export const isStale = ({ receivedMs }: Dated, nowMs: number, isConnected: boolean): boolean => nowMs - receivedMs > (isConnected ? staleAfterMs : staleAfterMs / 3);
