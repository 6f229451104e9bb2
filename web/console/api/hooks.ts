import { queryOptions } from '@tanstack/react-query';
import type { Bot, Bots } from '#dialects/native/schemas/bots.ts';
import type { Integration, Integrations } from '#dialects/native/schemas/integrations.ts';
import type { Webhook, Webhooks } from '#dialects/native/schemas/webhooks.ts';
import { request } from './request.ts';

export type { Bot, Integration, Webhook };

export const webhooksQuery = queryOptions({ queryKey: ['webhooks'], queryFn: ({ signal }) => request<Webhooks>('/webhooks', { signal }).then(({ items }): Webhook[] => items) });
export const botsQuery = queryOptions({ queryKey: ['bots'], queryFn: ({ signal }) => request<Bots>('/bots', { signal }).then(({ items }): Bot[] => items) });
export const integrationsQuery = queryOptions({ queryKey: ['integrations'], queryFn: ({ signal }) => request<Integrations>('/integrations', { signal }).then(({ items }): Integration[] => items) });
