import type { Static } from '@sinclair/typebox';
import type { Call } from '#http/index.ts';
import { paginate } from '../paging.ts';
import type { LogPage, StatBreakdown } from '../ports.ts';
import type { Breakdown } from '../schemas/breakdown.ts';
import type { StatEntry } from '../stats/stat-entry.ts';
import { renderLogMessage } from './message.ts';
import { renderThread } from './thread.ts';

/** The rows behind a number, with its words. */
export function renderBreakdown(call: Pick<Call, 'url' | 'rawQuery' | 'principal'>, stat: StatEntry, found: StatBreakdown, page: LogPage): Static<typeof Breakdown> {
  const around = { show_column: stat.showColumn, friendly_name: stat.friendlyName, explainer: stat.explainer };
  const { zone } = call.principal;
  if (found.unit === 'messages') {
    const rows = found.result.rows.map((row) => renderLogMessage(row, zone));
    return { data: paginate(call, { total: found.result.total, rows }, page), type: 'messages', ...around };
  }
  const rows = found.result.rows.map((row) => renderThread(row, zone));
  return { data: paginate(call, { total: found.result.total, rows }, page), type: 'threads', ...around };
}
