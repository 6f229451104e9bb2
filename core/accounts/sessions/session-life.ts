/** A session ends this long after it began, whatever happens in it, ... */
export const absoluteDays = 30;
/** ... and after this long without a request. */
export const idleDays = 7;
