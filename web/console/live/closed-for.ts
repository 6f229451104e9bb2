/** Close codes of the desk's socket (realtime/close-code.ts) after which coming back is of no use. */
export const closedFor = { unauthenticated: 4401, forbidden: 4403 } as const;
