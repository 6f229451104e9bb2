import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { forecastQuery, type Forecast } from '../api/floor.ts';
import { wallboardQuery } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { usePermission } from '../app/use-session.ts';
import { clockDuration } from '../design/clock-duration.ts';
import { Empty, Failure, Skeletons } from '../design/states.tsx';
import { ForecastChart } from './forecast-chart.tsx';
import { NoQueues } from './overview-part.tsx';
import { PlanForm } from './plan-form.tsx';
import { ShrinkageForm } from './shrinkage-form.tsx';

/** What will come in the next seven days, how many people it needs, what is planned. */
export function ForecastPart() {
  const { texts } = usePreferences();
  const { queue: asked }: { queue?: number } = useSearch({ strict: false });
  const { data: board, error, refetch, isPending } = useQuery(wallboardQuery);
  const [chosen, setChosen] = useState<number | null>(null);
  const [minutes, setMinutes] = useState(30);
  if (isPending) return <Skeletons rows={6} label={texts.loading} />;
  if (!board) return <Failure error={error} onRetry={() => void refetch()} />;
  const queue = board.queues.find(({ queueId }) => queueId === (chosen ?? asked)) ?? board.queues[0];
  if (!queue) return <NoQueues />;
  return (
    <div className="board">
      <p className="hint">{texts.forecastHint}</p>
      <div className="board-filters">
        <label className="board-choice"><span>{texts.forecastQueue}</span><select className="input" value={queue.queueId} onChange={(event) => setChosen(Number(event.target.value))}>{board.queues.map(({ queueId, name, kind }) => <option key={queueId} value={queueId}>{name} ({texts.wallboardKinds[kind]})</option>)}</select></label>
        <label className="board-choice"><span>{texts.forecastInterval}</span><select className="input" value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>{[15, 30].map((one) => <option key={one} value={one}>{texts.forecastMinutes(one)}</option>)}</select></label>
      </div>
      <Told key={`${queue.queueId} ${minutes}`} queueId={queue.queueId} minutes={minutes} />
    </div>
  );
}

function Told({ queueId, minutes }: { queueId: number; minutes: number }) {
  const { texts } = usePreferences();
  const { data, error, refetch, isPending } = useQuery(forecastQuery(queueId, minutes));
  if (isPending) return <Skeletons rows={6} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data.historyFrom === null) return <Empty title={texts.forecastNone}><p>{texts.forecastNoneHint}</p></Empty>;
  return <ToldWeek forecast={data} />;
}

function ToldWeek({ forecast }: { forecast: Forecast }) {
  const { texts, locale } = usePreferences();
  const may = usePermission();
  const days = [...new Set(forecast.intervals.map(({ day }) => day))];
  const [day, setDay] = useState(forecast.gaps[0]?.day ?? days[0]!);
  const dayText = (one: string): string => new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${one}T12:00:00Z`));
  const ofDay = forecast.intervals.filter((one) => one.day === day);
  const isClosedDay = ofDay.every(({ isClosed }) => isClosed);
  const shown = ofDay.filter(({ arrivals, planned }) => (arrivals?.expected ?? 0) > 0 || (planned ?? 0) > 0);
  const number = (value: number): string => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  const patience = forecast.patienceSeconds === null ? texts.forecastPatienceUnknown : clockDuration(forecast.patienceSeconds);
  return (
    <>
      <p>{texts.forecastTarget(forecast.targetPercent, clockDuration(forecast.targetSeconds))} {forecast.handleSeconds === null ? texts.forecastNoHandle : texts.forecastBasis(forecast.weeks, clockDuration(forecast.handleSeconds), patience)}</p>
      <details className="forecast-how">
        <summary>{texts.forecastHow}</summary>
        <ul>{texts.forecastRules({ atOnce: number(forecast.atOnce), isChat: forecast.kind === 'chat', shrinkage: forecast.shrinkagePercent }).map((rule) => <li key={rule}>{rule}</li>)}</ul>
      </details>
      {may('work.supervise') ? <ShrinkageForm key={forecast.shrinkagePercent} held={forecast.shrinkagePercent} /> : null}
      <section aria-labelledby="gaps">
        <h2 id="gaps" className="board-head">{texts.forecastGaps}</h2>
        {forecast.gaps.length === 0 ? <p className="notice" role="note">{texts.forecastNoGaps}</p> : <ul className="gap-list">{forecast.gaps.map((gap) => <li key={`${gap.day} ${gap.from}`}><button type="button" className="figure" onClick={() => setDay(gap.day)}>{texts.forecastGap(dayText(gap.day), gap.from, gap.to, gap.people)}</button></li>)}</ul>}
      </section>
      <label className="board-choice"><span>{texts.forecastDay}</span><select className="input" value={day} onChange={(event) => setDay(event.target.value)}>{days.map((one) => <option key={one} value={one}>{dayText(one)}</option>)}</select></label>
      {isClosedDay ? <p className="notice" role="note">{texts.forecastClosedDay}</p> : null}
      <ForecastChart intervals={ofDay} label={texts.forecastChart(forecast.name, dayText(day))} />
      <div className="table-frame" role="region" aria-label={dayText(day)} tabIndex={0}>
        <table className="board-table plain">
          <thead><tr>{[texts.forecastInterval, texts.forecastExpected, texts.forecastSpread, texts.forecastNeeded, texts.forecastScheduled, texts.forecastPlanned, texts.forecastMissing, texts.forecastLevel].map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          <tbody>{shown.map(({ from, to, arrivals, needed, scheduled, planned, plannedPercent }) => {
            const missing = Math.max(0, (scheduled ?? 0) - (planned ?? 0));
            return (
              <tr key={from}>
                <th scope="row">{from} – {to}</th>
                <td data-name={texts.forecastExpected}>{arrivals === null ? '–' : number(arrivals.expected)}</td>
                <td data-name={texts.forecastSpread}>{arrivals === null ? '–' : `${number(arrivals.low)} – ${number(arrivals.high)}`}</td>
                <td data-name={texts.forecastNeeded}>{needed ?? '–'}</td>
                <td data-name={texts.forecastScheduled}>{scheduled ?? '–'}</td>
                <td data-name={texts.forecastPlanned}>{planned ?? '–'}</td>
                <td data-name={texts.forecastMissing}>{missing === 0 ? '–' : <span className="tag danger"><span>{missing}</span></span>}</td>
                <td data-name={texts.forecastLevel}>{plannedPercent === null ? '–' : `${number(plannedPercent)} %`}</td>
              </tr>
            );
          })}</tbody>
        </table>
      </div>
      {may('work.supervise') ? <PlanForm key={day} queueId={forecast.queueId} day={day} title={`${texts.forecastPlan}: ${dayText(day)}`} needed={ofDay} /> : null}
    </>
  );
}
