import { useState } from 'react';
import type { MailDirectory } from '../../api/mailboxes.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Choice, ConfirmButton, Field, Problem, TextField } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

type Setting = 'tenant' | 'clientId' | 'clientEmail' | 'admin' | 'url' | 'version' | 'userName' | 'appId';
type Service = 'graph' | 'gmail' | 'ews' | 'mimecast';
/** Who opens a mailbox: the company by a service account or an application of its own, or each person, who signs in there and consents. */
type Opener = 'account' | 'application' | 'person';
type SecretKind = 'password' | 'private' | 'client';
interface Way { readonly opener: Opener; readonly settings: readonly Setting[]; readonly secret: SecretKind }
/** What a service's access is made of; names are those of the API. */
const waysOf: Readonly<Record<Service, readonly Way[]>> = {
  graph: [{ opener: 'application', settings: ['tenant', 'clientId'], secret: 'client' }, { opener: 'person', settings: ['tenant', 'clientId'], secret: 'client' }],
  gmail: [{ opener: 'account', settings: ['clientEmail', 'admin'], secret: 'private' }, { opener: 'person', settings: ['clientId'], secret: 'client' }],
  ews: [
    { opener: 'account', settings: ['url', 'version', 'userName'], secret: 'password' }, { opener: 'application', settings: ['url', 'version', 'tenant', 'clientId'], secret: 'client' },
    { opener: 'person', settings: ['url', 'version', 'tenant', 'clientId'], secret: 'client' },
  ],
  mimecast: [{ opener: 'account', settings: ['url', 'appId', 'userName'], secret: 'password' }],
};
const services: readonly Service[] = ['graph', 'gmail', 'ews', 'mimecast'];
/** Where a service sends people back to after they have consented; it has to know the address beforehand. */
const consentPath = '/authenticate/consent';
/** Mimecast's secret is three keys. */
const mimecastKeys = ['appKey', 'accessKey', 'secretKey'] as const;

/** The company's own access to its mail services, without the secrets. */
export function DirectoryList({ directories }: { directories: readonly MailDirectory[] }) {
  const { texts, locale } = usePreferences();
  const { save, isBusy, problem } = useSave('mail-directories', 'person-mailboxes');
  const [service, setService] = useState<Service>('graph');
  const [opener, setOpener] = useState<Opener | null>(null);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({ version: 'Exchange2013' });
  const [secret, setSecret] = useState('');
  const [keys, setKeys] = useState<Readonly<Record<string, string>>>({});
  const wholeSecret = service === 'mimecast' ? JSON.stringify(Object.fromEntries(mimecastKeys.map((key) => [key, (keys[key] ?? '').trim()]))) : secret;
  const ways = waysOf[service];
  const way = ways.find((one) => one.opener === opener) ?? ways[0]!;
  const settings = { ...Object.fromEntries(way.settings.map((key) => [key, values[key] ?? ''])), ...(way.opener === 'person' && { consent: 'person' }) };
  const submit = (): Promise<void> => save(() => request(`/mail-directories/${service}`, { method: 'PUT', json: { settings, secret: wholeSecret } }), { said: texts.saved, after: () => { setSecret(''); setKeys({}); } });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  return (
    <>
      <p className="hint">{texts.mailDirectoriesHint}</p>
      {directories.length === 0 ? null : (
        <ul className="panel">{directories.map(({ protocol, settings, updatedAt }) => (
          <li key={protocol} className="panel-row">
            <div className="panel-main"><strong>{texts.mailboxProtocols[protocol]}</strong><span>{[...Object.entries(settings).filter(([key]) => key !== 'consent').map(([, value]) => value), ...(settings['consent'] === undefined ? [] : [texts.mailDirectoryOpeners.person]), day.format(new Date(updatedAt))].join(' · ')}</span></div>
            <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={texts.mailboxProtocols[protocol]} hint={texts.mailDirectoryGoes} isDisabled={isBusy} onConfirm={() => void save(() => request(`/mail-directories/${protocol}`, { method: 'DELETE' }))} />
          </li>
        ))}</ul>
      )}
      <form className="form" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <Problem text={problem} />
        <Choice label={texts.mailService} value={service} onChange={(value) => { setService(value as Service); setOpener(null); }} choices={services.map((value) => ({ value, text: texts.mailboxProtocols[value] }))} />
        {ways.length > 1 ? <Choice label={texts.mailDirectoryOpener} value={way.opener} onChange={(value) => setOpener(value as Opener)} choices={ways.map((one) => ({ value: one.opener, text: texts.mailDirectoryOpeners[one.opener] }))} /> : null}
        {way.opener === 'person' ? <p className="hint">{texts.mailDirectoryRedirect(`${location.origin}${consentPath}`)}</p> : null}
        <div className="form-grid">{way.settings.map((key) => <Field key={`${service} ${key}`} label={texts.mailDirectoryFields[key]} isRequired value={values[key] ?? ''} onChange={(value) => setValues({ ...values, [key]: value })} maxLength={2_000} />)}</div>
        {service === 'mimecast' ? <div className="form-grid">{mimecastKeys.map((key) => <Field key={key} label={texts.mimecastKeys[key]} type="password" isRequired value={keys[key] ?? ''} onChange={(value) => setKeys({ ...keys, [key]: value })} maxLength={2_000} autoComplete="new-password" />)}</div> : way.secret === 'private' ? <TextField label={texts.mailDirectorySecrets.private} isRequired rows={4} value={secret} onChange={setSecret} maxLength={16_384} /> : <Field label={texts.mailDirectorySecrets[way.secret]} type="password" isRequired value={secret} onChange={setSecret} maxLength={16_384} autoComplete="new-password" />}
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div>
      </form>
    </>
  );
}
