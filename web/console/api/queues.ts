import { queryOptions } from '@tanstack/react-query';
import type { Menu, Menus, Queue, QueueGroup, QueueGroups, Queues } from '#dialects/native/schemas/queues.ts';
import { request } from './request.ts';

export type { Menu, Queue, QueueGroup };

/** Deleted ones too: the pages show them apart. */
export const menusQuery = queryOptions({ queryKey: ['menus'], queryFn: ({ signal }) => request<Menus>('/menus', { query: { withDeleted: true }, signal }).then(({ items }): Menu[] => items) });
export const queuesQuery = queryOptions({ queryKey: ['queues'], queryFn: ({ signal }) => request<Queues>('/queues', { query: { withDeleted: true }, signal }).then(({ items }): Queue[] => items) });
export const queueGroupsQuery = queryOptions({ queryKey: ['queue-groups'], queryFn: ({ signal }) => request<QueueGroups>('/queue-groups', { signal }).then(({ items }): QueueGroup[] => items) });
