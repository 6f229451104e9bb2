import { createHmac } from 'node:crypto';
import { getAccountSettings } from '#core/accounts/index.ts';
import { ruleWebhookSecret } from '#core/automation/index.ts';
import { getConversationWithTimeline } from '#core/desk/index.ts';
import { CoreError, nowText, systemAct, type Act } from '#core/kernel/index.ts';
import { findTeamLogins } from '#core/people/index.ts';
import { sendAccountMail, type AccountMail } from '#channels/email/send/account-mail.ts';
import type { SendContext } from '#channels/email/send/send-context.ts';
import { guardedFetch, OutboundRefused, type OutboundRules } from '#http/outbound/index.ts';
import { enqueueJob, type Job, type JobHandler } from '#jobs/index.ts';
import { automationTexts } from './automation-texts.ts';
import { automationQueue } from './enqueue-work.ts';

export interface AutomationJobsOptions {
  /** Made at the first mail. */
  readonly context: () => SendContext;
  readonly publicUrl: string | undefined;
  readonly outbound: OutboundRules;
  readonly onGivenUp: (what: { job: number; because: string }) => void;
}

const messagesMax = 200;
const textMax = 500_000;

/** What rules and macros leave for later: mails of the server's to a team, transcripts, calls of a URL. */
export function automationJobs({ context, publicUrl, outbound, onGivenUp }: AutomationJobsOptions): Readonly<Record<string, JobHandler>> {
  const actOf = ({ accountId }: Job): Act => systemAct(accountId!, nowText(context().clock), 'automation');

  /** A job for each address, so that one that fails does not mail the others again. The key makes a second run of this one write none twice. */
  async function mailEach(job: Job, addresses: readonly string[], mail: Pick<AccountMail, 'subject' | 'text' | 'fromName'>): Promise<void> {
    const { database } = context();
    await database.withAccount(job.accountId!, async (tx) => {
      for (const [at, to] of addresses.entries()) await enqueueJob(tx, { queue: automationQueue, kind: 'automation-mail', uniqueKey: `${job.id}:${at}`, payload: { to, ...mail }, runAt: actOf(job).now, attemptsMax: 6 });
    });
  }

  return {
    'mail-team': async (job) => {
      const { conversationId, teamIds, text } = job.payload as { conversationId: number; teamIds: number[]; text: string };
      const act = actOf(job);
      const { account, addresses } = await context().database.withAccount(act.accountId, async (tx) => ({ account: await getAccountSettings(tx, act), addresses: await findTeamLogins(tx, act, teamIds) }), { readOnly: true });
      const link = publicUrl === undefined ? null : `${publicUrl.replace(/\/$/, '')}/app/open/${conversationId}`;
      await mailEach(job, addresses, { fromName: account.name, ...automationTexts[account.language].team({ account: account.name, conversationId, text, link }) });
    },

    'mail-transcript': async (job) => {
      const { conversationId, addresses } = job.payload as { conversationId: number; addresses: string[] };
      const act = actOf(job);
      const found = await context().database.withAccount(act.accountId, async (tx) => ({ account: await getAccountSettings(tx, act), ...await getConversationWithTimeline(tx, act, conversationId, { limit: messagesMax }) }), { readOnly: true })
        .catch((error: unknown) => { if (error instanceof CoreError && error.code === 'not-found') return null; throw error; });
      if (!found) return; // deleted meanwhile
      const { account, messages, earlier } = found;
      const lines = messages.filter(({ direction }) => direction === 'incoming' || direction === 'outgoing').map(({ at, authorName, parties, text }) => `${authorName || parties.find(({ role }) => role === 'from')?.address || ''}, ${at.slice(0, 16).replace('T', ' ')} UTC:\n${text}`);
      const mail = automationTexts[account.language].transcript({ account: account.name, conversationId, lines, isCut: earlier !== null });
      await mailEach(job, addresses, { fromName: account.name, subject: mail.subject, text: mail.text.slice(0, textMax) });
    },

    'automation-mail': async ({ id, accountId, payload, attempt, attemptsMax }) => {
      const { to, subject, text, fromName } = payload as { to: string; subject: string; text: string; fromName: string };
      const outcome = await sendAccountMail(context(), { accountId: accountId!, to, subject, text, fromName, through: 'any' });
      if (outcome.problem === null) return;
      if (outcome.isFinal || attempt >= attemptsMax) onGivenUp({ job: id, because: outcome.problem });
      else throw new Error('a mail of a rule did not go out yet');
    },

    /** Signed as Standard Webhooks says; the same id at every try. Redirects are not followed; what leads inside is not called. */
    'rule-webhook': async (job) => {
      const { url, conversationId, ruleId, event, messageId, eventId } = job.payload as { url: string; conversationId: number; ruleId: number | null; event: string; messageId: number | null; eventId: number | null };
      const { key, clock } = context();
      const id = `rule-${job.id}`;
      const timestamp = Math.floor(clock.nowMs() / 1000);
      const body = JSON.stringify({ type: 'rule.ran', id, timestamp: nowText(clock), data: { accountId: job.accountId, ruleId, event, eventId, conversationId, messageId } });
      const secret = Buffer.from(ruleWebhookSecret(await key(), job.accountId!).slice('whsec_'.length), 'base64');
      const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
      try {
        const { status } = await guardedFetch(url, outbound, {
          method: 'POST', body, timeoutMs: 10_000, bodyBytesMax: 64 * 1024, cutsBody: true,
          headers: { 'content-type': 'application/json', 'user-agent': 'Patchbay', 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` },
        });
        if (status >= 200 && status < 300) return;
        if (status === 410 || (status >= 300 && status < 400)) return onGivenUp({ job: job.id, because: `the receiver answered ${status}` });
        throw new Error(`the receiver answered ${status}`);
      } catch (error) {
        if (error instanceof OutboundRefused && error.code === 'not-allowed') return onGivenUp({ job: job.id, because: error.message });
        throw error;
      }
    },
  };
}
