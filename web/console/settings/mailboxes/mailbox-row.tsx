import { useState } from 'react';
import type { MailboxInviteMade, PersonMailbox } from '../../api/mailboxes.ts';
import { request } from '../../api/request.ts';
import { AppLink } from '../../app/app-link.tsx';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { ConfirmButton, CopyLine, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

const tones = { current: 'good', reading: 'warn', failing: 'danger', unread: '' } as const;

/** One mailbox: by which way it is read, how far, and what can be done about it. */
export function MailboxRow({ box, mayChange }: { box: PersonMailbox; mayChange: boolean }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const { save, isBusy, problem } = useSave('person-mailboxes', 'mailbox-invites', 'channels', 'agents');
  const [link, setLink] = useState<string | null>(null);
  const { id, name, address, aliases, protocol, state, readUpTo, newestMessageAt } = box;
  const moment = (at: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(new Date(at));
  const path = `/person-mailboxes/${id}`;
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{name}</strong>
        <span>{[address, ...aliases, ...(protocol === null ? [] : [texts.mailboxProtocols[protocol]])].join(' · ')}</span>
        <span>{[...(readUpTo === null ? [] : [texts.mailboxReadUpTo(moment(readUpTo))]), newestMessageAt === null ? texts.noMailYet : texts.lastMail(moment(newestMessageAt))].join(' · ')}</span>
        <Problem text={problem} />
        {link === null ? null : <CopyLine label={texts.mailboxLink} text={link} />}
      </div>
      <span className={`tag ${tones[state]}`}><span>{texts.mailboxStates[state]}</span></span>
      <span className="row-acts">
        <AppLink path={`/settings/channels/${box.channelId}`} className="button quiet" aria-label={`${texts.mailboxChannel}: ${name}`}>{texts.mailboxChannel}</AppLink>
        {mayChange ? <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.mailboxReconnect}: ${name}`} onPress={() => void save(() => request<MailboxInviteMade>(`${path}/reconnect`, { method: 'POST' }), { said: texts.mailboxInvited(address), after: (made) => setLink(made.link) })}>{texts.mailboxReconnect}</Button> : null}
        {mayChange ? <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={name} hint={texts.mailboxGoes} isDisabled={isBusy} onConfirm={() => void save(() => request(path, { method: 'DELETE' }))} /> : null}
      </span>
    </div>
  );
}
