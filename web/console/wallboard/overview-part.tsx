import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { wallboardQuery, type QueueFigures, type WallboardFigure } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { Button } from '../design/button.tsx';
import { Empty, Failure, Skeletons } from '../design/states.tsx';
import { useLive } from '../live/live-provider.tsx';
import { AtRiskList } from './at-risk-list.tsx';
import { DataAge } from './data-age.tsx';
import { FigureRows } from './figure-rows.tsx';
import { levelOf } from './level.ts';
import { QueueTable } from './queue-table.tsx';
import { Rotation } from './rotation.tsx';
import { Tiles } from './tiles.tsx';

/** The queues now and today. */
export function OverviewPart() {
  const { texts } = usePreferences();
  const { state } = useLive();
  const { data: board, error, refetch, isPending, dataUpdatedAt } = useQuery(wallboardQuery);
  const [opened, setOpened] = useState<{ readonly figure: WallboardFigure; readonly queue: QueueFigures } | null>(null);
  const [isFull, setFull] = useState(false);
  if (isPending) return <Skeletons rows={6} label={texts.loading} />;
  if (!board) return <Failure error={error} onRetry={() => void refetch()} />;
  if (board.queues.length === 0) return <NoQueues />;
  const dated = { asOf: board.asOf, receivedMs: dataUpdatedAt };
  const isConnected = state !== 'away' && error === null;
  if (isFull) return <Rotation queues={board.queues} dated={dated} isConnected={isConnected} zone={board.zone} onLeave={() => setFull(false)} />;
  return (
    <div className="board">
      <div className="board-bar"><DataAge dated={dated} isConnected={isConnected} zone={board.zone} /><Button onPress={() => setFull(true)}>{texts.fullScreen}</Button></div>
      <Tiles board={board} dated={dated} />
      <QueueTable
        queues={board.queues} dated={dated} onOpen={(figure, queue) => setOpened({ figure, queue })}
        missedLink={(queue) => (levelOf(queue) === 'missed' ? <Link className="gap-link" to="/wallboard/$part" params={{ part: 'forecast' }} search={{ queue: queue.queueId }}>{texts.showGaps}<span className="hidden-text"> {queue.name}</span></Link> : null)}
      />
      <AtRiskList board={board} dated={dated} />
      {opened ? <FigureRows figure={opened.figure} queue={opened.queue} onClose={() => setOpened(null)} /> : null}
    </div>
  );
}

/** Nothing to watch: what to do about it. */
export function NoQueues() {
  const { texts } = usePreferences();
  return <Empty title={texts.noFloorQueues}><p>{texts.noFloorQueuesHint}</p><p><Link to="/settings/$part" params={{ part: 'queues' }}>{texts.toQueueSettings}</Link></p></Empty>;
}
