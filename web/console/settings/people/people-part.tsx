import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Invitations, InvitationMade } from '#dialects/native/schemas/invitations.ts';
import type { Roles, User, Users } from '#dialects/native/schemas/people.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Avatar } from '../../design/avatar.tsx';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { Choice, CopyLine, Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

const usersQuery = { queryKey: ['people', 'users'], queryFn: () => request<Users>('/users', { query: { limit: 100 } }).then(({ items }) => items) };
const invitationsQuery = { queryKey: ['people', 'invitations'], queryFn: () => request<Invitations>('/invitations').then(({ items }) => items) };
const rolesQuery = { queryKey: ['people', 'roles'], queryFn: () => request<Roles>('/roles').then(({ items }) => items) };

/** Who may sign in, as what, and who is invited. */
export function PeoplePart() {
  const { texts } = usePreferences();
  const may = usePermission();
  const users = useQuery(usersQuery);
  const { data: roles = [] } = useQuery(rolesQuery);
  if (users.isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!users.data) return <Failure error={users.error} onRetry={() => void users.refetch()} />;
  return (
    <div className="settings-body">
      {may('people.write') ? <Invite roles={roles.map(({ name }) => name)} /> : null}
      <Section title={texts.members}><ul className="panel">{users.data.map((user) => <li key={user.id}><UserRow user={user} roles={roles.map(({ name }) => name)} /></li>)}</ul></Section>
    </div>
  );
}

function Invite({ roles }: { roles: readonly string[] }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { data: open = [] } = useQuery(invitationsQuery);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('agent');
  const [made, setMade] = useState<InvitationMade | null>(null);
  const { save, isBusy, problem } = useSave('people');
  return (
    <Section title={texts.invite}>
      <form className="form" onSubmit={(event) => { event.preventDefault(); void save(() => request<InvitationMade>('/invitations', { method: 'POST', json: { email, role } }), { after: (answer) => { setMade(answer); setEmail(''); } }); }}>
        <Problem text={problem} />
        <div className="form-grid">
          <Field label={texts.email} type="email" isRequired value={email} onChange={setEmail} maxLength={254} />
          <Choice label={texts.role} value={role} onChange={setRole} choices={roles.map((value) => ({ value, text: texts.roleNames[value] ?? value }))} />
        </div>
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.makeInvitation}</Button></div>
      </form>
      {made ? <div className="notice" role="status"><p>{texts.invitationMade(made.email)}</p><CopyLine label={texts.invitationLink} text={made.link} /></div> : null}
      {open.length === 0 ? null : (
        <ul className="panel spaced">
          {open.map((one) => (
            <li key={one.id} className="panel-row">
              <div className="panel-main"><strong>{one.email}</strong><span>{texts.roleNames[one.role] ?? one.role} · {texts.goodUntil(shortMoment(one.expiresAt, nowMs, locale, zone))}</span></div>
              <Button kind="quiet" isDisabled={isBusy} onPress={() => void save(() => request(`/invitations/${one.id}`, { method: 'DELETE' }))}>{texts.withdraw}</Button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function UserRow({ user, roles }: { user: User; roles: readonly string[] }) {
  const { texts } = usePreferences();
  const { user: me } = useSession();
  const may = usePermission();
  const { save, isBusy, problem } = useSave('people', 'agents');
  const isMe = user.id === me.id;
  const isDisabled = user.disabledAt !== null;
  return (
    <div className="panel-row">
      <Avatar name={user.name} />
      <div className="panel-main">
        <strong>{user.name}{isMe ? ` (${texts.me})` : ''}</strong>
        <span>{user.email}{user.hasTwoFactor ? ` · ${texts.hasTwoFactor}` : ''}{isDisabled ? ` · ${texts.disabled}` : ''}</span>
        {problem === null ? null : <span className="wrong" role="alert">{problem}</span>}
      </div>
      {may('people.write') && !isMe ? (
        <>
          <select className="input role-choice" aria-label={texts.roleOf(user.name)} value={user.role} disabled={isBusy} onChange={(event) => void save(() => request(`/users/${user.id}`, { method: 'PATCH', json: { role: event.target.value } }))}>{roles.map((role) => <option key={role} value={role}>{texts.roleNames[role] ?? role}</option>)}</select>
          <Button kind="quiet" isDisabled={isBusy} onPress={() => void save(() => request(`/users/${user.id}`, { method: 'PATCH', json: { isDisabled: !isDisabled } }))}>{isDisabled ? texts.enable : texts.disable}</Button>
        </>
      ) : <span className="tag"><span>{texts.roleNames[user.role] ?? user.role}</span></span>}
    </div>
  );
}
