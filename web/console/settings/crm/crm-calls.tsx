import { useState } from 'react';
import type { CrmDetail } from '../../api/crm.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Field, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** By what the system signs its calls to us, and where it is to call. */
export function CrmCalls({ detail: { id, takesCalls } }: { detail: CrmDetail }) {
  const texts = useTexts();
  const { account } = useSession();
  const [secret, setSecret] = useState('');
  const { save, isBusy, problem } = useSave('crm');
  const set = (value: string | null): void => {
    void save(() => request(`/crm/${id}/calls`, { method: 'PUT', json: { secret: value } }), { said: value === null ? texts.crmCallsOff : texts.crmCallsOn, after: () => setSecret('') });
  };
  return (
    <form className="form spaced" aria-label={texts.crmCalls} onSubmit={(event) => { event.preventDefault(); if (secret.trim() !== '') set(secret.trim()); }}>
      <h3>{texts.crmCalls}</h3>
      <p className="hint">{texts.crmCallsHint}</p>
      <p><code>{`${globalThis.location.origin}/crm/calls/${account.id}/${id}`}</code></p>
      <Problem text={problem} />
      <Field label={texts.crmCallsSecret} hint={takesCalls ? texts.crmCallsStand : undefined} type="password" value={secret} onChange={setSecret} maxLength={500} />
      <div className="form-actions">
        <Button type="submit" isDisabled={isBusy || secret.trim() === ''}>{texts.save}</Button>
        {takesCalls ? <Button isDisabled={isBusy} onPress={() => set(null)}>{texts.crmCallsRefuse}</Button> : null}
      </div>
    </form>
  );
}
