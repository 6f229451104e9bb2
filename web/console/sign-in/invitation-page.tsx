import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { InvitationAccepted, InvitationInfo } from '#dialects/native/schemas/invitations.ts';
import { request } from '../api/request.ts';
import { sessionQuery, signIn } from '../api/session.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { Button } from '../design/button.tsx';
import { problemText } from '../design/problem-text.ts';
import { Failure, Skeletons } from '../design/states.tsx';
import './sign-in.css';

/** Behind the link of an invitation. The secret stands after the #, so that it reaches no log. */
export function InvitationPage() {
  const { texts } = usePreferences();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [secret] = useState(() => location.hash.slice(1));
  const { data: info, isPending, error } = useQuery({ queryKey: ['invitation', secret], retry: false, queryFn: () => request<InvitationInfo>('/invitations/look-up', { method: 'POST', json: { secret } }) });
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => { document.title = `${info ? texts.invitedTo(info.accountName) : texts.signIn} · Patchbay`; }, [info, texts]);
  if (isPending) return <main className="sign-in"><div className="sign-in-card"><Skeletons rows={2} label={texts.loading} /></div></main>;
  if (!info) return <main className="sign-in"><div className="sign-in-card"><Failure error={error} /></div></main>;
  const accept = (): void => {
    setProblem(null);
    request<InvitationAccepted>('/invitations/accept', { method: 'POST', json: { secret, name, password } }).then(async () => {
      // Signed in at once; whoever has a second factor already is asked for it on the usual page.
      const session = await signIn({ email: info.email, password }).catch(() => null);
      client.clear();
      if (session) client.setQueryData(sessionQuery.queryKey, session);
      await (session ? navigate({ to: '/$view', params: { view: 'unassigned' }, search: {} }) : navigate({ to: '/sign-in', search: {} }));
    }, (failure: unknown) => setProblem(problemText(failure, texts)));
  };
  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={(event) => { event.preventDefault(); accept(); }}>
        <p className="sign-in-brand">Patchbay</p>
        <h1>{texts.invitedTo(info.accountName)}</h1>
        <p>{texts.invitedAs(info.email)}</p>
        {problem === null ? null : <p className="sign-in-problem" role="alert">{problem}</p>}
        <div className="field">
          <label htmlFor="name">{texts.yourName}</label>
          <input id="name" className="input" autoComplete="name" required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor="password">{texts.password}</label>
          <input id="password" className="input" type="password" autoComplete="new-password" required minLength={10} maxLength={1000} value={password} onChange={(event) => setPassword(event.target.value)} aria-describedby="password-hint" />
          <span id="password-hint" className="hint">{texts.passwordHint}</span>
        </div>
        <Button type="submit" kind="primary">{texts.join}</Button>
      </form>
    </main>
  );
}
