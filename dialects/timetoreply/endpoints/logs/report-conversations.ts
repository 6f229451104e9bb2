import { operation, type Operation } from '#http/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { paginate } from '../../paging.ts';
import { parseLogFilter } from '../../parse/log-filter.ts';
import { parseLogPage } from '../../parse/log-page.ts';
import { threadSort } from '../../parse/sort-columns.ts';
import type { Ports } from '../../ports.ts';
import { renderStats } from '../../render/stats.ts';
import { renderThread } from '../../render/thread.ts';
import { ConversationsQuery } from '../../schemas/log-query.ts';
import { Paginator } from '../../schemas/paginator.ts';
import { Closed } from '../../schemas/php.ts';
import { Stats } from '../../schemas/stats.ts';
import { Thread } from '../../schemas/thread.ts';

export const reportConversations = (ports: Ports): Operation => operation({
  id: 'logs.conversations',
  method: 'GET',
  path: '/api/logs/conversations',
  tag: 'Logs',
  summary: 'Report conversation (thread) logs data',
  query: ConversationsQuery,
  response: Closed({ threads: Paginator(Thread), stats: Stats }),
  async handle(call) {
    requirePermission(call.act, 'reports.read');
    const page = parseLogPage(call.query, threadSort, 'last_received_at_date_time');
    const { found, stats } = await call.snapshot(async (tx) => {
      const filter = await parseLogFilter(ports, tx, call);
      return { found: await ports.findConversationLog(tx, filter, page), stats: await ports.countStats(tx, filter) };
    }, { isLong: true });
    const rows = found.rows.map((row) => renderThread(row, call.principal.zone));
    return { threads: paginate(call, { total: found.total, rows }, page), stats: renderStats(stats) };
  },
});
