import { operation, type Operation } from '#http/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { parseLogFilter } from '../../parse/log-filter.ts';
import { parseBreakdownPage } from '../../parse/breakdown-page.ts';
import type { Ports } from '../../ports.ts';
import { renderBreakdown } from '../../render/breakdown.ts';
import { Breakdown } from '../../schemas/breakdown.ts';
import { BreakdownQuery } from '../../schemas/log-query.ts';
import { findStat } from '../../stats/find-stat.ts';

export const statBreakdown = (ports: Ports): Operation => operation({
  id: 'logs.stat-breakdown',
  method: 'GET',
  path: '/api/logs/stat-breakdown',
  tag: 'Logs',
  summary: 'Get the conversations or emails that make up a given statistic',
  query: BreakdownQuery,
  response: Breakdown,
  async handle(call) {
    requirePermission(call.act, 'reports.read');
    const stat = findStat(call.query.stat ?? 'threads.total');
    const page = parseBreakdownPage(call.query, stat);
    const found = await call.snapshot(async (tx) => ports.findStatBreakdown(tx, await parseLogFilter(ports, tx, call), stat.core, page), { isLong: true });
    return renderBreakdown(call, stat, found, page);
  },
});
