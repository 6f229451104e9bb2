import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api-problem.ts';

const retriesMax = 3;

/** Answers stay until the live socket says that they changed; where it is down, they are asked for again when the window gets the focus. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => failures < retriesMax && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500),
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 8_000),
    },
    mutations: { retry: false },
  },
});
