import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactNode } from 'react';
import type { CallExplanation, CallQuestion } from '#dialects/native/schemas/queues.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { problemText } from '../../design/problem-text.ts';
import { shortMoment } from '../../design/time-text.ts';
import { Problem, Section } from '../pieces.tsx';
import { MomentField } from './moment-field.tsx';

/** What somebody would get who comes now, or at a time, and why: step by step. `children`: what else is asked for. */
export function CallPreview({ question, children }: { question: Omit<CallQuestion, 'at'>; children?: ReactNode }) {
  const { texts } = usePreferences();
  const [at, setAt] = useState<string | null>(null);
  const json = useDeferredValue(JSON.stringify({ ...question, ...(at === null ? {} : { at }) }));
  const { data, error } = useQuery({ queryKey: ['queues', 'preview', json], retry: false, placeholderData: keepPreviousData, queryFn: ({ signal }) => request<CallExplanation>('/queues/preview', { method: 'POST', json: JSON.parse(json) as object, signal }) });
  return (
    <Section title={texts.preview}>
      <div className="form">
        <p className="hint">{texts.previewHint}</p>
        <div className="form-grid">{children}<MomentField label={texts.previewAt} hint={texts.previewAtHint} onChange={setAt} /></div>
        {error ? <Problem text={problemText(error, texts)} /> : data ? <Steps found={data} /> : null}
      </div>
    </Section>
  );
}

function Steps({ found }: { found: CallExplanation }) {
  const { texts } = usePreferences();
  const says = found.menu?.outputMessage ?? null;
  return (
    <div className="notice plain call-steps" role="status">
      {says === null ? null : <p>{texts.previewSays(says)}</p>}
      {found.end === 'choices' ? <><p>{texts.previewChoices}</p><ul>{found.choices.map(({ menuId, key, name }) => <li key={menuId}>{key === null ? null : <kbd>{key}</kbd>} {name}</li>)}</ul></> : null}
      {found.end === 'no-queue' ? <p className="wrong">{texts.previewNoQueue}</p> : null}
      <ol>
        {found.queues.map((queue) => (
          <li key={queue.queueId}>
            <span>{texts.previewQueue(queue.name, queue.hasCalendar ? texts.previewPhases[queue.phase] : texts.previewAlways, queue.waiting, queue.readyAgents)}</span>{' '}
            <strong>{queue.cause !== null && queue.action !== null ? texts.previewDoes(texts.previewCauses[queue.cause], texts.queueActions[queue.action.action]) : texts.previewWaits}</strong>
            {queue.action?.text ? <span> {texts.previewSays(queue.action.text)}</span> : null}
          </li>
        ))}
      </ol>
      {found.end === 'waits' ? <Asked found={found} /> : null}
    </div>
  );
}

const shownMax = 8;

function Asked({ found: { asked, agentCount, botName } }: { found: CallExplanation }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const shown = asked.slice(0, shownMax);
  return (
    <>
      {botName === null ? null : <p>{texts.previewBot(botName)}</p>}
      {agentCount === 0 ? <p className="wrong">{texts.previewNobody}</p> : (
        <>
          {asked.some(({ readySince }) => readySince !== null) ? null : <p>{texts.previewNobodyReady}</p>}
          <p>{texts.previewAsked}</p>
          <ol>{shown.map(({ agentId, name, level, readySince }) => <li key={agentId}>{name}, {texts.levelIs(level)}, {readySince === null ? texts.previewNotReady : texts.previewReady(shortMoment(readySince, nowMs, locale, zone))}</li>)}</ol>
          {agentCount > shown.length ? <p>{texts.previewMore(agentCount - shown.length)}</p> : null}
        </>
      )}
    </>
  );
}
