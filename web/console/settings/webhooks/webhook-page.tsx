import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { WebhookDeliveryDetail, WebhookSecret } from '#dialects/native/schemas/webhooks.ts';
import type { Webhook } from '../../api/hooks.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { ConfirmButton, CopyLine, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { hookErrorText } from './hook-error-text.ts';
import { HookStateTag } from './hook-state-tag.tsx';
import { WebhookForm } from './webhook-form.tsx';

/** One webhook: how its receiver stands, a test, a new secret, and what it was told. */
export function WebhookPage({ hook }: { hook: Webhook }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const navigate = useNavigate();
  const [secret, setSecret] = useState<string | null>(null);
  const [tested, setTested] = useState<WebhookDeliveryDetail | null>(null);
  const form = useSave('webhooks');
  const act = useSave('webhooks', 'webhook-deliveries');
  const path = `/webhooks/${hook.id}`;
  const name = hook.name || hook.url || texts.hookKinds[hook.kind];
  const moment = (at: string): string => shortMoment(at, nowMs, locale, zone);
  const last = tested?.tries.at(-1);
  return (
    <div className="settings-body wide-body">
      <div className="item-head">
        <Link to="/settings/$part" params={{ part: 'webhooks' }} className="back-link"><Icon name="back" size={14} />{texts.settingsParts.webhooks}</Link>
        <div className="item-title"><h2>{name}</h2><HookStateTag hook={hook} /></div>
        <p className="hint">{[texts.hookKinds[hook.kind], hook.format, hook.waiting > 0 ? texts.hookWaiting(hook.waiting) : null, hook.failed > 0 ? texts.hookFailedCount(hook.failed) : null].filter(Boolean).join(' · ')}</p>
        {hook.failingSince === null ? null : <p className="notice bad">{texts.hookFailing(moment(hook.failingSince), hook.nextProbeAt === null ? '' : moment(hook.nextProbeAt))} {hook.errorText === null ? '' : hookErrorText(hook.errorText, texts)}</p>}
        <Problem text={act.problem} />
        <div className="form-actions">
          <Button kind="primary" isDisabled={act.isBusy} onPress={() => void act.save(() => request<WebhookDeliveryDetail>(`${path}/test`, { method: 'POST' }), { after: setTested })}>{act.isBusy ? texts.hookTesting : texts.hookTest}</Button>
          <ConfirmButton label={texts.hookRotate} confirm={texts.hookReallyRotate} name={name} isDisabled={act.isBusy} onConfirm={() => void act.save(() => request<WebhookSecret>(`${path}/secret`, { method: 'POST', json: {} }), { after: (made) => setSecret(made.secret) })} />
          {hook.kind === 'bot' ? null : <Button isDisabled={act.isBusy} onPress={() => void act.save(() => request(path, { method: 'PATCH', json: { isDisabled: hook.disabledAt === null } }), { said: texts.saved })}>{hook.disabledAt === null ? texts.hookTurnOff : texts.hookTurnOn}</Button>}
          {hook.kind === 'account' ? <ConfirmButton label={texts.remove} confirm={texts.hookReallyDelete} name={name} isDisabled={act.isBusy} onConfirm={() => void act.save(() => request(path, { method: 'DELETE' }), { after: () => void navigate({ to: '/settings/$part', params: { part: 'webhooks' } }) })} /> : null}
        </div>
        {tested === null ? null : <p className={`notice${tested.state === 'delivered' ? '' : ' bad'}`} role="status">{tested.state === 'delivered' ? texts.hookTestGood(last?.status ?? 0, last?.durationMs ?? 0) : texts.hookTestBad(hookErrorText(tested.lastError ?? '', texts))}</p>}
        {secret === null ? null : <div className="notice" role="status"><p>{texts.hookSecretOnce} {texts.hookRotateHint}</p><CopyLine label={texts.hookSecret} text={secret} /></div>}
      </div>
      {hook.kind === 'account' && hook.format === 'native' ? (
        <Section title={texts.change}>
          <WebhookForm
            initial={{ url: hook.url ?? '', name: hook.name, channelId: hook.channelId, topics: hook.topics }} submitText={texts.save} isBusy={form.isBusy} problem={form.problem}
            onSubmit={(draft) => void form.save(() => request(path, { method: 'PATCH', json: draft }), { said: texts.saved })}
          />
        </Section>
      ) : hook.kind === 'bot' ? <p className="hint">{texts.hookBotsAddress}</p> : null}
      <DeliveryLog hook={hook} />
    </div>
  );
}
