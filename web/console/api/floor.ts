import { queryOptions } from '@tanstack/react-query';
import type { Forecast, PlanDay, PlanDays } from '#dialects/native/schemas/staffing.ts';
import { request } from './request.ts';

export type { Forecast } from '#dialects/native/schemas/staffing.ts';
export type PlanSpan = PlanDay['spans'][number];
/** What a list of statuses has that this page needs. */
export interface StatusChoice { readonly id: number; readonly name: string; readonly isAutomatic: boolean }

export const statusesQuery = queryOptions({ queryKey: ['statuses'], queryFn: ({ signal }) => request<{ items: StatusChoice[] }>('/statuses', { signal }) });
export const setAgentStatus = (agentId: number, statusId: number): Promise<unknown> => request(`/agents/${agentId}/presence`, { method: 'PATCH', json: { statusId } });

const act = (kind: 'call' | 'chat', id: number, json: object): Promise<unknown> => request(`/${kind}s/${id}/actions`, { method: 'POST', json });
export const joinWork = (kind: 'call' | 'chat', id: number, role: 'monitor' | 'coach' | 'barge'): Promise<unknown> => act(kind, id, { action: 'join', role });
export const giveWork = (kind: 'call' | 'chat', id: number, { from, to }: { from: number; to: number }): Promise<unknown> => act(kind, id, { action: 'transfer', kind: 'cold', agentId: from, toAgentId: to });

export const handOverWork = (kind: 'call' | 'chat', id: number, json: { toAgentId: number; reason: string }): Promise<unknown> => request(`/${kind}s/${id}/hand-over`, { method: 'POST', json });

export const forecastQuery = (queueId: number, minutes: number) => queryOptions({ queryKey: ['forecast', queueId, minutes], queryFn: ({ signal }) => request<Forecast>('/staffing/forecast', { query: { queueId, minutes }, signal }) });
export const planQuery = (queueId: number, day: string) => queryOptions({ queryKey: ['forecast', 'plan', queueId, day], queryFn: ({ signal }) => request<PlanDays>(`/queues/${queueId}/staffing-plan`, { query: { from: day, to: day }, signal }) });
export const setShrinkage = (shrinkagePercent: number): Promise<unknown> => request('/staffing/settings', { method: 'PATCH', json: { shrinkagePercent } });
export const setPlan = (queueId: number, day: string, spans: readonly PlanSpan[]): Promise<PlanDay> => request(`/queues/${queueId}/staffing-plan/${day}`, { method: 'PUT', json: { spans } });
