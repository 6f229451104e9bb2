import { queryOptions } from '@tanstack/react-query';
import type { Session, SignIn } from '#dialects/native/schemas/session.ts';
import { request } from './request.ts';

export type { Session };

export const sessionQuery = queryOptions({
  queryKey: ['session'], queryFn: ({ signal }) => request<Session>('/session', { signal }), staleTime: 5 * 60_000,
});

export const signIn = (input: SignIn): Promise<Session> => request<Session>('/session', { method: 'POST', json: input });
export const signOut = (): Promise<void> => request('/session', { method: 'DELETE' });
export const switchAccount = (accountId: number): Promise<Session> => request<Session>('/session/account', { method: 'POST', json: { accountId } });
