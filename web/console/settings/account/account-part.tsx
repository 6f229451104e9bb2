import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account, AccountChange } from '#dialects/native/schemas/account.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Check, Choice, Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { ZoneField } from '../zone-field.tsx';

/** What holds for everybody: name, zone, language, time for undo, what new mail reopens, second factors. */
export function AccountPart() {
  const { texts } = usePreferences();
  const may = usePermission();
  const { data, isPending, error, refetch } = useQuery({ queryKey: ['account'], queryFn: ({ signal }) => request<Account>('/account', { signal }) });
  if (isPending) return <Skeletons rows={5} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return <div className="settings-body"><AccountForm key={JSON.stringify(data)} account={data} />{may('account.delete') ? <DeleteAccount name={data.name} /> : null}</div>;
}

function AccountForm({ account }: { account: Account }) {
  const { texts } = usePreferences();
  const { user } = useSession();
  const may = usePermission();
  const canWrite = may('account.write');
  const [name, setName] = useState(account.name);
  const [zone, setZone] = useState(account.zone);
  const [language, setLanguage] = useState(account.language);
  const [undo, setUndo] = useState(String(account.undoSeconds));
  const [reopens, setReopens] = useState(account.reopenClosed);
  const [requires, setRequires] = useState(account.requireTwoFactor);
  const { save, isBusy, problem } = useSave('account', 'session');
  const keep = (): Promise<void> => {
    const change: AccountChange = {
      ...(name === account.name ? {} : { name }), ...(zone === account.zone ? {} : { zone }), ...(language === account.language ? {} : { language }),
      ...(Number(undo) === account.undoSeconds ? {} : { undoSeconds: Number(undo) }), ...(reopens === account.reopenClosed ? {} : { reopenClosed: reopens }),
      ...(requires === account.requireTwoFactor ? {} : { requireTwoFactor: requires }),
    };
    return save(() => request<Account>('/account', { method: 'PATCH', json: change }), { said: texts.saved });
  };
  const mayRequire = user.hasTotp || account.requireTwoFactor;
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); void keep(); }}>
      <p className="hint">{texts.accountHint}</p>
      <fieldset className="plain-set" disabled={!canWrite}>
        <div className="form-grid">
          <Field label={texts.accountName} isRequired value={name} onChange={setName} maxLength={200} />
          <ZoneField label={texts.accountZone} hint={texts.accountZoneHint} isRequired value={zone} onChange={setZone} />
          <Choice label={texts.accountLanguage} hint={texts.accountLanguageHint} value={language} onChange={(value) => setLanguage(value as Account['language'])} choices={(['en', 'de'] as const).map((value) => ({ value, text: texts.languages[value] }))} />
        </div>
        <Section title={texts.answers}>
          <div className="form-grid">
            <Field label={texts.accountUndo} type="number" min={0} max={60} isRequired value={undo} onChange={setUndo} hint={texts.accountUndoHint} />
            <Choice label={texts.reopenRule} hint={texts.reopenHint} value={reopens ? 'reopen' : 'anew'} onChange={(value) => setReopens(value === 'reopen')} choices={(['reopen', 'anew'] as const).map((value) => ({ value, text: texts.reopenRules[value] }))} />
          </div>
        </Section>
        <Section title={texts.signInRules}>
          <Check label={texts.requireTwoFactor} isOn={requires} isDisabled={!canWrite || !mayRequire} onChange={setRequires} />
          <p className="hint spaced">{mayRequire ? texts.requireTwoFactorWho(account.membersWithoutTwoFactor) : texts.requireTwoFactorOwn}</p>
          <p className="hint spaced">{texts.sessionLife}</p>
        </Section>
      </fieldset>
      <Problem text={problem} />
      {canWrite ? <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div> : null}
    </form>
  );
}
