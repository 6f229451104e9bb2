import { queryOptions } from '@tanstack/react-query';
import type { Company, CompanyPage, Contact, ContactChange, ContactDetail, ContactMergePreview, ContactPage } from '#dialects/native/schemas/contact.ts';
import { request } from './request.ts';

export type { Company, Contact, ContactDetail, ContactMergePreview };
export type Point = Contact['points'][number];

export const contactQuery = (id: number) => queryOptions({ queryKey: ['contacts', id], queryFn: ({ signal }) => request<ContactDetail>(`/contacts/${id}`, { signal }) });
export const companiesQuery = queryOptions({ queryKey: ['companies'], queryFn: ({ signal }) => request<CompanyPage>('/companies', { query: { limit: 100 }, signal }).then(({ items }): Company[] => items) });
export const foundContactsQuery = (search: string) => queryOptions({
  queryKey: ['contacts', 'search', search], enabled: search.trim().length > 1, queryFn: ({ signal }) => request<ContactPage>('/contacts', { query: { search: search.trim(), limit: 8 }, signal }).then(({ items }): Contact[] => items),
});
export const mergePreviewQuery = (from: number, into: number) => queryOptions({
  queryKey: ['contact-merge', from, into], staleTime: 0, retry: false, queryFn: ({ signal }) => request<ContactMergePreview>(`/contacts/${from}/merge/preview`, { method: 'POST', json: { into }, signal }),
});

export const changeContact = (id: number, change: ContactChange): Promise<Contact> => request(`/contacts/${id}`, { method: 'PATCH', json: change });
export const addPoint = (id: number, point: { kind: Point['kind']; value: string }): Promise<Contact> => request(`/contacts/${id}/points`, { method: 'POST', json: point });
export const removePoint = (id: number, pointId: number): Promise<void> => request(`/contacts/${id}/points/${pointId}`, { method: 'DELETE' });
export const setMainPoint = (id: number, pointId: number): Promise<Contact> => request(`/contacts/${id}/points/${pointId}/main`, { method: 'POST' });
export const mergeContacts = (from: number, into: number): Promise<ContactDetail> => request(`/contacts/${from}/merge`, { method: 'POST', json: { into } });
export const unmergeContact = (id: number): Promise<ContactDetail> => request(`/contacts/${id}/unmerge`, { method: 'POST' });
export const eraseContact = (id: number): Promise<{ elsewhere: readonly { kind: string; contacts: number }[] }> => request(`/contacts/${id}/erase`, { method: 'POST' });
export const createCompany = (name: string): Promise<Company> => request('/companies', { method: 'POST', json: { name } });
