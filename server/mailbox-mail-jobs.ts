import { getAccountSettings } from '#core/accounts/index.ts';
import { findInviteToMail, recordInviteMail, signInviteLink } from '#core/channels/index.ts';
import { nowText, systemAct } from '#core/kernel/index.ts';
import { sendAccountMail } from '#channels/email/send/account-mail.ts';
import type { SendContext } from '#channels/email/send/send-context.ts';
import type { JobHandler } from '#jobs/index.ts';
import { mailboxMailTexts } from './mailbox-mail-texts.ts';

/** Links by which people connect their mailboxes, and requests to technicians, by mail. `context` is made at the first mail. */
export function mailboxMailJobs({ context }: { readonly context: () => SendContext }): Readonly<Record<string, JobHandler>> {
  return {
    'mail-mailbox-invite': async ({ accountId, payload, attempt, attemptsMax }) => {
      const { inviteId, base } = payload as { inviteId: number; base: string };
      const { database, clock, key } = context();
      const act = systemAct(accountId!, nowText(clock), 'mailbox-mail');
      const invite = await database.withAccount(act.accountId, (tx) => findInviteToMail(tx, act, inviteId), { readOnly: true });
      if (!invite) return; // used, withdrawn, replaced or too old by now
      const { accountName, language, inviterName, name, message, address, channelId } = invite;
      const texts = mailboxMailTexts[language];
      const facts = { account: accountName, inviter: inviterName, name, message, link: signInviteLink(await key(), base, invite) };
      const outcome = await sendAccountMail(context(), { accountId: act.accountId, to: address, fromName: accountName, through: 'any', ...(channelId === null ? texts.invite(facts) : texts.again(facts)) });
      await database.withAccount(act.accountId, (tx) => recordInviteMail(tx, { ...act, now: nowText(clock) }, inviteId, outcome));
      if (outcome.problem !== null && !outcome.isFinal && attempt < attemptsMax) throw new Error('the link of a mailbox did not go out: its row says why');
    },

    'mail-it-help': async ({ accountId, payload, attempt, attemptsMax }) => {
      const { to, name, message, base } = payload as { to: string; name: string; message: string | null; base: string };
      const { database, clock } = context();
      const act = systemAct(accountId!, nowText(clock), 'mailbox-mail');
      const account = await database.withAccount(act.accountId, (tx) => getAccountSettings(tx, act), { readOnly: true });
      const outcome = await sendAccountMail(context(), { accountId: act.accountId, to, fromName: account.name, through: 'any', ...mailboxMailTexts[account.language].itHelp({ account: account.name, name, message, base }) });
      if (outcome.problem !== null && !outcome.isFinal && attempt < attemptsMax) throw new Error(`a request for help did not go out: ${outcome.problem}`);
    },
  };
}
