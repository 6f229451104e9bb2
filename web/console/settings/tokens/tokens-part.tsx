import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Apis, TokenMade, Tokens } from '#dialects/native/schemas/tokens.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { Choice, CopyLine, Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Keys for software of one's own; a secret is shown once. */
export function TokensPart() {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => request<Tokens>('/tokens', { query: { limit: 100 } }).then(({ items }) => items) });
  const { data: apis = [] } = useQuery({ queryKey: ['apis'], queryFn: () => request<Apis>('/apis').then(({ items }) => items) });
  const [name, setName] = useState('');
  const [api, setApi] = useState('native');
  const [made, setMade] = useState<TokenMade | null>(null);
  const { save, isBusy, problem } = useSave('tokens');
  if (tokens.isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!tokens.data) return <Failure error={tokens.error} onRetry={() => void tokens.refetch()} />;
  const alive = tokens.data.filter(({ revokedAt }) => revokedAt === null);
  return (
    <div className="settings-body">
      <Section title={texts.newToken}>
        <form className="form" onSubmit={(event) => { event.preventDefault(); void save(() => request<TokenMade>('/tokens', { method: 'POST', json: { api, name } }), { after: (answer) => { setMade(answer); setName(''); } }); }}>
          <Problem text={problem} />
          <div className="form-grid"><Choice label="API" value={api} onChange={setApi} choices={apis.map((one) => ({ value: one.name, text: one.title }))} /><Field label={texts.tokenFor} isRequired value={name} onChange={setName} maxLength={200} /></div>
          <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.makeToken}</Button></div>
        </form>
        {made ? <div className="notice" role="status"><p>{texts.tokenOnce}</p><CopyLine label={made.name} text={made.secret} /></div> : null}
      </Section>
      <Section title={texts.settingsParts.tokens}>
        {alive.length === 0 ? <Empty title={texts.noTokens} /> : (
          <ul className="panel">
            {alive.map((token) => (
              <li key={token.id} className="panel-row">
                <div className="panel-main"><strong>{token.name}</strong><span>{apis.find((one) => one.name === token.api)?.title ?? token.api} · {token.lastUsedAt === null ? texts.neverUsed : texts.lastUsed(shortMoment(token.lastUsedAt, nowMs, locale, zone))}</span></div>
                <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.revoke}: ${token.name}`} onPress={() => void save(() => request(`/tokens/${token.id}`, { method: 'DELETE' }))}>{texts.revoke}</Button>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}
