import { operation, type Operation } from '#http/index.ts';
import { paginate } from '../../paging.ts';
import { numberedPage } from '../../parse/numbered-page.ts';
import type { EntityPorts } from '../../ports.ts';
import { renderGroupMailbox } from '../../render/group-mailbox.ts';
import { PageOnlyQuery, PlainEntityPage } from '../../schemas/entity.ts';
import { defaultPerPage } from '../../schemas/log-query.ts';

export const listGroupMailboxes = (ports: EntityPorts): Operation => operation({
  id: 'group-mailboxes.list',
  method: 'GET',
  path: '/api/entities/group-mailboxes',
  tag: 'Group Mailboxes',
  summary: 'Show all group mailboxes, with their addresses',
  query: PageOnlyQuery,
  response: PlainEntityPage,
  async handle(call) {
    const { page, perPage, limit, offset } = numberedPage(call.query, defaultPerPage);
    const { total, rows } = await call.snapshot((tx) => ports.findGroupMailboxPage(tx, call.act, { sort: 'id', limit, offset }));
    return paginate(call, { total, rows: rows.map(renderGroupMailbox) }, { perPage, page });
  },
});
