import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WebhookDeliveries, WebhookDelivery, WebhookDeliveryDetail } from '#dialects/native/schemas/webhooks.ts';
import type { Webhook } from '../../api/hooks.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { longMoment, shortMoment } from '../../design/time-text.ts';
import { Choice, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { hookErrorText } from './hook-error-text.ts';
import { ReplayForm } from './replay-form.tsx';

const lookAgainMs = 3_000;
const shown = ['', 'failed', 'held', 'queued', 'delivered'] as const;

/** What a webhook was told, newest first; each with its body, its tries, and a way to send it again. */
export function DeliveryLog({ hook }: { hook: Webhook }) {
  const { texts } = usePreferences();
  const [state, setState] = useState('');
  const query = useInfiniteQuery({
    queryKey: ['webhook-deliveries', hook.id, state], queryFn: ({ pageParam, signal }) => request<WebhookDeliveries>(`/webhooks/${hook.id}/deliveries`, { query: { cursor: pageParam, state, limit: 50 }, signal }),
    initialPageParam: null as string | null, getNextPageParam: (page) => page.next,
    // Nothing tells of a delivery that has arrived: while one is on its way, the page looks again.
    refetchInterval: ({ state: { data } }) => (data?.pages[0]?.items.some((one) => one.state === 'queued') ? lookAgainMs : false),
  });
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const choices = shown.map((value) => ({ value, text: value === '' ? texts.hookShowAll : texts.deliveryStates[value] }));
  return (
    <Section title={texts.hookLog}>
      <p className="hint">{texts.hookLogHint}</p>
      <div className="audit-tools spaced"><Choice label={texts.hookShow} value={state} onChange={setState} choices={choices} /></div>
      {query.isPending ? <Skeletons rows={3} label={texts.loading} /> : !query.data ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : rows.length === 0 ? <Empty title={texts.hookNoLog} /> : (
        <ul className="panel spaced">{rows.map((one) => <li key={one.id}><DeliveryRow hookId={hook.id} delivery={one} /></li>)}</ul>
      )}
      {query.hasNextPage ? <p className="list-more"><Button kind="quiet" isDisabled={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>{texts.more}</Button></p> : null}
      <ReplayForm hook={hook} />
    </Section>
  );
}

function DeliveryRow({ hookId, delivery }: { hookId: number; delivery: WebhookDelivery }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const [isOpen, setOpen] = useState(false);
  const { save, isBusy, problem } = useSave('webhook-deliveries', 'webhooks');
  const { state, topic, attempts, createdAt, lastError, lastStatus, nextTryAt } = delivery;
  const isOver = state === 'delivered' || state === 'failed';
  const label = texts.deliveryOf(delivery.messageKey);
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{texts.topicNames[topic as keyof typeof texts.topicNames] ?? topic}</strong>
        <span>{[shortMoment(createdAt, nowMs, locale, zone), texts.deliveryStates[state], lastStatus, texts.deliveryTries(attempts), state === 'queued' && nextTryAt !== null && attempts > 0 ? texts.deliveryNext(shortMoment(nextTryAt, nowMs, locale, zone)) : null].filter((part) => part !== null).join(' · ')}</span>
        {lastError === null || state === 'delivered' ? null : <span className={state === 'failed' ? 'wrong' : undefined}>{hookErrorText(lastError, texts)}</span>}
        {problem === null ? null : <span className="wrong" role="alert">{problem}</span>}
        <details className="role-detail" onToggle={(event) => setOpen(event.currentTarget.open)}><summary aria-label={`${label}: ${texts.deliveryBody}`}>{texts.deliveryBody}</summary>{isOpen ? <DeliveryDetail hookId={hookId} id={delivery.id} /> : null}</details>
      </div>
      {isOver && topic !== 'test' ? <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.deliveryReplay}: ${label}`} onPress={() => void save(() => request(`/webhooks/${hookId}/deliveries/${delivery.id}/replay`, { method: 'POST' }), { said: texts.deliveryReplayed })}>{texts.deliveryReplay}</Button> : null}
    </div>
  );
}

function DeliveryDetail({ hookId, id }: { hookId: number; id: number }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const { data, error, refetch, isPending } = useQuery({ queryKey: ['webhook-deliveries', hookId, 'one', id], queryFn: ({ signal }) => request<WebhookDeliveryDetail>(`/webhooks/${hookId}/deliveries/${id}`, { signal }) });
  if (isPending) return <Skeletons rows={2} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {data.body === null ? <p className="hint">{texts.deliveryNoBody}</p> : <pre className="hook-body" tabIndex={0} aria-label={texts.deliveryBody}>{pretty(data.body)}</pre>}
      {data.tries.length === 0 ? null : (
        <table className="facts-table">
          <caption>{texts.deliveryTriesTitle}</caption>
          <tbody>{data.tries.map((one) => (
            <tr key={one.at}><td>{longMoment(one.at, locale, zone)}</td><td>{one.status ?? ''}</td><td>{one.durationMs} ms</td><td>{one.error === null ? '' : hookErrorText(one.error, texts)}</td><td>{one.answer === null || one.answer === '' ? '' : <code>{one.answer.slice(0, 300)}</code>}</td></tr>
          ))}</tbody>
        </table>
      )}
    </>
  );
}

/** As text, whatever is in it. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
