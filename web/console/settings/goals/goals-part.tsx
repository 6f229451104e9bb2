import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { ReplyGoals, ReplyGoalsEffect } from '#dialects/native/schemas/reply-goals.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { longMoment } from '../../design/time-text.ts';
import { DuePreview } from '../hours/due-preview.tsx';
import { Check, Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { durationWords, parseDuration, parseDurations } from './duration-words.ts';
import { SlaHoursForm } from './sla-hours-form.tsx';

const metrics = ['firstReply', 'overall', 'close'] as const;
type Metric = (typeof metrics)[number];
type Typed = Readonly<Record<Metric, { readonly goal: string; readonly bands: string }>>;
type Written = Readonly<Record<Metric, { readonly goal: number | null; readonly bands: readonly number[] }>>;

/** How fast answers shall be, and what a goal would have made of the last month. */
export function GoalsPart() {
  const { texts } = usePreferences();
  const { data, isPending, error, refetch } = useQuery({ queryKey: ['reply-goals'], queryFn: ({ signal }) => request<ReplyGoals>('/account/reply-goals', { signal }) });
  if (isPending) return <Skeletons rows={4} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return <div className="settings-body"><GoalsForm key={JSON.stringify(data)} held={data} /><SlaHoursForm /></div>;
}

function GoalsForm({ held }: { held: ReplyGoals }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const canWrite = usePermission()('settings.write');
  const [typed, setTyped] = useState<Typed>(() => byMetric((metric) => ({ goal: held[metric].goal === null ? '' : durationWords(held[metric].goal), bands: held[metric].bands.map(durationWords).join(', ') })));
  const [fromBeginning, setFromBeginning] = useState(false);
  const { save, isBusy, problem } = useSave('reply-goals', 'calendars');
  const written = read(typed);
  const isSame = written !== null && metrics.every((metric) => written[metric].goal === held[metric].goal && written[metric].bands.join() === held[metric].bands.join());
  const put = (metric: Metric, part: Partial<Typed[Metric]>): void => setTyped((before) => ({ ...before, [metric]: { ...before[metric], ...part } }));
  const keep = (): void => {
    if (written === null) return;
    void save(() => request<ReplyGoals>('/account/reply-goals', { method: 'PUT', json: { ...written, ...(fromBeginning ? { fromBeginning } : {}) } }), { said: texts.goalsSaved });
  };
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); keep(); }}>
      <p className="hint">{texts.goalsHint}</p>
      <p className="hint">{!held.isSet ? texts.goalsNone : held.validFrom === null ? texts.goalsSinceEver : texts.goalsSince(longMoment(held.validFrom, locale, zone))}</p>
      <fieldset className="plain-set" disabled={!canWrite}>
        {metrics.map((metric) => (
          <Section key={metric} title={texts.goalNames[metric].title}>
            <p className="hint">{texts.goalNames[metric].text}</p>
            <div className="form-grid">
              <Field label={texts.goal} hint={texts.goalHint} value={typed[metric].goal} onChange={(goal) => put(metric, { goal })} maxLength={40} />
              <Field label={texts.bands} hint={texts.bandsHint} value={typed[metric].bands} onChange={(bands) => put(metric, { bands })} maxLength={300} />
            </div>
          </Section>
        ))}
        {held.isSet ? <Check label={texts.goalsFromBeginning} isOn={fromBeginning} onChange={setFromBeginning} /> : null}
      </fieldset>
      <Problem text={written === null ? texts.goalsWrong : problem} />
      {written === null ? null : <GoalsEffect written={written} fromBeginning={fromBeginning} isSame={isSame} />}
      {canWrite ? <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy || written === null || (isSame && !fromBeginning)}>{texts.save}</Button></div> : null}
      <DuePreview />
    </form>
  );
}

/** The last 30 days by the goals in force, and by those that stand in the form. */
function GoalsEffect({ written, fromBeginning, isSame }: { written: Written; fromBeginning: boolean; isSame: boolean }) {
  const { texts, locale } = usePreferences();
  const json = useDeferredValue(JSON.stringify(written));
  const { data } = useQuery({
    queryKey: ['reply-goals', 'preview', json], retry: false, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request<ReplyGoalsEffect>('/account/reply-goals/preview', { method: 'POST', json: JSON.parse(json) as object, signal }),
  });
  if (!data) return null;
  const count = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const share = ({ withinGoal, overGoal }: ReplyGoalsEffect['close']['inForce']): string => (
    withinGoal + overGoal === 0 ? texts.goalNothingJudged : texts.goalKept(count(withinGoal), count(withinGoal + overGoal), new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(withinGoal / (withinGoal + overGoal))));
  return (
    <div className="notice plain goals-effect" role="status">
      <table className="facts-table">
        <caption>{texts.goalsEffect(data.days)}</caption>
        <thead><tr><th scope="col">{texts.goal}</th><th scope="col">{texts.goalsNow}</th><th scope="col">{texts.goalsThen}</th></tr></thead>
        <tbody>{metrics.map((metric) => <tr key={metric}><th scope="row">{texts.goalNames[metric].title}</th><td>{share(data[metric].inForce)}</td><td>{share(data[metric].wanted)}</td></tr>)}</tbody>
      </table>
      {isSame ? null : <p>{data.judgesPast || fromBeginning ? texts.goalsJudgePast : texts.goalsJudgeFuture}</p>}
    </div>
  );
}

const byMetric = <T,>(make: (metric: Metric) => T): Record<Metric, T> => ({ firstReply: make('firstReply'), overall: make('overall'), close: make('close') });

/** Null where something typed is no length of time. */
function read(typed: Typed): Written | null {
  const parts = metrics.map((metric) => ({ goal: typed[metric].goal.trim() === '' ? undefined : parseDuration(typed[metric].goal), bands: parseDurations(typed[metric].bands) }));
  if (parts.some(({ goal, bands }) => goal === null || bands === null)) return null;
  return byMetric((metric) => ({ goal: parts[metrics.indexOf(metric)]!.goal ?? null, bands: parts[metrics.indexOf(metric)]!.bands ?? [] }));
}
