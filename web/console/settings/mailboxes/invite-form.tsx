import { useState } from 'react';
import type { MailboxInviteMade, MailDirectory, NewMailboxInvite } from '../../api/mailboxes.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Choice, CopyLine, Field, Problem, TextField } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** A person connects his mailbox himself, by a link. Through a mail service's own interface only where the company has access to it. */
export function InviteForm({ directories }: { directories: readonly MailDirectory[] }) {
  const texts = useTexts();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [protocol, setProtocol] = useState<NewMailboxInvite['protocol']>('imap');
  const [message, setMessage] = useState('');
  const [made, setMade] = useState<MailboxInviteMade | null>(null);
  const { save, isBusy, problem } = useSave('mailbox-invites');
  const submit = (): Promise<void> => save(() => request<MailboxInviteMade>('/mailbox-invites', { method: 'POST', json: { name, email, protocol, ...(message.trim() === '' ? {} : { message }) } }), {
    said: texts.mailboxInvited(email), after: (one) => { setMade(one); setName(''); setEmail(''); },
  });
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <p className="hint">{texts.mailboxInviteHint}</p>
      <Problem text={problem} />
      {made === null ? null : <CopyLine label={`${texts.mailboxLink}: ${made.email}`} text={made.link} />}
      <div className="form-grid">
        <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} />
        <Field label={texts.mailAddress} type="email" isRequired value={email} onChange={setEmail} maxLength={320} />
        {directories.length === 0 ? null : <Choice label={texts.mailboxWay} value={protocol} onChange={(value) => setProtocol(value as typeof protocol)} choices={(['imap', ...directories.map((one) => one.protocol)] as const).map((value) => ({ value, text: texts.mailboxProtocols[value] }))} />}
      </div>
      <TextField label={texts.mailboxMessage} rows={2} value={message} onChange={setMessage} maxLength={2_000} />
      <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.mailboxInviteDo}</Button></div>
    </form>
  );
}
