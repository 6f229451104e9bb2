import { CoreError } from '#core/kernel/index.ts';

/** An answer that is no 250; smtp-server adds the enhanced code. */
export class SmtpReply extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SmtpReply';
    this.responseCode = responseCode;
  }
}

/** Nothing was stored and the sender keeps its copy: 452 where there is no room, 451 for everything else. */
export function asTemporary(error: unknown): SmtpReply {
  if (error instanceof SmtpReply) return error;
  if (error instanceof CoreError && error.code === 'unavailable') return new SmtpReply(452, 'No room for this mail at this moment, try again later', error);
  return new SmtpReply(451, 'This mail cannot be stored at this moment, try again later', error);
}
