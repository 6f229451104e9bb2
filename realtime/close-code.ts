/** Why we close a socket: codes of RFC 6455 section 7.4, and of our own from 4400 on. The text says no more than the code. */
export const closeCode = {
  goingAway: 1001,
  binary: 1003,
  tryLater: 1013,
  badMessage: 4400,
  unauthenticated: 4401,
  forbidden: 4403,
  tooSlow: 4408,
  tooMany: 4429,
} as const;

export type CloseReason = keyof typeof closeCode;
