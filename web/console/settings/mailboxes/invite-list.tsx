import { useQuery } from '@tanstack/react-query';
import { mailboxInvitesQuery, type MailboxInvite } from '../../api/mailboxes.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { ConfirmButton, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Open invitations, each with what came of its mail; nothing where there are none. */
export function InviteList({ mayChange }: { mayChange: boolean }) {
  const { texts } = usePreferences();
  const { data = [] } = useQuery(mailboxInvitesQuery);
  if (data.length === 0) return null;
  return <Section title={texts.mailboxInvites}><ul className="panel">{data.map((invite) => <li key={invite.id}><InviteRow invite={invite} mayChange={mayChange} /></li>)}</ul></Section>;
}

function InviteRow({ invite: { id, name, email, expiresAt, mailState, mailProblem, isAgain }, mayChange }: { invite: MailboxInvite; mayChange: boolean }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const isOver = Date.parse(expiresAt) <= useNow();
  const { save, isBusy, problem } = useSave('mailbox-invites');
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(new Date(expiresAt));
  const path = `/mailbox-invites/${id}`;
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{name}</strong>
        <span>{[email, ...(isAgain ? [texts.mailboxAgain] : []), isOver ? texts.mailboxOver : texts.goodUntil(until)].join(' · ')}</span>
        <span className={mailState === 'failed' ? 'wrong' : ''}>{texts.mailboxMailStates[mailState]}{mailProblem === null ? '' : `: ${mailProblem === 'no-server' ? texts.reportProblems['no-server'] : mailProblem}`}</span>
        <Problem text={problem} />
      </div>
      {mayChange ? (
        <span className="row-acts">
          <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.mailboxRemind}: ${name}`} onPress={() => void save(() => request(`${path}/reminders`, { method: 'POST' }), { said: texts.mailboxInvited(email) })}>{texts.mailboxRemind}</Button>
          <ConfirmButton label={texts.withdraw} confirm={texts.withdraw} name={name} isDisabled={isBusy} onConfirm={() => void save(() => request(path, { method: 'DELETE' }))} />
        </span>
      ) : null}
    </div>
  );
}
