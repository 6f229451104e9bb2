import { findUsersWho, getAccountSettings } from '#core/accounts/index.ts';
import { findDomainWarning } from '#core/knowledge/index.ts';
import { nowText, systemAct } from '#core/kernel/index.ts';
import { sendAccountMail } from '#channels/email/send/account-mail.ts';
import type { SendContext } from '#channels/email/send/send-context.ts';
import type { JobHandler } from '#jobs/index.ts';

interface Warning { readonly account: string; readonly name: string; readonly site: string; readonly domain: string; readonly recordName: string; readonly recordText: string; readonly day: string }

/** By the account's language. A language that lacks one does not compile. */
const texts: Readonly<Record<'en' | 'de', (facts: Warning) => { readonly subject: string; readonly text: string }>> = {
  en: ({ account, name, site, domain, recordName, recordText, day }) => ({
    subject: `${domain}: the record that proves it is gone`,
    text: `Hello ${name},\n\nthe help centre ${site} of ${account} is shown at ${domain}, because a record of its DNS says that it may be. That record is not there any more. If it is still missing on ${day} (UTC), the help centre is no longer shown at ${domain}.\n\nTo keep the name, put this TXT record back:\n\n${recordName}\n${recordText}\n\nIf the name is not to be used any more, do nothing. You get this mail because you may change help centres.\n`,
  }),
  de: ({ account, name, site, domain, recordName, recordText, day }) => ({
    subject: `${domain}: Der Eintrag, der den Namen nachweist, ist weg`,
    text: `Guten Tag ${name},\n\ndas Hilfe-Center ${site} von ${account} wird unter ${domain} gezeigt, weil ein Eintrag im DNS es erlaubt. Dieser Eintrag ist nicht mehr da. Fehlt er am ${day} (UTC) immer noch, wird das Hilfe-Center nicht mehr unter ${domain} gezeigt.\n\nUm den Namen zu behalten, setzen Sie diesen TXT-Eintrag wieder:\n\n${recordName}\n${recordText}\n\nSoll der Name nicht mehr verwendet werden, brauchen Sie nichts zu tun. Sie bekommen diese Mail, weil Sie Hilfe-Center ändern dürfen.\n`,
  }),
};

export interface SiteMailJobsOptions {
  /** Made at the first mail. */
  readonly context: () => SendContext;
  /** A warning that no other try can send. One that was tried in vain to the last stays as a failed job. */
  readonly onGivenUp: (what: { job: number; because: string }) => void;
}

/** Warnings that a help centre is about to lose its host name, one mail for each person who can do something about it. */
export function siteMailJobs({ context, onGivenUp }: SiteMailJobsOptions): Readonly<Record<string, JobHandler>> {
  return {
    'mail-domain-warning': async ({ id, accountId, payload }) => {
      const { knowledgeBaseId, toUserId: userId } = payload as { knowledgeBaseId: number; toUserId: number };
      const { database, clock } = context();
      const act = systemAct(accountId!, nowText(clock), 'site-mail');
      const found = await database.withAccount(act.accountId, async (tx) => ({
        account: await getAccountSettings(tx, act), warning: await findDomainWarning(tx, act, knowledgeBaseId), user: (await findUsersWho(tx, 'knowledge.write')).find((each) => each.userId === userId),
      }), { readOnly: true });
      const { account, warning, user } = found;
      if (!warning || !user) return; // the record is back, the name is another, or it is nothing to this person any more
      const { servedUntil, ...facts } = warning;
      const outcome = await sendAccountMail(context(), {
        accountId: act.accountId, to: user.email, fromName: account.name, through: 'any', idPart: `domain-${knowledgeBaseId}-${servedUntil.slice(0, 10)}-${userId}`,
        ...texts[account.language]({ ...facts, account: account.name, name: user.name, day: servedUntil.slice(0, 10) }),
      });
      if (outcome.problem === null) return;
      if (!outcome.isFinal) throw new Error(`somebody was not warned of a host name: ${outcome.problem}`);
      onGivenUp({ job: id, because: outcome.problem });
    },
  };
}
