/** Why we close a socket: codes of RFC 6455 section 7.4, and of our own from 4400 on. The text that goes with them says no more than the code; `means` is what the served description says. */
const reasons = {
  goingAway: { code: 1001, means: 'the server stops or starts again: come back' },
  binary: { code: 1003, means: 'a binary message' },
  tryLater: { code: 1013, means: 'nobody could be asked who this is: come back later' },
  badMessage: { code: 4400, means: 'not a message of this protocol, or in the wrong order' },
  unauthenticated: { code: 4401, means: 'no valid session or token, or it has ended' },
  forbidden: { code: 4403, means: 'the role does not allow it' },
  tooSlow: { code: 4408, means: 'no hello within ten seconds' },
  tooMany: { code: 4429, means: 'too many messages, or too many sockets of one person' },
} as const;

export type CloseReason = keyof typeof reasons;

export const closeCode = Object.fromEntries(Object.entries(reasons).map(([reason, { code }]) => [reason, code])) as { readonly [Reason in CloseReason]: (typeof reasons)[Reason]['code'] };

/** "4401 (no valid session or token, or it has ended)", by reason. */
export const closeWords = Object.fromEntries(Object.entries(reasons).map(([reason, { code, means }]) => [reason, `${code} (${means})`])) as Readonly<Record<CloseReason, string>>;
