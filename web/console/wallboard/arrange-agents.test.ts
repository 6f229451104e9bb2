import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AgentBoardRow } from '../api/wallboard.ts';
import { arrangeAgents } from './arrange-agents.ts';

const agent = (name: string, state: AgentBoardRow['state'], since: string | null, work: number, queueIds: number[]): AgentBoardRow => ({
  agentId: 1, name, state, statusId: 0, statusName: 'x', statusColor: 'green', since, setByName: null, onlineSince: null, takesCalls: true, takesChats: true, calls: 0, chats: 0, wrapUpUntil: null, queueIds,
  work: Array.from({ length: work }, () => ({ interactionId: 1, conversationId: 1, kind: 'call' as const, doing: 'talk', since: '', queueId: null, queueName: null })),
});
const agents = [agent('Ada', 'away', '2026-01-01T09:00:00Z', 0, [1]), agent('Bo', 'busy', '2026-01-01T08:00:00Z', 2, [1, 2]), agent('Cy', 'ready', null, 0, [2])];
const names = (filter: Partial<Parameters<typeof arrangeAgents>[1]>): string[] => arrangeAgents(agents, { text: '', state: '', queueId: '', sort: 'name', ...filter }).map(({ name }) => name);

test('agents are found by a part of the name, by state and by queue', () => {
  assert.deepEqual([names({ text: ' aD' }), names({ state: 'busy' }), names({ queueId: '2' }), names({ queueId: '3' })], [['Ada'], ['Bo'], ['Bo', 'Cy'], []]);
});

test('agents come by state, by how long they have been in it, and by what they have in hand', () => {
  assert.deepEqual([names({}), names({ sort: 'state' }), names({ sort: 'since' }), names({ sort: 'work' })], [['Ada', 'Bo', 'Cy'], ['Cy', 'Bo', 'Ada'], ['Bo', 'Ada', 'Cy'], ['Bo', 'Cy', 'Ada']]);
});
