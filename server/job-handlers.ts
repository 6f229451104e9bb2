import type { JobHandler } from '#jobs/index.ts';
import { mailQueue, sendMailHandler, sendMailKind } from '#channels/email/send/send-mail.ts';
import { createSendContext } from './send-context.ts';
import type { WorkContext } from './standing-work.ts';

/** Queue -> kind -> handler: all work that commands leave for later. */
export function jobHandlers(context: WorkContext): Readonly<Record<string, Readonly<Record<string, JobHandler>>>> {
  return { [mailQueue]: { [sendMailKind]: sendMailHandler(createSendContext(context)) } };
}
