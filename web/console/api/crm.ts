import { queryOptions } from '@tanstack/react-query';
import type { CrmDetail, CrmList, CrmReport, Deal, Deals, DealsImported } from '#dialects/native/schemas/crm.ts';
import { ApiProblem } from './api-problem.ts';
import type { FieldProblem } from './field-problem.ts';
import { apiBase, request } from './request.ts';

export type { CrmDetail, CrmList, CrmReport, Deal, DealsImported };

export const crmQuery = queryOptions({ queryKey: ['crm'], queryFn: ({ signal }) => request<CrmList>('/crm', { signal }) });
export const crmDetailQuery = (id: number) => queryOptions({ queryKey: ['crm', id], queryFn: ({ signal }) => request<CrmDetail>(`/crm/${id}`, { signal }) });
export const contactDealsQuery = (contactId: number) => queryOptions({ queryKey: ['contact-deals', contactId], queryFn: ({ signal }) => request<Deals>(`/contacts/${contactId}/deals`, { signal }).then(({ items }): Deal[] => items) });

/** The file is the body. */
export async function importDeals(file: File): Promise<DealsImported> {
  const answer = await fetch(`${apiBase}/crm/deals-file`, { method: 'POST', credentials: 'same-origin', headers: { accept: 'application/json', 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) }, body: file })
    .catch(() => { throw new ApiProblem(0, 'offline', 'The server cannot be reached.'); });
  const body = await answer.json().catch(() => ({})) as DealsImported & { code?: string; detail?: string; fields?: FieldProblem[] };
  if (!answer.ok) throw new ApiProblem(answer.status, body.code ?? 'failed', body.detail ?? `HTTP ${answer.status}`, body.fields ?? [], { ...body });
  return body;
}
