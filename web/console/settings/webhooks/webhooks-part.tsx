import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { WebhookMade } from '#dialects/native/schemas/webhooks.ts';
import { webhooksQuery, type Webhook } from '../../api/hooks.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Icon } from '../../design/icon.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { CopyLine, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { hookErrorText } from './hook-error-text.ts';
import { HookStateTag } from './hook-state-tag.tsx';
import { usualTopics, WebhookForm } from './webhook-form.tsx';
import { WebhookPage } from './webhook-page.tsx';

/** Who outside is told of what; /webhooks/<id> is the page of one, with its log. */
export function WebhooksPart() {
  const texts = useTexts();
  const { item }: { item?: string } = useParams({ strict: false });
  const { data, isPending, error, refetch } = useQuery(webhooksQuery);
  const [made, setMade] = useState<WebhookMade | null>(null);
  const { save, isBusy, problem } = useSave('webhooks');
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const chosen = data.find(({ id }) => String(id) === item);
  if (chosen) return <WebhookPage key={chosen.id} hook={chosen} />;
  return (
    <div className="settings-body">
      <p>{texts.webhooksHint}</p>
      <Section title={texts.newWebhook}>
        <WebhookForm
          key={made?.id ?? 0} initial={{ url: '', name: '', channelId: null, topics: usualTopics }} submitText={texts.add} isBusy={isBusy} problem={problem}
          onSubmit={(draft) => void save(() => request<WebhookMade>('/webhooks', { method: 'POST', json: draft }), { after: setMade })}
        />
        {made ? <div className="notice" role="status"><p>{texts.hookSecretOnce}</p><CopyLine label={texts.hookSecret} text={made.secret} /></div> : null}
      </Section>
      <Section title={texts.settingsParts.webhooks}>
        {data.length === 0 ? <Empty title={texts.noWebhooks}><p>{texts.noWebhooksHint}</p></Empty> : <ul className="panel">{data.map((one) => <li key={one.id}><HookRow hook={one} /></li>)}</ul>}
      </Section>
    </div>
  );
}

function HookRow({ hook }: { hook: Webhook }) {
  const texts = useTexts();
  return (
    <Link to="/settings/$part/$item" params={{ part: 'webhooks', item: String(hook.id) }} className="panel-row panel-link">
      <div className="panel-main">
        <strong>{hook.name || hook.url || texts.hookKinds[hook.kind]}</strong>
        <span>{[texts.hookKinds[hook.kind], hook.name === '' ? null : hook.url, hook.waiting > 0 ? texts.hookWaiting(hook.waiting) : null].filter(Boolean).join(' · ')}</span>
        {hook.failed > 0 ? <span className="wrong">{texts.hookFailedCount(hook.failed)}</span> : null}
        {hook.errorText === null ? null : <span className="wrong">{hookErrorText(hook.errorText, texts)}</span>}
      </div>
      <HookStateTag hook={hook} />
      <Icon name="next" size={14} />
    </Link>
  );
}
