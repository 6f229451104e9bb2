import { queryOptions } from '@tanstack/react-query';
import type { Offer, Offers } from '#dialects/native/schemas/lines.ts';
import type { ConversationChat, Site, SiteChange, SiteSettings } from '#dialects/native/schemas/sites.ts';
import { request } from './request.ts';

export type { ConversationChat, Offer, Site, SiteChange, SiteSettings };

/** What is held out to oneself now. Whoever is no agent is told so by a refusal: then there is nothing. */
export const offersQuery = queryOptions({ queryKey: ['offers'], retry: false, queryFn: ({ signal }) => request<Offers>('/offers', { signal }).then(({ items }): Offer[] => items, (): Offer[] => []) });
export const answerOffer = (id: number, answer: 'pick-up' | 'reject'): Promise<Offer> => request<Offer>(`/offers/${id}/answer`, { method: 'POST', json: { answer } });
export const conversationOf = (interactionId: number): Promise<number> => request<{ conversationId: number }>(`/interactions/${interactionId}`).then(({ conversationId }) => conversationId);

export const conversationChatQuery = (id: number) => queryOptions({ queryKey: ['conversation-chat', id] as const, queryFn: ({ signal }) => request<ConversationChat>(`/conversations/${id}/chat`, { signal }) });
export const actOnChat = (id: number, action: Readonly<Record<string, unknown>>): Promise<unknown> => request(`/chats/${id}/actions`, { method: 'POST', json: action });

export const siteQuery = (channelId: number) => queryOptions({ queryKey: ['sites', channelId] as const, queryFn: ({ signal }) => request<Site>(`/sites/${channelId}`, { signal }) });
export const createSite = (name: string): Promise<Site> => request<Site>('/sites', { method: 'POST', json: { name } });
export const changeSite = (channelId: number, change: SiteChange): Promise<Site> => request<Site>(`/sites/${channelId}`, { method: 'PATCH', json: change });
export const identityKey = (channelId: number, renew: boolean): Promise<string> => request<{ key: string }>(`/channels/${channelId}/identity-key`, { method: 'POST', json: { renew } }).then(({ key }) => key);
