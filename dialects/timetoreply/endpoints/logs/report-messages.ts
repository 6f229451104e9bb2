import { operation, type Operation } from '#http/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { paginate } from '../../paging.ts';
import { parseLogFilter } from '../../parse/log-filter.ts';
import { parseLogPage } from '../../parse/log-page.ts';
import { messageSort } from '../../parse/sort-columns.ts';
import type { Ports } from '../../ports.ts';
import { renderLogMessage } from '../../render/message.ts';
import { renderStats } from '../../render/stats.ts';
import { MessagesQuery } from '../../schemas/log-query.ts';
import { LogMessage } from '../../schemas/message.ts';
import { Paginator } from '../../schemas/paginator.ts';
import { Closed } from '../../schemas/php.ts';
import { Stats } from '../../schemas/stats.ts';

export const reportMessages = (ports: Ports): Operation => operation({
  id: 'logs.messages',
  method: 'GET',
  path: '/api/logs/messages',
  tag: 'Logs',
  summary: 'Report message logs data',
  query: MessagesQuery,
  response: Closed({ stats: Stats, messages: Paginator(LogMessage) }),
  async handle(call) {
    requirePermission(call.act, 'reports.read');
    const page = parseLogPage(call.query, messageSort, 'date_time');
    const { found, stats } = await call.snapshot(async (tx) => {
      const filter = await parseLogFilter(ports, tx, call);
      return { found: await ports.findMessageLog(tx, filter, page), stats: await ports.countStats(tx, filter) };
    }, { isLong: true });
    const rows = found.rows.map((row) => renderLogMessage(row, call.principal.zone));
    return { stats: renderStats(stats), messages: paginate(call, { total: found.total, rows }, page) };
  },
});
