import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PasswordLink, Roles, User } from '#dialects/native/schemas/people.ts';
import { usersQuery } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Avatar } from '../../design/avatar.tsx';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { ConfirmButton, CopyLine, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { AddressRequestList } from './address-requests.tsx';
import { AgentList } from './agent-list.tsx';
import { Invite } from './invite.tsx';

const rolesQuery = { queryKey: ['people', 'roles'], queryFn: () => request<Roles>('/roles').then(({ items }) => items) };

/** Who may sign in, as what, who is invited, and from which addresses people answer. */
export function PeoplePart() {
  const { texts } = usePreferences();
  const may = usePermission();
  const users = useQuery(usersQuery);
  const { data: roles = [] } = useQuery(rolesQuery);
  if (users.isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!users.data) return <Failure error={users.error} onRetry={() => void users.refetch()} />;
  return (
    <div className="settings-body">
      {may('people.write') ? <AddressRequestList /> : null}
      {may('people.write') ? <Invite roles={roles.map(({ name }) => name)} /> : null}
      <Section title={texts.members}><ul className="panel">{users.data.map((user) => <li key={user.id}><UserRow user={user} roles={roles.map(({ name }) => name)} /></li>)}</ul></Section>
      <AgentList users={users.data} />
    </div>
  );
}

function UserRow({ user, roles }: { user: User; roles: readonly string[] }) {
  const { texts, locale } = usePreferences();
  const { user: me, zone } = useSession();
  const nowMs = useNow();
  const may = usePermission();
  const { save, isBusy, problem } = useSave('people', 'agents');
  const isMe = user.id === me.id;
  const isDisabled = user.disabledAt !== null;
  const [link, setLink] = useState<PasswordLink | null>(null);
  const setDisabled = (to: boolean): void => void save(() => request(`/users/${user.id}`, { method: 'PATCH', json: { isDisabled: to } }));
  return (
    <>
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
          {isDisabled ? null : <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.passwordLink}: ${user.name}`} onPress={() => void save(() => request<PasswordLink>(`/users/${user.id}/password-link`, { method: 'POST' }), { after: setLink })}>{texts.passwordLink}</Button>}
          {user.hasTwoFactor ? <ConfirmButton label={texts.removeLostFactor} confirm={texts.reallyRemove} name={user.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/users/${user.id}/two-factor`, { method: 'DELETE' }), { said: texts.saved })} /> : null}
          {isDisabled ? <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.enable}: ${user.name}`} onPress={() => setDisabled(false)}>{texts.enable}</Button>
            : <ConfirmButton label={texts.disable} confirm={texts.reallyDisable} name={user.name} isDisabled={isBusy} onConfirm={() => setDisabled(true)} />}
          <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={user.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/users/${user.id}`, { method: 'DELETE' }), { said: texts.saved })} />
        </>
      ) : <span className="tag"><span>{texts.roleNames[user.role] ?? user.role}</span></span>}
    </div>
    {link ? <div className="row-form notice" role="status"><p>{texts.passwordLinkMade(user.name, shortMoment(link.expiresAt, nowMs, locale, zone))}</p><CopyLine label={texts.passwordLink} text={link.link} /></div> : null}
    </>
  );
}
