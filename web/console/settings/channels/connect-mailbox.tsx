import { useState } from 'react';
import type { Channel, ConnectionInput, ConnectionReport, DiscoveredServers } from '#dialects/native/schemas/channels.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { saidText } from '../../design/said-text.ts';
import { Choice, Field, focusFirst, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { emptyServer, toConnection, type ServerForm } from './server-form.ts';

type Kind = 'imap' | 'smtp';
const kinds: readonly Kind[] = ['imap', 'smtp'];

/** Address, then the servers as far as they can be found, then a test that says exactly what failed, then kept. */
export function ConnectMailbox({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const texts = useTexts();
  const [address, setAddress] = useState(channel?.address ?? '');
  const [found, setFound] = useState<DiscoveredServers | null>(null);
  const [servers, setServers] = useState<Record<Kind, ServerForm>>(() => ({ imap: emptyServer('imap', channel), smtp: emptyServer('smtp', channel) }));
  const [password, setPassword] = useState('');
  const [backfill, setBackfill] = useState<'now' | '30d' | 'all'>('30d');
  const [reports, setReports] = useState<Partial<Record<Kind, ConnectionReport>>>({});
  const { save, isBusy, problem, setProblem } = useSave('channels');
  const [isByHand, setByHand] = useState(false);
  const [made, setMade] = useState<Channel | null>(null);
  const isLookedUp = found !== null || isByHand || channel !== null;
  const byHand = (): void => {
    setByHand(true);
    for (const kind of kinds) put(kind, { userName: address });
  };
  const put = (kind: Kind, change: Partial<ServerForm>): void => setServers((before) => ({ ...before, [kind]: { ...before[kind], ...change } }));
  const secret = password === '' ? {} : { secret: password };
  const inputOf = (kind: Kind): ConnectionInput => ({ ...toConnection(servers[kind]), ...secret, ...(kind === 'imap' ? { options: { backfill } } : {}) });

  const discover = (): Promise<void> => save(() => request<DiscoveredServers>('/connections/discover', { method: 'POST', json: { address } }), { after: (answer) => {
    setFound(answer);
    for (const kind of kinds) put(kind, answer[kind] ? { ...answer[kind], port: String(answer[kind].port) } : { userName: address });
  } });
  const test = (kind: Kind): Promise<void> => save(() => request<ConnectionReport>('/connections/test', { method: 'POST', json: { kind, connection: inputOf(kind), ...(channel ? { channelId: channel.id } : {}) } }), { after: (report) => setReports((before) => ({ ...before, [kind]: report })) });
  const keep = (): Promise<void> => save(async () => {
    const target = channel ?? made ?? await request<Channel>('/channels', { method: 'POST', json: { kind: 'email', address } });
    setMade(target); // a connection that is refused is entered anew: the channel is there by then
    for (const kind of kinds) if (servers[kind].host !== '') await request(`/channels/${target.id}/connections/${kind}`, { method: 'PUT', json: inputOf(kind) });
  }, { said: texts.mailboxConnected, after: onClose });

  return (
    <Section title={channel ? texts.connectionOf(channel.name) : texts.connectMailbox}>
      <form ref={focusFirst} className="form" onSubmit={(event) => { event.preventDefault(); setProblem(null); void (isLookedUp ? keep() : discover()); }}>
        <Problem text={problem} />
        {channel ? null : <Field label={texts.mailAddress} type="email" isRequired value={address} onChange={setAddress} maxLength={254} />}
        {found?.advice ? <p className="notice">{saidText(found.adviceSaid, found.advice, texts.mailSentences)}</p> : null}
        {found && found.foundBy === null ? <p className="hint">{texts.notFoundServers}</p> : null}
        {isLookedUp ? (
          <>
            <div className="form-grid">
              <Field label={texts.password} type="password" value={password} onChange={setPassword} autoComplete="new-password" {...(channel?.connections.some(({ hasSecret }) => hasSecret) ? { hint: texts.secretKept } : {})} />
              <Choice label={texts.readBack} value={backfill} onChange={(value) => setBackfill(value as 'now')} choices={(['now', '30d', 'all'] as const).map((value) => ({ value, text: texts.backfills[value] }))} />
            </div>
            {kinds.map((kind) => (
              <fieldset key={kind} className="server">
                <legend>{kind === 'imap' ? texts.incomingServer : texts.outgoingServer}</legend>
                <div className="form-grid">
                  <Field label={texts.host} value={servers[kind].host} onChange={(host) => put(kind, { host })} maxLength={253} />
                  <Field label={texts.port} type="number" value={servers[kind].port} onChange={(port) => put(kind, { port })} />
                  <Choice label={texts.security} value={servers[kind].security} onChange={(security) => put(kind, { security: security as ServerForm['security'] })} choices={[{ value: 'tls', text: 'TLS' }, { value: 'starttls', text: 'STARTTLS' }, { value: 'none', text: texts.noEncryption }]} />
                  <Field label={texts.userName} value={servers[kind].userName} onChange={(userName) => put(kind, { userName })} maxLength={320} />
                </div>
                <div className="form-actions"><Button isDisabled={isBusy || servers[kind].host === ''} onPress={() => void test(kind)}>{texts.testConnection}</Button></div>
                {reports[kind] ? <ul className="steps" aria-live="polite">{reports[kind].steps.map((step, at) => <li key={at}><span className={step.ok ? 'ok' : 'not'}>{step.ok ? '✓' : '✗'}</span><span><strong>{texts.connectionSteps[step.step] ?? step.step}</strong> {saidText(step.said, step.text, texts.mailSentences)}</span></li>)}</ul> : null}
              </fieldset>
            ))}
          </>
        ) : null}
        <div className="form-actions">
          <Button type="submit" kind="primary" isDisabled={isBusy}>{isLookedUp ? texts.save : texts.findServers}</Button>
          {isLookedUp ? null : <Button kind="quiet" isDisabled={!address.includes('@')} onPress={byHand}>{texts.enterByHand}</Button>}
          <Button onPress={onClose}>{texts.cancel}</Button>
        </div>
      </form>
    </Section>
  );
}
