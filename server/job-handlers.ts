import type { JobHandler } from '#jobs/index.ts';
import { accountMailJobs } from './account-mail-jobs.ts';
import { mailboxMailJobs } from './mailbox-mail-jobs.ts';
import { siteMailJobs } from './site-mail-jobs.ts';
import { automationJobs } from './automation-jobs.ts';
import { crmJobs, crmQueue } from './crm/crm-jobs.ts';
import { createCrmSources } from './crm/crm-sources.ts';
import { deskJobs } from './desk-jobs.ts';
import { automationQueue } from './enqueue-work.ts';
import { recheckJobs } from './recheck-jobs.ts';
import { settingsJobs } from './settings-jobs.ts';
import { recheckQueue } from '#channels/email/prove/recheck-sender.ts';
import { mailQueue, sendMailKind } from '#channels/email/send/enqueue-tries.ts';
import { sendMailHandler } from '#channels/email/send/send-mail.ts';
import { sendAccountMail } from '#channels/email/send/account-mail.ts';
import { visitorMailJobs, visitorMailQueue } from '#channels/webchat/index.ts';
import { reportJobs, reportQueue } from './reports/report-jobs.ts';
import { pushQueue } from './push/enqueue-pushes.ts';
import { pushJobs } from './push/push-jobs.ts';
import { createSendContext } from './send-context.ts';
import type { WorkContext } from './standing-work.ts';
import { createDeliverContext } from './webhooks/deliver-context.ts';
import { webhookQueue } from './webhooks/enqueue.ts';
import { webhookJobs } from './webhooks/webhook-jobs.ts';

/** Queue -> kind -> handler: all work that commands leave for later. */
export function jobHandlers(context: WorkContext): Readonly<Record<string, Readonly<Record<string, JobHandler>>>> {
  return {
    settings: { ...settingsJobs(context), ...accountMailJobs({ context: () => createSendContext(context), publicUrl: context.config.publicUrl }), ...mailboxMailJobs({ context: () => createSendContext(context) }), ...siteMailJobs({ context: () => createSendContext(context), onGivenUp: (what) => context.logger.warn(what, 'somebody could not be warned that a help centre is about to lose its host name') }) }, desk: deskJobs(context),
    [automationQueue]: automationJobs({
      context: () => createSendContext(context), publicUrl: context.config.publicUrl, outbound: { allow: context.config.outboundAllow },
      onGivenUp: (what) => context.logger.warn(what, 'what a rule wanted to send was given up'),
    }),
    [reportQueue]: reportJobs({ database: context.database, clock: context.clock, send: () => createSendContext(context), wake: context.wake, onFailure: (error, about) => context.logger.warn({ err: error, ...about }, 'a report could not be made') }),
    [recheckQueue]: recheckJobs(context),
    [pushQueue]: pushJobs({ database: context.database, clock: context.clock, key: context.key, publicUrl: context.config.publicUrl, outbound: { allow: context.config.outboundAllow } }),
    [webhookQueue]: webhookJobs(createDeliverContext(context)),
    // Answers to people outside may go through a channel's own server, as those by mail do.
    [visitorMailQueue]: visitorMailJobs({ database: context.database, clock: context.clock, send: (mail) => sendAccountMail(createSendContext(context), { ...mail, through: 'any' }) }),
    [crmQueue]: crmJobs({
      ...context, sources: createCrmSources({ hubspotUrl: context.config.hubspotUrl, outbound: { allow: context.config.outboundAllow }, nowMs: () => context.clock.nowMs() }),
    }),
    [mailQueue]: { [sendMailKind]: sendMailHandler(createSendContext(context)) },
  };
}
