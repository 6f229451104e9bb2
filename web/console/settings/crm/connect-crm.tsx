import { useState } from 'react';
import type { CrmReport } from '../../api/crm.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Choice, Field, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { CrmSteps } from './crm-steps.tsx';

type Way = 'token' | 'oauth';

/** What lets us in, tried before it is kept. */
export function ConnectCrm({ onDone }: { onDone?: () => void }) {
  const texts = useTexts();
  const [way, setWay] = useState<Way>('token');
  const [secret, setSecret] = useState({ token: '', clientId: '', clientSecret: '', refreshToken: '' });
  const [report, setReport] = useState<CrmReport | null>(null);
  const { save, isBusy, problem } = useSave('crm', 'contact-deals');
  const { token, ...oauth } = secret;
  const chosen: Record<string, string> = way === 'token' ? { token } : oauth;
  const isWhole = Object.values(chosen).every((value) => value.trim() !== '');
  const json = { kind: 'hubspot', secret: Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, value.trim()])) };
  const put = (name: keyof typeof secret) => (value: string): void => {
    setSecret((before) => ({ ...before, [name]: value }));
    setReport(null);
  };
  const connect = (): void => {
    setReport(null);
    void save(() => request('/crm', { method: 'POST', json }), { said: texts.crmConnected, after: () => onDone?.() });
  };
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); connect(); }}>
      <Problem text={problem} />
      <Choice label={texts.crmWay} value={way} onChange={(next) => { setWay(next as Way); setReport(null); }} choices={(['token', 'oauth'] as const).map((one) => ({ value: one, text: texts.crmWays[one] }))} />
      {way === 'token' ? <Field label={texts.crmToken} hint={texts.crmTokenHint} type="password" autoComplete="off" isRequired value={token} onChange={put('token')} maxLength={8_192} /> : (
        <div className="form-grid">
          <Field label={texts.crmClientId} isRequired value={secret.clientId} onChange={put('clientId')} maxLength={8_192} />
          <Field label={texts.crmClientSecret} type="password" isRequired value={secret.clientSecret} onChange={put('clientSecret')} maxLength={8_192} />
          <Field label={texts.crmRefreshToken} type="password" isRequired value={secret.refreshToken} onChange={put('refreshToken')} maxLength={8_192} />
        </div>
      )}
      <div className="form-actions">
        <Button type="submit" kind="primary" isDisabled={isBusy || !isWhole}>{texts.crmConnectNow}</Button>
        {/* A refresh token may be replaced by being used: it is tried as it is kept, and not before. */}
        {way === 'token' ? <Button isDisabled={isBusy || !isWhole} onPress={() => void save(() => request<CrmReport>('/crm/test', { method: 'POST', json }), { after: setReport })}>{texts.crmTest}</Button> : null}
      </div>
      <CrmSteps report={report} />
    </form>
  );
}
