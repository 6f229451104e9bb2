import { useState } from 'react';
import type { MailDirectory } from '../../api/mailboxes.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Choice, ConfirmButton, Field, Problem, TextField } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

type Setting = 'tenant' | 'clientId' | 'clientEmail' | 'admin' | 'url' | 'version' | 'userName' | 'appId';
type Service = 'graph' | 'gmail' | 'ews' | 'mimecast';
/** What a service's access is made of, beside its secret: names are those of the API. */
const settingsOf: Readonly<Record<Service, readonly Setting[]>> = { graph: ['tenant', 'clientId'], gmail: ['clientEmail', 'admin'], ews: ['url', 'version', 'userName'], mimecast: ['url', 'appId', 'userName'] };
const services: readonly Service[] = ['graph', 'gmail', 'ews', 'mimecast'];
/** Mimecast's secret is three keys. */
const mimecastKeys = ['appKey', 'accessKey', 'secretKey'] as const;

/** The company's own access to its mail services, without the secrets. */
export function DirectoryList({ directories }: { directories: readonly MailDirectory[] }) {
  const { texts, locale } = usePreferences();
  const { save, isBusy, problem } = useSave('mail-directories', 'person-mailboxes');
  const [service, setService] = useState<Service>('graph');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({ version: 'Exchange2013' });
  const [secret, setSecret] = useState('');
  const [keys, setKeys] = useState<Readonly<Record<string, string>>>({});
  const wholeSecret = service === 'mimecast' ? JSON.stringify(Object.fromEntries(mimecastKeys.map((key) => [key, (keys[key] ?? '').trim()]))) : secret;
  const submit = (): Promise<void> => save(() => request(`/mail-directories/${service}`, { method: 'PUT', json: { settings: Object.fromEntries(settingsOf[service].map((key) => [key, values[key] ?? ''])), secret: wholeSecret } }), { said: texts.saved, after: () => { setSecret(''); setKeys({}); } });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  return (
    <>
      <p className="hint">{texts.mailDirectoriesHint}</p>
      {directories.length === 0 ? null : (
        <ul className="panel">{directories.map(({ protocol, settings, updatedAt }) => (
          <li key={protocol} className="panel-row">
            <div className="panel-main"><strong>{texts.mailboxProtocols[protocol]}</strong><span>{[...Object.values(settings), day.format(new Date(updatedAt))].join(' · ')}</span></div>
            <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={texts.mailboxProtocols[protocol]} hint={texts.mailDirectoryGoes} isDisabled={isBusy} onConfirm={() => void save(() => request(`/mail-directories/${protocol}`, { method: 'DELETE' }))} />
          </li>
        ))}</ul>
      )}
      <form className="form" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <Problem text={problem} />
        <Choice label={texts.mailService} value={service} onChange={(value) => setService(value as Service)} choices={services.map((value) => ({ value, text: texts.mailboxProtocols[value] }))} />
        <div className="form-grid">{settingsOf[service].map((key) => <Field key={`${service} ${key}`} label={texts.mailDirectoryFields[key]} isRequired value={values[key] ?? ''} onChange={(value) => setValues({ ...values, [key]: value })} maxLength={2_000} />)}</div>
        {service === 'mimecast' ? <div className="form-grid">{mimecastKeys.map((key) => <Field key={key} label={texts.mimecastKeys[key]} type="password" isRequired value={keys[key] ?? ''} onChange={(value) => setKeys({ ...keys, [key]: value })} maxLength={2_000} autoComplete="new-password" />)}</div> : service === 'gmail' ? <TextField label={texts.mailDirectorySecrets.gmail} isRequired rows={4} value={secret} onChange={setSecret} maxLength={16_384} /> : <Field label={texts.mailDirectorySecrets[service]} type="password" isRequired value={secret} onChange={setSecret} maxLength={16_384} autoComplete="new-password" />}
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div>
      </form>
    </>
  );
}
