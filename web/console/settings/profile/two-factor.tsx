import { useState } from 'react';
import type { Me, RecoveryCodes, TwoFactorSecret } from '#dialects/native/schemas/me.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { CopyLine, Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodeList } from './recovery-code-list.tsx';

/** Setting a second factor up, its recovery codes, and taking it away. */
export function TwoFactor({ me }: { me: Me }) {
  const texts = useTexts();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { save } = useSave('me', 'session');
  if (codes) return <Section title={texts.recoveryCodes}><RecoveryCodeList codes={codes} onKept={() => { setCodes(null); void save(async () => undefined); }} /></Section>;
  return <Section title={texts.twoFactor}>{me.hasTwoFactor ? <Present me={me} onCodes={setCodes} /> : <SetUpTwoFactor onCodes={setCodes} />}</Section>;
}

/** Password, picture and secret, first code. Also where the account asks for it at sign-in. */
export function SetUpTwoFactor({ onCodes, isAsked = false }: { onCodes: (codes: readonly string[]) => void; isAsked?: boolean }) {
  const texts = useTexts();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [secret, setSecret] = useState<TwoFactorSecret | null>(null);
  const { save, isBusy, problem } = useSave();
  const submit = (): Promise<void> => (secret === null
    ? save(() => request<TwoFactorSecret>('/me/two-factor', { method: 'POST', json: { password } }), { after: setSecret })
    : save(() => request<RecoveryCodes>('/me/two-factor/confirm', { method: 'POST', json: { code: code.replaceAll(/\s/g, '') } }), { said: texts.twoFactorOn, after: ({ recoveryCodes }) => onCodes(recoveryCodes) }));
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <Problem text={problem} />
      {secret ? <p className="hint">{texts.qrHint}</p> : isAsked ? null : <p className="hint">{texts.twoFactorIsOff}</p>}
      {secret ? <><QrCode text={secret.uri} label={texts.qrLabel} /><CopyLine label={texts.twoFactorSecret} text={secret.secret} /></> : null}
      {secret ? <Field key="code" label={texts.code} autoComplete="one-time-code" isRequired value={code} onChange={setCode} maxLength={20} /> : <Field key="password" label={texts.password} type="password" autoComplete="current-password" isRequired value={password} onChange={setPassword} />}
      <div className="form-actions"><Button type="submit" kind={secret ? 'primary' : 'plain'} isDisabled={isBusy}>{secret ? texts.twoFactorConfirm : texts.twoFactorBegin}</Button></div>
    </form>
  );
}

function Present({ me, onCodes }: { me: Me; onCodes: (codes: readonly string[]) => void }) {
  const texts = useTexts();
  const [wish, setWish] = useState<'codes' | 'remove' | null>(null);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { save, isBusy, problem, setProblem } = useSave('me', 'session');
  const choose = (next: typeof wish): void => {
    setProblem(null);
    setPassword('');
    setWish(next);
  };
  const submit = (): Promise<void> => (wish === 'codes'
    ? save(() => request<RecoveryCodes>('/me/two-factor/recovery-codes', { method: 'POST', json: { password } }), { after: ({ recoveryCodes }) => { choose(null); onCodes(recoveryCodes); } })
    : save(() => request('/me/two-factor/remove', { method: 'POST', json: { password, code } }), { after: () => location.assign('/app/sign-in') }));
  const left = me.recoveryCodesLeft ?? 0;
  return (
    <>
      <p className="hint">{texts.twoFactorIsOn}</p>
      <p className={left < 3 ? 'wrong spaced' : 'hint spaced'}>{texts.recoveryCodesLeft(left)}</p>
      {wish === null ? (
        <div className="form-actions spaced"><Button onPress={() => choose('codes')}>{texts.makeRecoveryCodes}</Button><Button kind="quiet" onPress={() => choose('remove')}>{texts.twoFactorRemove}</Button></div>
      ) : (
        <form className="form spaced" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
          <Problem text={problem} />
          {wish === 'codes' ? <p className="hint">{texts.makeRecoveryCodesHint}</p> : null}
          <div className="form-grid">
            <Field label={texts.password} type="password" autoComplete="current-password" isRequired value={password} onChange={setPassword} />
            {wish === 'remove' ? <Field label={texts.code} hint={texts.codeOrRecovery} autoComplete="one-time-code" isRequired value={code} onChange={setCode} maxLength={20} /> : null}
          </div>
          <div className="form-actions"><Button type="submit" kind={wish === 'remove' ? 'danger' : 'primary'} isDisabled={isBusy}>{wish === 'remove' ? texts.twoFactorRemove : texts.makeRecoveryCodes}</Button><Button kind="quiet" onPress={() => choose(null)}>{texts.cancel}</Button></div>
        </form>
      )}
    </>
  );
}
