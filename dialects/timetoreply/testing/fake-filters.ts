import type { FilterEntry, FilterGroup, FilterRule } from '#core/mail-filters/index.ts';
import type { Ports, ReportParty } from '../ports.ts';

type FilterPorts = Pick<Ports,
  | 'countFilters' | 'findFilterEntries' | 'blockEntries' | 'unblockEntries' | 'unblockAll' | 'setListedOnly' | 'findFilterGroups' | 'getFilterGroup' | 'createFilterGroup' | 'changeFilterGroup'
  | 'toggleFilterGroup' | 'deleteFilterGroup' | 'findReportParties' | 'putExtensions' | 'deleteExtensions' | 'leaveAccount' | 'deleteAccount'>;

/** Filters that hold one of each, for the wire's shapes. */
export function fakeFilters(): FilterPorts {
  const rule: FilterRule = { id: 1, field: 'subject', operator: 'does-not-equal', joinedBy: 'and', value: 'example message filter' };
  const group: FilterGroup = { id: 1, name: 'example message filter group', isActive: false, rules: [rule] };
  const entry = (kind: 'domain' | 'address', value: string): FilterEntry => ({ id: 11, kind, value, domainId: 126, createdAt: '2023-02-01T00:00:00.000Z' });
  const party: ReportParty = { id: 6, name: 'Amie Dare', addresses: ['amie@dare.test'] };
  return {
    countFilters: async () => ({ countsListedOnly: false, version: 1, domains: 1, addresses: 1, groups: { active: 0, total: 1 } }),
    findFilterEntries: async (_tx, _act, kind) => ({ total: 1, rows: [entry(kind, kind === 'domain' ? 'spam.com' : 'spam@spam.com')] }),
    blockEntries: async (_tx, _act, kind, values) => values.map((value) => entry(kind, value)),
    unblockEntries: async () => 1,
    unblockAll: async () => 1,
    setListedOnly: async () => true,
    findFilterGroups: async () => ({ total: 1, rows: [group] }),
    getFilterGroup: async () => group,
    createFilterGroup: async () => ({ id: 1 }),
    changeFilterGroup: async () => undefined,
    toggleFilterGroup: async () => undefined,
    deleteFilterGroup: async () => undefined,
    putExtensions: async () => undefined,
    deleteExtensions: async () => undefined,
    leaveAccount: async () => ({ isForgotten: true }),
    deleteAccount: async () => ({ eraseAfter: '2023-03-03T00:00:00.000Z', undoSecret: 'secret' }),
    findReportParties: async () => ({
      agents: [party], teams: [party], groupMailboxes: [party], contacts: [party], leadSources: [party], labels: ['INBOX'], contactGroups: [{ ...party, domains: ['dubuque.com'] }],
    }),
  };
}
