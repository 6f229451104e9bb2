import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { PasswordResetInfo } from '#dialects/native/schemas/session.ts';
import { request } from '../api/request.ts';
import { useTexts } from '../app/use-preferences.tsx';
import { Button } from '../design/button.tsx';
import { problemText } from '../design/problem-text.ts';
import { Failure, Skeletons } from '../design/states.tsx';
import './sign-in.css';

/** Behind the link of a mail. The secret stands after the #, so that it reaches no log. */
export function NewPasswordPage() {
  const texts = useTexts();
  const [secret] = useState(() => location.hash.slice(1));
  const { data, isPending, error } = useQuery({ queryKey: ['password-reset', secret], retry: false, staleTime: Infinity, queryFn: () => request<PasswordResetInfo>('/password-resets/look-up', { method: 'POST', json: { secret } }) });
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isDone, setDone] = useState(false);
  useEffect(() => { document.title = `${texts.forgotTitle} · Patchbay`; }, [texts]);
  const save = (): void => {
    setProblem(null);
    request('/password-resets/use', { method: 'POST', json: { secret, newPassword: password } }).then(() => setDone(true), (failure: unknown) => setProblem(problemText(failure, texts)));
  };
  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={(event) => { event.preventDefault(); save(); }}>
        <p className="sign-in-brand">Patchbay</p>
        {isDone ? <><h1>{texts.forgotTitle}</h1><p role="status">{texts.newPasswordDone}</p></> : isPending ? <Skeletons rows={2} label={texts.loading} /> : !data ? <><Failure error={error} /><Link to="/forgot" className="sign-in-link">{texts.forgotTitle}</Link></> : (
          <>
            <h1>{texts.newPasswordFor(data.email)}</h1>
            {problem === null ? null : <p className="sign-in-problem" role="alert">{problem}</p>}
            <div className="field">
              <label htmlFor="password">{texts.newPassword}</label>
              <input id="password" className="input" type="password" autoComplete="new-password" required minLength={10} maxLength={1000} autoFocus value={password} onChange={(event) => setPassword(event.target.value)} />
            </div>
            <Button type="submit" kind="primary">{texts.save}</Button>
          </>
        )}
        <Link to="/sign-in" search={{}} className="sign-in-link">{texts.backToSignIn}</Link>
      </form>
    </main>
  );
}
