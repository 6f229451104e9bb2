import { operation, type Operation } from '#http/index.ts';
import { paginate } from '../../paging.ts';
import type { Ports } from '../../ports.ts';
import { renderDomains } from '../../render/message-filters.ts';
import { defaultPerPage } from '../../schemas/log-query.ts';
import { BlockedDomains, DomainFilters, DomainFiltersQuery, DomainsInput, FilterStatus, WhitelistingInput } from '../../schemas/message-filters.ts';

const path = '/api/tools/settings/message-filters/domains';
const tag = 'Domain Filters';

export const listDomainFilters = (ports: Ports): Operation => operation({
  id: 'message-filters.domains.list',
  method: 'GET', path, tag,
  summary: 'List all domain filters, and whether they are the only domains that count',
  query: DomainFiltersQuery,
  response: DomainFilters,
  async handle(call) {
    const { direction = 'asc', page = 1 } = call.query;
    const [counts, { total, rows }] = await call.snapshot(async (tx) => [
      await ports.countFilters(tx, call.act), await ports.findFilterEntries(tx, call.act, 'domain', { direction, limit: defaultPerPage, offset: (page - 1) * defaultPerPage })] as const);
    return { domains: paginate(call, { total, rows: rows.map(({ value }) => value) }, { perPage: defaultPerPage, page }), whitelisting: counts.countsListedOnly };
  },
});

export const blockDomains = (ports: Ports): Operation => operation({
  id: 'message-filters.domains.block',
  method: 'POST', path: `${path}/block`, tag,
  summary: 'Add domains to the domain filters; those that are there stay',
  body: DomainsInput,
  response: BlockedDomains,
  handle: async ({ act, change, body }) => renderDomains(await change((tx) => ports.blockEntries(tx, act, 'domain', body.domains, 'domains'))),
});

export const unblockDomains = (ports: Ports): Operation => operation({
  id: 'message-filters.domains.unblock',
  method: 'POST', path: `${path}/unblock`, tag,
  summary: 'Take domains out of the domain filters; what is not there changes nothing',
  body: DomainsInput,
  response: FilterStatus,
  async handle({ act, change, body }) {
    await change((tx) => ports.unblockEntries(tx, act, 'domain', body.domains, 'domains'));
    return { status: 'Domains unblocked successfully' };
  },
});

export const unblockAllDomains = (ports: Ports): Operation => operation({
  id: 'message-filters.domains.unblockAll',
  method: 'POST', path: `${path}/unblockAll`, tag,
  summary: 'Take all domains out of the domain filters',
  response: FilterStatus,
  async handle({ act, change }) {
    await change((tx) => ports.unblockAll(tx, act, 'domain'));
    return { status: 'Domains unblocked successfully' };
  },
});

export const toggleWhitelisting = (ports: Ports): Operation => operation({
  id: 'message-filters.domains.whitelisting.toggle',
  method: 'PATCH', path: `${path}/whitelisting/toggle`, tag,
  summary: 'Count only mail with the listed domains, or leave the listed ones out',
  body: WhitelistingInput,
  response: FilterStatus,
  async handle({ act, change, body: { whitelisting } }) {
    const isOn = await change(async (tx) => {
      const wanted = whitelisting ?? !(await ports.countFilters(tx, act)).countsListedOnly;
      await ports.setListedOnly(tx, act, wanted);
      return wanted;
    });
    return { status: `Domain whitelisting ${isOn ? 'enabled' : 'disabled'}` };
  },
});
