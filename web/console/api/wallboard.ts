import { queryOptions } from '@tanstack/react-query';
import type { AgentBoard, AgentDay, CreatedWallboardLink, SharedWallboard, Wallboard, WallboardLinks, WallboardRows } from '#dialects/native/schemas/wallboard.ts';
import { request } from './request.ts';

export type { AgentBoardRow, AgentDay, Figures, QueueFigures, SharedWallboard, Wallboard, WallboardLink } from '#dialects/native/schemas/wallboard.ts';
export type WallboardFigure = 'waiting' | 'at-risk' | 'service-level' | 'answered' | 'abandoned' | 'speed-of-answer' | 'handle-time' | 'agents' | 'occupancy';

/** Time passes where nothing happens: occupancy grows and a day ends. The socket tells the rest. */
const againMs = 30_000;
/** The page without a sign-in has no socket. */
const sharedEveryMs = 15_000;

export const wallboardQuery = queryOptions({ queryKey: ['wallboard'], queryFn: ({ signal }) => request<Wallboard>('/wallboard', { signal }), refetchInterval: againMs });
export const agentBoardQuery = queryOptions({ queryKey: ['agent-board'], queryFn: ({ signal }) => request<AgentBoard>('/wallboard/agents', { signal }), refetchInterval: againMs });
export const wallboardRowsQuery = (figure: WallboardFigure, queueId: number) => queryOptions({ queryKey: ['wallboard', 'rows', figure, queueId], queryFn: ({ signal }) => request<WallboardRows>('/wallboard/rows', { query: { figure, queueId }, signal }) });
export const agentDayQuery = (agentId: number, day: string | null) => queryOptions({ queryKey: ['agent-day', agentId, day], queryFn: ({ signal }) => request<AgentDay>(`/agents/${agentId}/day`, { query: { day }, signal }) });

export const wallboardLinksQuery = queryOptions({ queryKey: ['wallboard-links'], queryFn: ({ signal }) => request<WallboardLinks>('/wallboard/links', { signal }) });
export const createWallboardLink = (json: { name: string; showsAgents: boolean; expiresAt: string }): Promise<CreatedWallboardLink> => request('/wallboard/links', { method: 'POST', json });
export const revokeWallboardLink = (id: number): Promise<void> => request(`/wallboard/links/${id}`, { method: 'DELETE' });

export const sharedWallboardQuery = (secret: string) => queryOptions({
  queryKey: ['shared-wallboard', secret], queryFn: ({ signal }) => request<SharedWallboard>('/shared-wallboard', { method: 'POST', json: { secret }, signal }), refetchInterval: sharedEveryMs, refetchIntervalInBackground: true,
});
