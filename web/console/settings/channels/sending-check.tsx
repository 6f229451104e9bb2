import { useState } from 'react';
import type { ConnectionReport, SendingDomain } from '#dialects/native/schemas/channels.ts';
import type { Channel } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { saidText } from '../../design/said-text.ts';
import { Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

const signs = { present: ['ok', '✓'], missing: ['not', '✗'], wrong: ['not', '✗'], unknown: ['', '?'] } as const;

/** A mail sent now, to see that it arrives; and what DNS says about the domain it comes from. */
export function SendingCheck({ channel }: { channel: Channel }) {
  const texts = useTexts();
  const { user } = useSession();
  const [to, setTo] = useState(user.email);
  const [report, setReport] = useState<ConnectionReport | null>(null);
  const [domain, setDomain] = useState<SendingDomain | null>(null);
  const { save, isBusy, problem } = useSave();
  return (
    <Section title={texts.sendingCheck}>
      <form className="add-line" onSubmit={(event) => { event.preventDefault(); setReport(null); void save(() => request<ConnectionReport>(`/channels/${channel.id}/test-mail`, { method: 'POST', json: { to } }), { after: setReport }); }}>
        <Field label={texts.testMailTo} type="email" isRequired value={to} onChange={setTo} maxLength={254} />
        <Button type="submit" isDisabled={isBusy}>{texts.sendTestMail}</Button>
        <Button isDisabled={isBusy || channel.address === null} onPress={() => void save(() => request<SendingDomain>('/connections/sending-domain', { method: 'POST', json: { address: channel.address } }), { after: setDomain })}>{texts.checkDomain}</Button>
        <Problem text={problem} />
      </form>
      <div aria-live="polite">
        {report ? <ul className="steps spaced">{report.steps.map((step, at) => <li key={at}><span className={step.ok ? 'ok' : 'not'}>{step.ok ? '✓' : '✗'}</span><span><strong>{texts.connectionSteps[step.step] ?? step.step}</strong> {saidText(step.said, step.text, texts.mailSentences)}</span></li>)}</ul> : null}
        {domain ? <ul className="steps spaced">{domain.hints.map(({ name, state, text, said }) => <li key={name}><span className={signs[state][0]}>{signs[state][1]}</span><span><strong>{name.toUpperCase()}</strong> {saidText(said, text, texts.mailSentences)}</span></li>)}</ul> : null}
      </div>
      <p className="hint spaced">{texts.checkDomainHint}</p>
    </Section>
  );
}
