import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { agentDayQuery, type AgentDay } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { IconButton } from '../design/button.tsx';
import { clockDuration } from '../design/clock-duration.ts';
import { Icon } from '../design/icon.tsx';
import { Empty, Failure, Skeletons } from '../design/states.tsx';
import { DayTimeline } from './day-timeline.tsx';

/** The day of one agent: a timeline, and tables that say the same. */
export function AgentDayPart({ agentId }: { agentId: number }) {
  const { texts } = usePreferences();
  const [day, setDay] = useState<string | null>(null);
  const { data, error, refetch, isPending } = useQuery(agentDayQuery(agentId, day));
  if (isPending) return <Skeletons rows={6} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const move = (by: number): void => setDay(new Date(Date.parse(`${data.day}T12:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10));
  const isEmpty = data.stays.length + data.work.length + data.moments.length === 0;
  return (
    <div className="board">
      <div className="board-bar">
        <Link to="/wallboard/$part" params={{ part: 'agents' }} search={{}} className="back-link"><Icon name="back" />{texts.wallboardParts.agents}</Link>
        <h2>{texts.agentDayTitle(data.name)}</h2>
        <span className="day-choice">
          <IconButton label={texts.earlierDay} onPress={() => move(-1)}><Icon name="back" /></IconButton>
          <label><span className="hidden-text">{texts.dayField}</span><input className="input" type="date" value={data.day} onChange={(event) => { if (event.target.value !== '') setDay(event.target.value); }} /></label>
          <IconButton label={texts.laterDay} onPress={() => move(1)}><Icon name="next" /></IconButton>
        </span>
      </div>
      {isEmpty ? <Empty title={texts.nothingThatDay}><p>{texts.nothingThatDayHint}</p></Empty> : <><DayTimeline day={data} /><DayTables day={data} /></>}
    </div>
  );
}

function DayTables({ day }: { day: AgentDay }) {
  const { texts, locale } = usePreferences();
  const time = (instant: string | null): string => (instant === null ? texts.stillRuns : new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone: day.zone }).format(new Date(instant)));
  const table = (id: string, title: string, heads: readonly string[], rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]) => (rows.length === 0 ? null : (
    <section aria-labelledby={id}>
      <h3 id={id} className="board-head">{title}</h3>
      <div className="table-frame" role="region" aria-labelledby={id} tabIndex={0}>
        <table className="board-table plain">
          <thead><tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
          <tbody>{rows.map(({ key, cells: [first, ...rest] }) => <tr key={key}><th scope="row">{first}</th>{rest.map((cell, at) => <td key={heads[at + 1]} data-name={heads[at + 1]}>{cell}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </section>
  ));
  const open = (conversationId: number, kind: 'call' | 'chat', id: number) => <Link to="/$view/$conversation" params={{ view: 'open', conversation: String(conversationId) }} search={{}}>{texts.interactionNumber(texts.wallboardKinds[kind], id)}</Link>;
  return (
    <>
      {table('day-stays', texts.stays, [texts.startedColumn, texts.endedColumn, texts.secondsColumn, texts.reasonColumn], day.stays.map((stay) => ({
        key: stay.startedAt, cells: [time(stay.startedAt), time(stay.endedAt), clockDuration(stay.seconds), <>{texts.statusNames[stay.name] ?? stay.name}{stay.setByName === null ? null : <span className="sub">{texts.setBy(stay.setByName)}</span>}</>],
      })))}
      {table('day-work', texts.workTitle, [texts.startedColumn, texts.endedColumn, texts.secondsColumn, texts.workColumn, texts.queueColumn, texts.openConversation], day.work.map((work) => ({
        key: `${work.startedAt} ${work.interactionId} ${work.type}`, cells: [time(work.startedAt), time(work.endedAt), clockDuration(work.seconds), texts.doingNames[work.type] ?? work.type, work.queueName ?? '–', open(work.conversationId, work.kind, work.interactionId)],
      })))}
      {table('day-moments', texts.momentsTitle, [texts.startedColumn, texts.workColumn], day.moments.map((moment, at) => ({
        key: `${moment.at} ${at}`, cells: [time(moment.at), `${texts.activityNames[moment.activity] ?? moment.activity}${moment.kind === null || moment.interactionId === null ? '' : ` ${texts.interactionNumber(texts.wallboardKinds[moment.kind], moment.interactionId)}`}`],
      })))}
    </>
  );
}
