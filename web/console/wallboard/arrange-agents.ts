import type { AgentBoardRow } from '../api/wallboard.ts';

export const agentSorts = ['state', 'name', 'since', 'work'] as const;
export type AgentSort = (typeof agentSorts)[number];
export interface AgentFilter { readonly text: string; readonly state: string; readonly queueId: string; readonly sort: AgentSort }

const stateOrder = ['ready', 'busy', 'wrap-up', 'away', 'offline'];

/** The agents that are looked for, in the order that was chosen; equal ones by name, as they came. */
export function arrangeAgents(agents: readonly AgentBoardRow[], { text, state, queueId, sort }: AgentFilter): AgentBoardRow[] {
  const wanted = text.trim().toLocaleLowerCase();
  const found = agents.filter((agent) => (
    (wanted === '' || agent.name.toLocaleLowerCase().includes(wanted)) && (state === '' || agent.state === state) && (queueId === '' || agent.queueIds.includes(Number(queueId)))));
  const byState = (a: AgentBoardRow, b: AgentBoardRow): number => stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state);
  switch (sort) {
    case 'name': return found;
    case 'state': return found.toSorted(byState);
    case 'since': return found.toSorted((a, b) => (a.since ?? '9999').localeCompare(b.since ?? '9999'));
    case 'work': return found.toSorted((a, b) => b.work.length - a.work.length || byState(a, b));
  }
}
