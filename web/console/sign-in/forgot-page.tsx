import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { SignInWays } from '#dialects/native/schemas/session.ts';
import { request } from '../api/request.ts';
import { useTexts } from '../app/use-preferences.tsx';
import { Button } from '../design/button.tsx';
import { problemText } from '../design/problem-text.ts';
import './sign-in.css';

/** Asks for a link by mail. The answer is the same whether somebody has the address or not. */
export function ForgotPage() {
  const texts = useTexts();
  const { data: ways } = useQuery({ queryKey: ['sign-in-ways'], queryFn: ({ signal }) => request<SignInWays>('/session/ways', { signal }) });
  const [email, setEmail] = useState('');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => { document.title = `${texts.forgotTitle} · Patchbay`; }, [texts]);
  const ask = (): void => {
    setProblem(null);
    request('/password-resets', { method: 'POST', json: { email } }).then(() => setSentTo(email), (error: unknown) => setProblem(problemText(error, texts)));
  };
  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={(event) => { event.preventDefault(); ask(); }}>
        <p className="sign-in-brand">Patchbay</p>
        <h1>{texts.forgotTitle}</h1>
        {problem === null ? null : <p className="sign-in-problem" role="alert">{problem}</p>}
        {sentTo !== null ? <p role="status">{texts.forgotSent(sentTo)}</p> : ways === undefined ? null : !ways.passwordReset ? <p>{texts.forgotByAdministrator}</p> : (
          <>
            <p>{texts.forgotHint}</p>
            <div className="field">
              <label htmlFor="email">{texts.email}</label>
              <input id="email" className="input" type="email" autoComplete="username" required maxLength={320} autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
            </div>
            <Button type="submit" kind="primary">{texts.forgotSend}</Button>
          </>
        )}
        <Link to="/sign-in" search={{}} className="sign-in-link">{texts.backToSignIn}</Link>
      </form>
    </main>
  );
}
