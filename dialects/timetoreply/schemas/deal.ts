import { Type } from '@sinclair/typebox';
import { defaultPerPage } from './log-query.ts';
import { Paginator } from './paginator.ts';
import { Closed, Nullable, Strings } from './php.ts';

const columns = ['id', 'name', 'deal_value', 'deal_stage', 'created_at', 'updated_at'] as const;

export const DealsQuery = Type.Object({
  sort_by: Type.Optional(Type.Unsafe<typeof columns[number]>({ type: 'string', enum: [...columns], description: 'Field to sort by; id where not given.' })),
  direction: Type.Optional(Type.Unsafe<'asc' | 'desc'>({ type: 'string', enum: ['asc', 'desc'], description: 'Direction of sorting; asc where not given.' })),
  per_page: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: defaultPerPage, description: 'Deals on a page.' })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, description: 'Which page, from 1.' })),
  search: Type.Optional(Type.String({ maxLength: 320, description: 'Text in the name or an address.' })),
});

/** What nobody has said is null: the document shows deals that have everything. */
export const DealRow = Closed({
  id: Type.Integer(),
  name: Type.String(),
  company_id: Type.Integer(),
  agent_id: Nullable(Type.Integer()),
  deal_value: Nullable(Type.Number()),
  deal_stage: Nullable(Type.Integer()),
  thread_ids: Type.Array(Type.Integer()),
  created_at: Type.String({ description: 'In your time zone: Feb 1st 2023 19:28:29.' }),
  updated_at: Type.String({ description: 'In your time zone: 2023-02-01 05:32:07.' }),
  search_string: Type.String(),
  agent: Type.Unsafe<{ id: number; name: string } | null>({ type: ['object', 'null'], additionalProperties: false, required: ['id', 'name'], properties: { id: { type: 'integer' }, name: { type: 'string' } } }),
  emails: Strings,
});
export const DealPage = Paginator(DealRow);
