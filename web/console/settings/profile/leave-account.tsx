import { useState } from 'react';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Field, focusFirst, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** The end of one's own membership, asked for with the password. Afterwards nobody is signed in here. */
export function LeaveAccount() {
  const { texts } = usePreferences();
  const [isOpen, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const { save, isBusy, problem } = useSave();
  return (
    <Section title={texts.leaveAccount}>
      <p className="hint">{texts.leaveAccountHint}</p>
      {isOpen ? (
        <form ref={focusFirst} className="form spaced" onSubmit={(event) => { event.preventDefault(); void save(() => request('/me/leave', { method: 'POST', json: { password } }), { after: () => location.assign('/app/sign-in') }); }}>
          <div className="form-grid"><Field label={texts.password} type="password" autoComplete="current-password" isRequired value={password} onChange={setPassword} /></div>
          <Problem text={problem} />
          <div className="form-actions"><Button type="submit" kind="danger" isDisabled={isBusy || password === ''}>{texts.leaveAccountButton}</Button><Button kind="quiet" onPress={() => setOpen(false)}>{texts.cancel}</Button></div>
        </form>
      ) : <p className="spaced"><Button kind="danger" onPress={() => setOpen(true)}>{texts.leaveAccount} …</Button></p>}
    </Section>
  );
}
