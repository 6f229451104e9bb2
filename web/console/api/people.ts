import { queryOptions } from '@tanstack/react-query';
import type { Channel, Channels } from '#dialects/native/schemas/channels.ts';
import type { Attributes, CannedResponse, CannedResponses, SettingsLabel } from '#dialects/native/schemas/label-settings.ts';
import type { Agent, Agents, Team, Teams, Users } from '#dialects/native/schemas/people.ts';
import { request } from './request.ts';

export type { Agent, CannedResponse, Channel, Team };
export interface Label { readonly id: number; readonly name: string; readonly colour: string | null }

/** These lists are short and needed everywhere; the socket says when they change. */
const staleTime = 5 * 60_000;

/** The hundred first. */
export const usersQuery = queryOptions({ queryKey: ['people', 'users'], queryFn: ({ signal }) => request<Users>('/users', { query: { limit: 100 }, signal }).then(({ items }) => items) });
export const agentsQuery = queryOptions({ queryKey: ['agents'], staleTime, queryFn: ({ signal }) => everyPage<Agent, Agents>('/agents', signal) });
export const teamsQuery = queryOptions({ queryKey: ['teams'], staleTime, queryFn: ({ signal }) => request<Teams>('/teams', { signal }).then(({ items }): Team[] => items) });
export const labelsQuery = queryOptions({ queryKey: ['labels'], staleTime, queryFn: ({ signal }) => request<{ items: SettingsLabel[] }>('/labels', { signal }).then(({ items }): Label[] => items) });
export const channelsQuery = queryOptions({ queryKey: ['channels'], staleTime, queryFn: ({ signal }) => request<Channels>('/channels', { signal }).then(({ items }): Channel[] => items) });
export const cannedQuery = queryOptions({ queryKey: ['canned-responses'], staleTime, queryFn: ({ signal }) => request<CannedResponses>('/canned-responses', { signal }).then(({ items }): CannedResponse[] => items) });

const pagesMax = 20;

async function everyPage<Item, Page extends { readonly items: readonly Item[]; readonly next: string | null }>(path: string, signal: AbortSignal): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pagesMax; page++) {
    const answer: Page = await request<Page>(path, { query: { limit: 100, cursor }, signal });
    found.push(...answer.items);
    cursor = answer.next;
    if (cursor === null) break;
  }
  return found;
}
export const attributesQuery = queryOptions({ queryKey: ['attributes'], staleTime, queryFn: ({ signal }) => request<Attributes>('/attributes', { signal }).then(({ items }) => items) });
