import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Invitation, InvitationMade, Invitations } from '#dialects/native/schemas/invitations.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { Choice, CopyLine, Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Asks again while a mail is on its way: nothing in the log of events tells of it. */
const askEveryMs = 2_000;

/** By mail where a server can send, always as a link to hand over. */
export function Invite({ roles }: { roles: readonly string[] }) {
  const { texts } = usePreferences();
  const { data } = useQuery({
    queryKey: ['people', 'invitations'], queryFn: () => request<Invitations>('/invitations'),
    refetchInterval: ({ state }) => (state.data?.items.some(({ mail }) => mail.state === 'queued') ? askEveryMs : false),
  });
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('agent');
  const [made, setMade] = useState<InvitationMade | null>(null);
  const { save, isBusy, problem } = useSave('people');
  const canMail = data?.canMail ?? false;
  const invite = (to: { email: string; role: string }, byMail: boolean): Promise<void> => save(() => request<InvitationMade>('/invitations', { method: 'POST', json: { ...to, byMail } }), { after: setMade });
  return (
    <Section title={texts.invite}>
      <form className="form" onSubmit={(event) => { event.preventDefault(); void invite({ email, role }, canMail).then(() => setEmail('')); }}>
        <Problem text={problem} />
        {data && !canMail ? <p className="hint">{texts.invitationNoMail}</p> : null}
        <div className="form-grid">
          <Field label={texts.email} type="email" isRequired value={email} onChange={setEmail} maxLength={254} />
          <Choice label={texts.role} value={role} onChange={setRole} choices={roles.map((value) => ({ value, text: texts.roleNames[value] ?? value }))} />
        </div>
        <div className="form-actions">
          {canMail ? <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.sendInvitation}</Button> : null}
          {canMail ? <Button isDisabled={isBusy || email === ''} onPress={() => void invite({ email, role }, false).then(() => setEmail(''))}>{texts.makeInvitation}</Button> : <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.makeInvitation}</Button>}
        </div>
      </form>
      {made ? <div className="notice" role="status"><p>{made.mail.state === 'none' ? texts.invitationMade(made.email) : texts.invitationMailed(made.email)}</p><CopyLine label={texts.invitationLink} text={made.link} /></div> : null}
      {data && data.items.length > 0 ? (
        <ul className="panel spaced">
          {data.items.map((one) => (
            <li key={one.id} className="panel-row">
              <InvitationLine invitation={one} />
              <span className="row-acts">
                {canMail ? <Button kind="quiet" isDisabled={isBusy || one.mail.state === 'queued'} aria-label={`${one.mail.state === 'none' ? texts.sendInvitation : texts.sendInvitationAgain}: ${one.email}`} onPress={() => void invite({ email: one.email, role: one.role }, true)}>{one.mail.state === 'none' ? texts.sendInvitation : texts.sendInvitationAgain}</Button> : null}
                <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.withdraw}: ${one.email}`} onPress={() => void save(() => request(`/invitations/${one.id}`, { method: 'DELETE' }), { after: () => setMade(null) })}>{texts.withdraw}</Button>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

function InvitationLine({ invitation: { email, role, expiresAt, mail } }: { invitation: Invitation }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const at = (instant: string): string => shortMoment(instant, nowMs, locale, zone);
  return (
    <div className="panel-main">
      <strong>{email}</strong>
      <span>{[texts.roleNames[role] ?? role, texts.goodUntil(at(expiresAt)), mail.state === 'sent' && mail.at !== null ? texts.invitationSentAt(at(mail.at)) : mail.state === 'failed' ? null : texts.invitationMailStates[mail.state]].filter(Boolean).join(' · ')}</span>
      {mail.state === 'failed' ? <span className="wrong">{texts.invitationNotSent(texts.mailProblems[mail.problem ?? ''] ?? mail.problem ?? '')}</span> : null}
    </div>
  );
}
