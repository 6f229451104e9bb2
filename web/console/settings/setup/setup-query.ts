import { queryOptions } from '@tanstack/react-query';
import type { Setup } from '#dialects/native/schemas/setup.ts';
import { request } from '../../api/request.ts';

export type { Setup };

export const setupQuery = queryOptions({ queryKey: ['setup'], queryFn: ({ signal }) => request<Setup>('/setup', { signal }) });

/** What is not set up yet of what makes a desk whole. */
export const stepsLeft = (setup: Setup): number => [setup.hasIncomingConnection, setup.hasOutgoingConnection, setup.hasHours, setup.hasInternalDomains, setup.hasColleagues].filter((isDone) => !isDone).length;

/** Nothing came in and nothing can: the first page is then where mail comes from. */
export const isUntouched = ({ hasChannel, hasMail }: Setup): boolean => !hasChannel && !hasMail;
