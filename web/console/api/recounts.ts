import { queryOptions } from '@tanstack/react-query';
import type { Recount, Recounts } from '#dialects/native/schemas/recounts.ts';
import { request } from './request.ts';

export type { Recount };

const askEveryMs = 1_500;
const isMoving = ({ state }: Recount): boolean => state === 'waiting' || state === 'running';

/** The event log tells of no step that a page could follow: while one runs, it asks. */
export const recountsQuery = queryOptions({
  queryKey: ['recounts'], queryFn: ({ signal }) => request<Recounts>('/recounts', { signal }).then(({ items }) => items),
  refetchInterval: ({ state }) => (state.data?.some(isMoving) ? askEveryMs : false),
});

export function askForRecount(): Promise<Recount> {
  return request<Recount>('/recounts', { method: 'POST', json: {} });
}
