import { createPasswordReset, findDeletionToMail, findInvitationToMail, findUserToReset, recordInvitationMail, signDeletion, unseal, type OwnerToTell } from '#core/accounts/index.ts';
import { invitationSecretPlace } from '#core/channels/index.ts';
import { nowText, systemAct } from '#core/kernel/index.ts';
import { sendAccountMail } from '#channels/email/send/account-mail.ts';
import type { SendContext } from '#channels/email/send/send-context.ts';
import type { JobHandler } from '#jobs/index.ts';
import { accountMailTexts } from './account-mail-texts.ts';

export const passwordResetKind = 'mail-password-reset';
/** A job of no account: those of a shut one wait. */
export const accountDeletedKind = 'mail-account-deleted';

/** Invitations, links for new passwords and links that undo the deletion of an account, by mail. `context` is made at the first mail. */
export function accountMailJobs({ context, publicUrl }: { readonly context: () => SendContext; readonly publicUrl: string | undefined }): Readonly<Record<string, JobHandler>> {
  return {
    'mail-invitation': async ({ accountId, payload, attempt, attemptsMax }) => {
      const { invitationId, sealedSecret, base } = payload as { invitationId: number; sealedSecret: string; base: string };
      const { database, clock, key } = context();
      const act = systemAct(accountId!, nowText(clock), 'account-mail');
      const invitation = await database.withAccount(act.accountId, (tx) => findInvitationToMail(tx, act, invitationId), { readOnly: true });
      if (!invitation) return; // used, withdrawn, replaced or too old by now
      const secret = unseal(await key(), invitationSecretPlace(invitationId), Buffer.from(sealedSecret, 'base64'));
      const { accountName, language, inviterName, email } = invitation;
      const outcome = await sendAccountMail(context(), {
        accountId: act.accountId, to: email, fromName: accountName, through: 'any', ...accountMailTexts[language].invitation({ account: accountName, inviter: inviterName, link: `${base}/app/invitation#${secret}` }),
      });
      await database.withAccount(act.accountId, (tx) => recordInvitationMail(tx, { ...act, now: nowText(clock) }, invitationId, outcome));
      if (outcome.problem !== null && !outcome.isFinal && attempt < attemptsMax) throw new Error('the invitation did not go out: its row says why');
    },

    [passwordResetKind]: async ({ payload, attempt, attemptsMax }) => {
      if (publicUrl === undefined) return; // a link made from what a stranger's request says of our address would lead to the stranger
      const { database, clock } = context();
      const user = await findUserToReset(database, String(payload['email']));
      const [account] = user?.accounts ?? [];
      if (!user || !account) return;
      const act = systemAct(account.id, nowText(clock), 'account-mail');
      const { secret } = await database.withAccount(account.id, (tx) => createPasswordReset(tx, act, user.userId));
      const outcome = await sendAccountMail(context(), {
        accountId: account.id, to: user.email, fromName: account.name, through: 'relay', ...accountMailTexts[account.language].reset({ name: user.name, link: `${publicUrl.replace(/\/$/, '')}/app/new-password#${secret}` }),
      });
      if (outcome.problem !== null && !outcome.isFinal && attempt < attemptsMax) throw new Error(`a link for a new password did not go out: ${outcome.problem}`);
    },

    [accountDeletedKind]: async ({ payload, attempt, attemptsMax }) => {
      const owner = payload as unknown as OwnerToTell;
      const { database, key } = context();
      const deletion = await findDeletionToMail(database, owner);
      if (!deletion) return; // it came back meanwhile
      const { accountName, language, email, name, askedBy, eraseAfter } = deletion;
      const link = publicUrl === undefined ? null : `${publicUrl.replace(/\/$/, '')}/restore-account/${signDeletion(await key(), owner)}`;
      const outcome = await sendAccountMail(context(), {
        accountId: owner.accountId, to: email, fromName: accountName, through: 'any', idPart: `deletion-${owner.accountId}-${owner.askedAtMs}-${owner.userId}`,
        ...accountMailTexts[language].deleted({ account: accountName, name, askedBy, day: eraseAfter.slice(0, 10), link }),
      });
      if (outcome.problem !== null && !outcome.isFinal && attempt < attemptsMax) throw new Error(`an owner was not told that the account is deleted: ${outcome.problem}`);
    },
  };
}
