import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { IntegrationTest } from '#dialects/native/schemas/integrations.ts';
import type { Integration } from '../../api/hooks.ts';
import { channelsQuery } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { ConfirmButton, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { hookErrorText } from '../webhooks/hook-error-text.ts';
import { IntegrationForm } from './integration-form.tsx';
import type { Connectable } from './integrations-part.tsx';

/** One that is connected: where, how it stands and why it fails, a test, its log. Whatever the program says is text. */
export function IntegrationRow({ one, app }: { one: Integration; app: Connectable }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { data: channels = [] } = useQuery(channelsQuery);
  const [tested, setTested] = useState<IntegrationTest | null>(null);
  const [isEditing, setEditing] = useState(false);
  const { save, isBusy, problem } = useSave('integrations', 'webhooks', 'bots', 'channels');
  const { id, url, channelId, model, webhookId, isOff, failingSince, errorText, failed } = one;
  const where = channelId === null ? null : channels.find((channel) => channel.id === channelId)?.name ?? null;
  const state = isOff ? 'off' : failingSince === null ? 'works' : 'failing';
  if (isEditing) return <div className="panel-row"><IntegrationForm app={app} one={one} onDone={() => setEditing(false)} /></div>;
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{url ?? ''}</strong>
        <span>{[where, model, failed > 0 ? texts.hookFailedCount(failed) : null].filter(Boolean).join(' · ')}</span>
        {failingSince === null ? null : <span className="wrong">{texts.integrationFails(shortMoment(failingSince, nowMs, locale, zone), hookErrorText(errorText ?? '', texts))}</span>}
        <Problem text={problem} />
        {tested === null ? null : (
          <div className={`notice${tested.isGood ? '' : ' bad'}`} role="status">
            <p>{tested.isGood ? tested.status === null ? texts.integrationTestGood : texts.hookTestGood(tested.status, tested.durationMs ?? 0) : texts.hookTestBad(hookErrorText(tested.errorText ?? '', texts))}</p>
            {tested.answer === null || tested.answer === '' ? null : <><p>{texts.integrationAnswer}</p><pre className="hook-body" tabIndex={0} aria-label={texts.integrationAnswer}>{tested.answer}</pre></>}
          </div>
        )}
      </div>
      <span className={`tag ${state === 'works' ? 'good' : state === 'off' ? '' : 'danger'}`}><span>{texts.hookStates[state]}</span></span>
      <span className="row-acts">
        <Button isDisabled={isBusy} aria-label={`${texts.integrationTest}: ${url}`} onPress={() => void save(() => request<IntegrationTest>(`/integrations/${id}/test`, { method: 'POST' }), { after: setTested })}>{isBusy ? texts.hookTesting : texts.integrationTest}</Button>
        {webhookId === null ? null : <Link className="button quiet" to="/settings/$part/$item" params={{ part: 'webhooks', item: String(webhookId) }}>{texts.integrationLog}</Link>}
        <Button kind="quiet" aria-label={`${texts.change}: ${url}`} onPress={() => setEditing(true)}>{texts.change}</Button>
        <ConfirmButton label={texts.integrationDisconnect} confirm={texts.integrationReallyDisconnect} name={url ?? ''} isDisabled={isBusy} onConfirm={() => void save(() => request(`/integrations/${id}`, { method: 'DELETE' }))} />
      </span>
    </div>
  );
}
