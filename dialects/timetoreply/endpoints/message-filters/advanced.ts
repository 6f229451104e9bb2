import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import { paginate } from '../../paging.ts';
import { parseFilters } from '../../parse/message-filters.ts';
import type { Ports } from '../../ports.ts';
import { renderFilterGroup, renderFilterGroupRow, renderFilterGroupWhole } from '../../render/message-filters.ts';
import { Id } from '../../schemas/id.ts';
import { defaultPerPage } from '../../schemas/log-query.ts';
import { AdvancedFilter, AdvancedFilterInput, AdvancedFilterPage, AdvancedFiltersQuery, AdvancedFilterWithFilters, FilterStatus } from '../../schemas/message-filters.ts';

const path = '/api/tools/settings/message-filters/advanced';
const one = `${path}/{message_filter_group}`;
const tag = 'Advanced Filters';
const params = Type.Object({ message_filter_group: Id });

export const listAdvancedFilters = (ports: Ports): Operation => operation({
  id: 'message-filters.advanced.list',
  method: 'GET', path, tag,
  summary: 'List all advanced filters',
  query: AdvancedFiltersQuery,
  response: AdvancedFilterPage,
  async handle(call) {
    const { per_page: perPage = defaultPerPage, page = 1 } = call.query;
    const { total, rows } = await call.snapshot((tx) => ports.findFilterGroups(tx, call.act, { limit: perPage, offset: (page - 1) * perPage }));
    return paginate(call, { total, rows: rows.map((group) => renderFilterGroupRow(group, call.principal.accountId)) }, { perPage, page });
  },
});

export const storeAdvancedFilter = (ports: Ports): Operation => operation({
  id: 'message-filters.advanced.store',
  method: 'POST', path, tag,
  summary: 'Add an advanced filter: from now on only mail that meets it counts',
  body: AdvancedFilterInput,
  response: AdvancedFilter,
  async handle({ act, change, body, principal }) {
    return renderFilterGroup(await change(async (tx) => {
      const { id } = await ports.createFilterGroup(tx, act, { name: body.filterName, rules: parseFilters(body.filters ?? []) });
      return ports.getFilterGroup(tx, act, id);
    }), principal.accountId);
  },
});

export const updateAdvancedFilter = (ports: Ports): Operation => operation({
  id: 'message-filters.advanced.update',
  method: 'PATCH', path: one, tag,
  summary: 'Update an advanced filter; filters that are not given stay',
  params,
  body: AdvancedFilterInput,
  response: AdvancedFilterWithFilters,
  async handle({ act, change, body, principal, params: { message_filter_group: id } }) {
    return renderFilterGroupWhole(await change(async (tx) => {
      await ports.changeFilterGroup(tx, act, id, { name: body.filterName, ...(body.filters === undefined ? {} : { rules: parseFilters(body.filters) }) });
      return ports.getFilterGroup(tx, act, id);
    }), principal.accountId);
  },
});

export const deleteAdvancedFilter = (ports: Ports): Operation => operation({
  id: 'message-filters.advanced.delete',
  method: 'DELETE', path: one, tag,
  summary: 'Delete an advanced filter',
  params,
  response: FilterStatus,
  async handle({ act, change, params: { message_filter_group: id } }) {
    await change((tx) => ports.deleteFilterGroup(tx, act, id));
    return { status: 'Advanced filter deleted.' };
  },
});

export const toggleAdvancedFilter = (ports: Ports): Operation => operation({
  id: 'message-filters.advanced.toggle',
  method: 'PATCH', path: `${one}/toggle`, tag,
  summary: 'Turn an advanced filter off, or on again',
  params,
  response: AdvancedFilter,
  async handle({ act, change, principal, params: { message_filter_group: id } }) {
    return renderFilterGroup(await change(async (tx) => {
      await ports.toggleFilterGroup(tx, act, id);
      return ports.getFilterGroup(tx, act, id);
    }), principal.accountId);
  },
});
