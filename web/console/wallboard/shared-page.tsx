import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isProblem } from '../api/api-problem.ts';
import { sharedWallboardQuery, type SharedWallboard } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { useSecond } from '../app/use-second.ts';
import { Button } from '../design/button.tsx';
import { clockDuration } from '../design/clock-duration.ts';
import { Empty, Failure, Skeletons } from '../design/states.tsx';
import { DataAge } from './data-age.tsx';
import { QueueTable } from './queue-table.tsx';
import { Rotation } from './rotation.tsx';
import { secondsSince, type Dated } from './server-time.ts';
import { StateTag } from './state-tag.tsx';
import { Tiles } from './tiles.tsx';
import './wallboard.css';

/** The wallboard for whoever holds the link: the secret stands behind # and goes to the server in a body only. */
export function SharedPage() {
  const { texts } = usePreferences();
  const [secret] = useState(() => location.hash.slice(1));
  const { data, error, refetch, isPending, dataUpdatedAt, isFetching } = useQuery(sharedWallboardQuery(secret));
  const [isFull, setFull] = useState(false);
  useEffect(() => { document.title = `${data === undefined ? texts.wallboard : `${data.linkName} · ${data.accountName}`} · Patchbay`; }, [data, texts]);
  if (isPending) return <main className="shared-board"><Skeletons rows={6} label={texts.loading} /></main>;
  const isGone = isProblem(error, 'expired');
  if (!data || isGone) return <main className="shared-board">{isGone ? <Empty title={texts.sharedGone}><p>{texts.sharedGoneHint}</p></Empty> : <Failure error={error} onRetry={() => void refetch()} />}</main>;
  const dated = { asOf: data.wallboard.asOf, receivedMs: dataUpdatedAt };
  const isConnected = error === null || isFetching;
  const { queues, zone } = data.wallboard;
  if (isFull && queues.length > 0) return <main className="shared-board"><Rotation queues={queues} dated={dated} isConnected={isConnected} zone={zone} onLeave={() => setFull(false)} /></main>;
  return (
    <main className="shared-board">
      <div className="board">
        <div className="board-bar"><h1>{data.accountName}</h1><DataAge dated={dated} isConnected={isConnected} zone={zone} />{queues.length > 0 ? <Button onPress={() => setFull(true)}>{texts.fullScreen}</Button> : null}</div>
        {queues.length === 0 ? <Empty title={texts.noFloorQueues} /> : <><Tiles board={data.wallboard} dated={dated} /><QueueTable queues={queues} dated={dated} /></>}
        {data.agents === null || data.agents.length === 0 ? null : <SharedAgents agents={data.agents} dated={dated} />}
      </div>
    </main>
  );
}

function SharedAgents({ agents, dated }: { agents: NonNullable<SharedWallboard['agents']>; dated: Dated }) {
  const { texts } = usePreferences();
  const nowMs = useSecond();
  return (
    <section aria-labelledby="shared-agents">
      <h2 id="shared-agents" className="board-head">{texts.wallboardParts.agents}</h2>
      <ul className="agent-chips">{agents.map(({ name, state, statusName, since }, at) => <li key={at} className="agent-chip"><strong>{name}</strong><StateTag state={state} /><span>{texts.statusNames[statusName] ?? statusName}{since === null ? '' : ` ${clockDuration(secondsSince(since, dated, nowMs))}`}</span></li>)}</ul>
    </section>
  );
}
