import { operation, type Operation } from '#http/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { paginate } from '../../paging.ts';
import type { Ports } from '../../ports.ts';
import { renderDeal } from '../../render/deal.ts';
import { DealPage, DealsQuery } from '../../schemas/deal.ts';
import { defaultPerPage } from '../../schemas/log-query.ts';

const sorts = { id: 'id', name: 'name', deal_value: 'value', deal_stage: 'stage', created_at: 'createdAt', updated_at: 'updatedAt' } as const;

export const listDeals = (ports: Ports): Operation => operation({
  id: 'deals.list',
  method: 'GET',
  path: '/api/sales/deals',
  tag: 'Deals',
  summary: 'List all deals',
  query: DealsQuery,
  response: DealPage,
  async handle(call) {
    const { act, principal, query: { sort_by: sort = 'id', direction = 'asc', per_page: perPage = defaultPerPage, page = 1, search = '' } } = call;
    requirePermission(act, 'reports.read');
    const { found, threads } = await call.snapshot(async (tx) => {
      const found = await ports.findDealPage(tx, act, { search, sort: sorts[sort], direction, limit: perPage, offset: (page - 1) * perPage });
      return { found, threads: await ports.findConversationsOfDeals(tx, act, found.rows.map(({ id }) => id)) };
    }, { isLong: true });
    return paginate(call, { total: found.total, rows: found.rows.map((deal) => renderDeal(deal, threads.get(deal.id) ?? [], principal)) }, { perPage, page });
  },
});
