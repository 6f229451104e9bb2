/**
 * Every labelled moment between a mail's first byte and its acknowledgement, by either way in; the number is the pass at which the process
 * dies. The moments of IMAP come in lives of their own, since only new mail there passes them.
 */
export const crashMoments = ['inside-data:5', 'parsing:3', 'file-written:1', 'files-durable:4', 'before-commit:3', 'after-commit:3', 'before-250:5', 'mail-fetched:1', 'between-fetch-and-flag:1'] as const;
