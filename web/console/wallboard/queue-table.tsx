import type { ReactNode } from 'react';
import type { QueueFigures, WallboardFigure } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { useSecond } from '../app/use-second.ts';
import { clockDuration } from '../design/clock-duration.ts';
import { percentText } from './level.ts';
import { LevelTag } from './level-tag.tsx';
import { secondsSince, type Dated } from './server-time.ts';

interface Props {
  readonly queues: readonly QueueFigures[];
  readonly dated: Dated;
  /** Opens what a figure counted; without it the figures are plain. */
  readonly onOpen?: (figure: WallboardFigure, queue: QueueFigures) => void;
  /** Beside the level of a queue that misses its target. */
  readonly missedLink?: (queue: QueueFigures) => ReactNode;
}

/** A row for each queue. On a narrow page each row is a card with the names of its figures. */
export function QueueTable({ queues, dated, onOpen, missedLink }: Props) {
  const { texts, locale } = usePreferences();
  const nowMs = useSecond();
  const number = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const duration = (seconds: number | null): string => (seconds === null ? '–' : clockDuration(seconds));
  const figure = (name: WallboardFigure, queue: QueueFigures, value: ReactNode, title: string = texts.figureNames[name]): ReactNode => (
    <td data-name={title}>{onOpen ? <button type="button" className="figure" title={texts.figureHints[name]} onClick={() => onOpen(name, queue)}>{value}<span className="hidden-text">, {texts.figureNames[name]}, {queue.name}</span></button> : value}</td>
  );
  return (
    <div className="table-frame" role="region" aria-label={texts.wallboardParts.overview} tabIndex={0}>
      <table className="board-table">
        <thead><tr>
          <th scope="col">{texts.queueColumn}</th>
          {[texts.figureNames.waiting, texts.longestWait, texts.figureNames['at-risk'], texts.figureNames['service-level'], texts.figureNames.answered, texts.figureNames.abandoned, texts.figureNames['speed-of-answer'], texts.figureNames['handle-time'], texts.figureNames.agents, texts.figureNames.occupancy].map((name) => <th key={name} scope="col">{name}</th>)}
        </tr></thead>
        <tbody>
          {queues.map((queue) => (
            <tr key={queue.queueId}>
              <th scope="row"><strong>{queue.name}</strong><span className="sub">{texts.wallboardKinds[queue.kind]} · {texts.ofTarget(queue.targetPercent, clockDuration(queue.targetSeconds))}</span></th>
              {figure('waiting', queue, number(queue.waiting))}
              <td data-name={texts.longestWait}>{queue.oldestWaitingSince === null ? '–' : clockDuration(secondsSince(queue.oldestWaitingSince, dated, nowMs))}</td>
              {figure('at-risk', queue, queue.missed > 0 ? <span className="tag danger"><span>{texts.missedNow(queue.missed)}</span></span> : queue.atRisk > 0 ? <span className="tag warn"><span>{texts.soonLate(queue.atRisk)}</span></span> : number(0))}
              <td data-name={texts.figureNames['service-level']}>
                {onOpen ? <button type="button" className="figure" title={texts.figureHints['service-level']} onClick={() => onOpen('service-level', queue)}><LevelTag queue={queue} /><span className="hidden-text">, {texts.figureNames['service-level']}, {queue.name}</span></button> : <LevelTag queue={queue} />}
                {missedLink?.(queue)}
              </td>
              {figure('answered', queue, number(queue.answered))}
              {figure('abandoned', queue, number(queue.abandoned))}
              {figure('speed-of-answer', queue, duration(queue.speedOfAnswer.averageSeconds))}
              {figure('handle-time', queue, duration(queue.handleTime.averageSeconds))}
              {figure('agents', queue, <AgentCounts agents={queue.agents} />)}
              {figure('occupancy', queue, percentText(queue.occupancy.percent, locale))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How many are in each state, in words; who is offline is counted apart. */
function AgentCounts({ agents }: { agents: QueueFigures['agents'] }) {
  const { texts } = usePreferences();
  const states = (['ready', 'busy', 'wrap-up', 'away'] as const).filter((state) => agents[state] > 0);
  return <span className="counts">{states.length === 0 ? (agents.offline === 0 ? '–' : `${agents.offline} ${texts.agentStateNames.offline}`) : states.map((state) => <span key={state} className={`count ${state}`}>{agents[state]} {texts.agentStateNames[state]}</span>)}</span>;
}
