import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { agentBoardQuery, wallboardQuery, type AgentBoardRow } from '../api/wallboard.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { usePermission } from '../app/use-session.ts';
import { useSecond } from '../app/use-second.ts';
import { Avatar } from '../design/avatar.tsx';
import { clockDuration } from '../design/clock-duration.ts';
import { Empty, Failure, Skeletons } from '../design/states.tsx';
import { useLive } from '../live/live-provider.tsx';
import { AgentActions } from './agent-actions.tsx';
import { agentSorts, arrangeAgents, type AgentFilter, type AgentSort } from './arrange-agents.ts';
import { DataAge } from './data-age.tsx';
import { NoQueues } from './overview-part.tsx';
import { secondsSince, type Dated } from './server-time.ts';
import { StateTag } from './state-tag.tsx';

/** How each agent stands, and what one may do about it. */
export function AgentsPart() {
  const { texts } = usePreferences();
  const { state } = useLive();
  const { data, error, refetch, isPending, dataUpdatedAt } = useQuery(agentBoardQuery);
  const { data: board } = useQuery(wallboardQuery);
  const [filter, setFilter] = useState<AgentFilter>({ text: '', state: '', queueId: '', sort: 'state' });
  if (isPending) return <Skeletons rows={6} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (board?.queues.length === 0) return <NoQueues />;
  if (data.agents.length === 0) return <Empty title={texts.noFloorAgents}><p>{texts.noFloorAgentsHint}</p><p><Link to="/settings/$part" params={{ part: 'queues' }}>{texts.toQueueSettings}</Link></p></Empty>;
  const dated = { asOf: data.asOf, receivedMs: dataUpdatedAt };
  const found = arrangeAgents(data.agents, filter);
  const choice = (label: string, value: string, onChange: (value: string) => void, choices: readonly (readonly [string, string])[]) => (
    <label className="board-choice"><span>{label}</span><select className="input" value={value} onChange={(event) => onChange(event.target.value)}>{choices.map(([key, text]) => <option key={key} value={key}>{text}</option>)}</select></label>
  );
  return (
    <div className="board">
      <div className="board-bar"><DataAge dated={dated} isConnected={state !== 'away' && error === null} zone={board?.zone ?? 'UTC'} /></div>
      <div className="board-filters" role="search">
        <label className="board-choice"><span>{texts.filterAgents}</span><input className="input" type="search" value={filter.text} onChange={(event) => setFilter({ ...filter, text: event.target.value })} /></label>
        {choice(texts.filterState, filter.state, (value) => setFilter({ ...filter, state: value }), [['', texts.everyState], ...Object.entries(texts.agentStateNames)])}
        {choice(texts.filterQueue, filter.queueId, (value) => setFilter({ ...filter, queueId: value }), [['', texts.everyQueue], ...(board?.queues ?? []).map(({ queueId, name }) => [String(queueId), name] as const)])}
        {choice(texts.boardSortBy, filter.sort, (value) => setFilter({ ...filter, sort: value as AgentSort }), agentSorts.map((key) => [key, texts.sortNames[key]] as const))}
      </div>
      {found.length === 0 ? <Empty title={texts.noAgentFound}><p>{texts.noAgentFoundHint}</p></Empty> : <AgentTable agents={found} all={data.agents} dated={dated} />}
    </div>
  );
}

function AgentTable({ agents, all, dated }: { agents: readonly AgentBoardRow[]; all: readonly AgentBoardRow[]; dated: Dated }) {
  const { texts } = usePreferences();
  const may = usePermission();
  const nowMs = useSecond();
  const since = (instant: string): string => clockDuration(secondsSince(instant, dated, nowMs));
  return (
    <div className="table-frame" role="region" aria-label={texts.wallboardParts.agents} tabIndex={0}>
      <table className="board-table">
        <thead><tr>{[texts.agentColumn, texts.stateColumn, texts.reasonColumn, texts.sinceColumn, texts.workColumn].map((name) => <th key={name} scope="col">{name}</th>)}<th scope="col"><span className="hidden-text">{texts.more}</span></th></tr></thead>
        <tbody>
          {agents.map((agent) => (
            <tr key={agent.agentId}>
              <th scope="row"><span className="agent-name"><Avatar name={agent.name} isSmall /><strong>{agent.name}</strong></span></th>
              <td data-name={texts.stateColumn}><StateTag state={agent.state} /></td>
              <td data-name={texts.reasonColumn}>{texts.statusNames[agent.statusName] ?? agent.statusName}{agent.setByName === null ? null : <span className="sub">{texts.setBy(agent.setByName)}</span>}</td>
              <td data-name={texts.sinceColumn}>{agent.since === null ? '–' : since(agent.since)}</td>
              <td data-name={texts.workColumn}>
                {agent.work.length === 0 ? <span className="faint-text">{texts.nothingInHand}</span> : (
                  <ul className="work-list">{agent.work.map((item) => (
                    <li key={`${item.interactionId} ${item.doing}`}><Link to="/$view/$conversation" params={{ view: 'open', conversation: String(item.conversationId) }} search={{}}>{texts.interactionNumber(texts.wallboardKinds[item.kind], item.interactionId)}</Link>{' '}{texts.doingNames[item.doing] ?? item.doing} {since(item.since)}{item.queueName === null ? '' : ` · ${item.queueName}`}</li>
                  ))}</ul>
                )}
              </td>
              <td className="acts">{may('work.supervise') ? <AgentActions agent={agent} agents={all} /> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
