import { operation, type Operation } from '#http/index.ts';
import { paginate } from '../../paging.ts';
import type { MailboxPorts } from '../../ports.ts';
import { renderMailbox } from '../../render/mailbox.ts';
import { defaultPerPage } from '../../schemas/log-query.ts';
import { MailboxesQuery, MailboxPage } from '../../schemas/mailbox.ts';

const sorts = { name: 'name', email: 'email', created_at: 'createdAt', id: 'id' } as const;

export const listMailboxes = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.list',
  method: 'GET',
  path: '/api/entities/agents',
  tag: 'Mailboxes',
  summary: 'List all mailboxes',
  query: MailboxesQuery,
  response: MailboxPage,
  async handle(call) {
    const { sort_by: sort = 'name', direction = 'asc', per_page: perPage = defaultPerPage, page = 1, search = '', product_type: product } = call.query;
    const { total, rows, account } = await call.snapshot(async (tx) => {
      const found = await ports.findPersonMailboxes(tx, call.act, { search, sort: sorts[sort], direction, limit: product === 'ignite' ? 0 : perPage, offset: (page - 1) * perPage });
      return { ...found, account: await ports.getOwnAccount(tx) };
    });
    return paginate(call, { total: product === 'ignite' ? 0 : total, rows: rows.map((row) => renderMailbox(row, { account, zone: call.principal.zone })) }, { perPage, page });
  },
});
