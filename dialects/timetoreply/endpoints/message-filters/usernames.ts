import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { paginate } from '../../paging.ts';
import { parseUsernamesFile } from '../../parse/message-filters.ts';
import type { Ports } from '../../ports.ts';
import { renderEmails } from '../../render/message-filters.ts';
import { defaultPerPage } from '../../schemas/log-query.ts';
import { BlockedEmails, EmailFilters, EmailFiltersQuery, FilterStatus, UploadedEmails, UploadInput, UsernamesInput } from '../../schemas/message-filters.ts';

const path = '/api/tools/settings/message-filters/usernames';
const tag = 'Email Filters';

export const listEmailFilters = (ports: Ports): Operation => operation({
  id: 'message-filters.usernames.list',
  method: 'GET', path, tag,
  summary: 'List all email address filters',
  query: EmailFiltersQuery,
  response: EmailFilters,
  async handle(call) {
    const { direction = 'asc', page = 1 } = call.query;
    const { total, rows } = await call.snapshot((tx) => ports.findFilterEntries(tx, call.act, 'address', { direction, limit: defaultPerPage, offset: (page - 1) * defaultPerPage }));
    return paginate(call, { total, rows: rows.map(({ value }) => value) }, { perPage: defaultPerPage, page });
  },
});

export const blockEmails = (ports: Ports): Operation => operation({
  id: 'message-filters.usernames.block',
  method: 'POST', path: `${path}/block`, tag,
  summary: 'Block email addresses; those that are blocked stay so',
  body: UsernamesInput,
  response: BlockedEmails,
  handle: async ({ act, change, body }) => renderEmails(await change((tx) => ports.blockEntries(tx, act, 'address', body.usernames, 'usernames'))),
});

export const blockEmailsCsv = (ports: Ports): Operation => operation({
  id: 'message-filters.usernames.block-csv',
  method: 'POST', path: `${path}/block-csv`, tag,
  summary: 'Block the email addresses of a CSV; a file with anything else in it is refused with the lines, and blocks nobody',
  body: UploadInput,
  takesFiles: true,
  response: UploadedEmails,
  async handle({ act, change, body }) {
    requirePermission(act, 'settings.write'); // before the file is looked at
    const given = parseUsernamesFile(body.upload);
    return (await change((tx) => ports.blockEntries(tx, act, 'address', given, 'upload'))).map(({ value }) => value);
  },
});

export const unblockEmails = (ports: Ports): Operation => operation({
  id: 'message-filters.usernames.unblock',
  method: 'POST', path: `${path}/unblock`, tag,
  summary: 'Unblock email addresses; what is not blocked changes nothing',
  body: UsernamesInput,
  response: FilterStatus,
  async handle({ act, change, body }) {
    await change((tx) => ports.unblockEntries(tx, act, 'address', body.usernames, 'usernames'));
    return { status: 'Email addresses unblocked successfully' };
  },
});
