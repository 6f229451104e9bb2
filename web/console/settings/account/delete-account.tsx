import { useState } from 'react';
import type { AccountDeletion } from '#dialects/native/schemas/account-deletion.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Field, focusFirst, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** The end of the account: asked for with its name typed and the own password. Afterwards nobody is signed in, so the browser goes to the page that undoes it. */
export function DeleteAccount({ name }: { name: string }) {
  const { texts } = usePreferences();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [password, setPassword] = useState('');
  const { save, isBusy, problem } = useSave();
  return (
    <Section title={texts.deleteAccount}>
      <p className="hint">{texts.deleteAccountHint}</p>
      {isOpen ? (
        <form ref={focusFirst} className="form spaced" onSubmit={(event) => { event.preventDefault(); void save(() => request<AccountDeletion>('/account/delete', { method: 'POST', json: { name: typed, password } }), { after: ({ undoLink }) => location.assign(new URL(undoLink).pathname) }); }}>
          <div className="form-grid">
            <Field label={texts.deleteAccountName(name)} isRequired value={typed} onChange={setTyped} maxLength={200} />
            <Field label={texts.password} type="password" autoComplete="current-password" isRequired value={password} onChange={setPassword} />
          </div>
          <Problem text={problem} />
          <div className="form-actions"><Button type="submit" kind="danger" isDisabled={isBusy || typed.trim() !== name.trim()}>{texts.deleteAccountButton}</Button><Button kind="quiet" onPress={() => setOpen(false)}>{texts.cancel}</Button></div>
        </form>
      ) : <p className="spaced"><Button kind="danger" onPress={() => setOpen(true)}>{texts.deleteAccount} …</Button></p>}
    </Section>
  );
}
