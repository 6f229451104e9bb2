import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../api/api-problem.ts';
import { sessionQuery, signIn } from '../api/session.ts';
import { ownPath } from '../app/router-path.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { Button } from '../design/button.tsx';
import { problemText } from '../design/problem-text.ts';
import './sign-in.css';

/** E-mail and password, then the code where the person has a second factor. Then back where one came from. */
export function SignInPage() {
  const { texts } = usePreferences();
  const { to } = useSearch({ from: '/sign-in' });
  const client = useQueryClient();
  const router = useRouter();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [wantsCode, setWantsCode] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const codeField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  useEffect(() => { document.title = `${texts.signIn} · Patchbay`; }, [texts]);
  useEffect(() => { if (wantsCode) codeField.current?.focus(); }, [wantsCode]);

  async function submit(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      const session = await signIn({ email, password, ...(wantsCode && code !== '' ? { code: code.replaceAll(/\s/g, '') } : {}) });
      client.clear();
      client.setQueryData(sessionQuery.queryKey, session);
      router.history.push(`/app${ownPath(to)}`);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'code-wanted') setWantsCode(true);
      else {
        setProblem(error instanceof ApiProblem && error.code === 'unauthenticated' ? texts.signInWrong : problemText(error, texts));
        if (wantsCode) setCode('');
        (wantsCode ? codeField : passwordField).current?.select();
      }
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <p className="sign-in-brand">Patchbay</p>
        <h1>{wantsCode ? texts.codeTitle : texts.signIn}</h1>
        {problem === null ? null : <p className="sign-in-problem" role="alert">{problem}</p>}
        {wantsCode ? (
          <div className="field">
            <label htmlFor="code">{texts.code}</label>
            <input ref={codeField} id="code" name="code" className="input" autoComplete="one-time-code" required maxLength={20} value={code} onChange={(event) => setCode(event.target.value)} aria-describedby="code-hint" />
            <span id="code-hint" className="hint">{texts.codeOrRecovery}</span>
          </div>
        ) : (
          <>
            <div className="field">
              <label htmlFor="email">{texts.email}</label>
              <input id="email" name="email" className="input" type="email" autoComplete="username" required maxLength={320} autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
            </div>
            <div className="field">
              <label htmlFor="password">{texts.password}</label>
              <input ref={passwordField} id="password" name="password" className="input" type="password" autoComplete="current-password" required maxLength={1000} value={password} onChange={(event) => setPassword(event.target.value)} />
            </div>
          </>
        )}
        <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.signIn}</Button>
        {wantsCode ? null : <Link to="/forgot" className="sign-in-link">{texts.forgotPassword}</Link>}
        {wantsCode ? <Button kind="quiet" onPress={() => { setWantsCode(false); setCode(''); setProblem(null); }}>{texts.otherPerson}</Button> : null}
      </form>
    </main>
  );
}
