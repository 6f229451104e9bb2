import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Me, Sessions } from '#dialects/native/schemas/me.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { showToast } from '../../design/toasts.ts';
import { Check, Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { ZoneField } from '../zone-field.tsx';
import { LeaveAccount } from './leave-account.tsx';
import { OwnAddressList } from './own-addresses.tsx';
import { TwoFactor } from './two-factor.tsx';

const meQuery = { queryKey: ['me'], queryFn: () => request<Me>('/me') };

/** One's own name and zone, password, second factor, and where one is signed in. */
export function ProfilePart() {
  const { texts } = usePreferences();
  const { data, isPending, error, refetch } = useQuery(meQuery);
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return <div className="settings-body"><Profile me={data} /><ChatPreferences /><Password /><TwoFactor me={data} /><OwnAddressList /><OwnSessions /><LeaveAccount /></div>;
}

function Profile({ me }: { me: Me }) {
  const { texts } = usePreferences();
  const [name, setName] = useState(me.name);
  const [zone, setZone] = useState(me.zone ?? '');
  const { save, isBusy, problem } = useSave('me', 'session');
  return (
    <Section title={texts.profile}>
      <form className="form" onSubmit={(event) => { event.preventDefault(); void save(() => request('/me', { method: 'PATCH', json: { name, zone: zone === '' ? null : zone } }), { said: texts.saved }); }}>
        <Problem text={problem} />
        <div className="form-grid"><Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} /><ZoneField label={texts.zone} hint={texts.zoneHint} value={zone} onChange={setZone} /></div>
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div>
      </form>
    </Section>
  );
}

/** Taste, kept in this browser. */
function ChatPreferences() {
  const { texts, preferences, change } = usePreferences();
  return (
    <Section title={texts.chatPreferences}>
      <div className="form"><Check label={texts.soundOn} isOn={preferences.hasSound} onChange={(hasSound) => change({ hasSound })} /><Check label={texts.enterSends} isOn={preferences.enterSends} onChange={(enterSends) => change({ enterSends })} /></div>
    </Section>
  );
}

function Password() {
  const { texts } = usePreferences();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const { save, isBusy, problem } = useSave();
  return (
    <Section title={texts.changePassword}>
      <form className="form" onSubmit={(event) => { event.preventDefault(); void save(() => request('/me/password', { method: 'POST', json: { currentPassword, newPassword } }), { after: () => { showToast(texts.passwordChanged); location.assign('/app/sign-in'); } }); }}>
        <Problem text={problem} />
        <div className="form-grid"><Field label={texts.currentPassword} type="password" autoComplete="current-password" isRequired value={currentPassword} onChange={setCurrent} /><Field label={texts.newPassword} type="password" autoComplete="new-password" isRequired value={newPassword} onChange={setNew} /></div>
        <p className="hint">{texts.passwordEndsSessions}</p>
        <div className="form-actions"><Button type="submit" isDisabled={isBusy}>{texts.changePassword}</Button></div>
      </form>
    </Section>
  );
}

function OwnSessions() {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { data = [] } = useQuery({ queryKey: ['own-sessions'], queryFn: () => request<Sessions>('/me/sessions').then(({ items }) => items) });
  const { save, isBusy, problem } = useSave('own-sessions');
  return (
    <Section title={texts.sessions} action={data.length > 1 ? <Button isDisabled={isBusy} onPress={() => void save(() => request('/me/sessions', { method: 'DELETE' }))}>{texts.endOthers}</Button> : null}>
      <Problem text={problem} />
      <ul className="panel">
        {data.map((one) => (
          <li key={one.id} className="panel-row">
            <div className="panel-main"><strong>{browserOf(one.userAgent) ?? texts.unknownBrowser}</strong><span>{[one.address, texts.lastSeen(shortMoment(one.lastSeenAt, nowMs, locale, zone))].filter(Boolean).join(' · ')}</span></div>
            {one.isCurrent ? <span className="tag good"><span>{texts.thisOne}</span></span> : <Button kind="quiet" isDisabled={isBusy} onPress={() => void save(() => request(`/me/sessions/${one.id}`, { method: 'DELETE' }))}>{texts.end}</Button>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function browserOf(userAgent: string | null): string | null {
  const name = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(userAgent ?? '')?.[1];
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(userAgent ?? '')?.[1];
  return name === undefined ? null : [name === 'Edg' ? 'Edge' : name === 'OPR' ? 'Opera' : name, system].filter(Boolean).join(', ');
}
