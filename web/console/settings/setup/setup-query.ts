import { queryOptions } from '@tanstack/react-query';
import type { Setup } from '#dialects/native/schemas/setup.ts';
import { request } from '../../api/request.ts';

export type { Setup };

export const setupQuery = queryOptions({ queryKey: ['setup'], queryFn: ({ signal }) => request<Setup>('/setup', { signal }) });

/** Nothing came in and nothing can: the first page is then where mail comes from. */
export const isUntouched = ({ hasChannel, hasMail }: Setup): boolean => !hasChannel && !hasMail;
