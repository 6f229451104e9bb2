import { allPermissions, testClock, type Permission } from '#core/kernel/index.ts';
import { createServer, type ServerOptions } from '#http/index.ts';
import { noDatabase } from '#http/testing/no-database.ts';
import { timetoreply } from '../dialect.ts';
import type { ContactGroup, LogFilter, LogPage, Ports, ReplyGoals, StatName } from '../ports.ts';
import { fakeReports } from './fake-reports.ts';
import { fakeCrm } from './fake-crm.ts';
import { fakeFilters } from './fake-filters.ts';
import { fakeEntities } from './fake-entities.ts';
import { sampleStats, sampleStatsOfDays, thread481 } from './sample-rows.ts';

/** What the fake core was asked, last. */
export interface Asked { filter?: LogFilter; page?: LogPage; stat?: StatName; ids?: readonly number[]; goals?: ReplyGoals; mailId?: string }

/**
 * The wire alone, over a core that always knows the document's conversation: for shapes and conversions, where what core answers does not
 * matter. What it must answer is tested against the real one in report.test.ts.
 */
export function fakeCore({ total = 1, zone = 'UTC', permissions = allPermissions, ...options }: {
  total?: number; zone?: string; permissions?: readonly Permission[];
} & Partial<ServerOptions> = {}) {
  const asked: Asked = {};
  let goals: ReplyGoals = { firstReply: { goal: 7_200, bands: [] }, overall: { goal: 14_400, bands: [] }, close: { goal: 86_400, bands: [] } };
  const group: ContactGroup = { crmKind: null, isGoneThere: false, id: 1, name: 'Top Revenue Customers', createdAt: '2023-02-01T00:00:00.000Z', members: [{ kind: 'address', value: 'bo@kling.com' }, { kind: 'domain', value: 'kling.com' }] };
  const ports: Ports = {
    authenticateToken: async (_database, { secret, dialect }) => (secret === 'good' && dialect === 'timetoreply'
      ? { tokenId: 1, accountId: 1, userId: 7, agentId: null, permissions: new Set(permissions), userZone: zone, accountZone: 'UTC', variant: null } : null),
    resolveParty: async (_tx, name, type) => (name.startsWith('nobody') ? null : type === 'internal' ? { kind: 'internal' } : { kind: 'contacts', addressIds: [1], domains: [] }),
    findConversationLog: async (_tx, filter, page) => { Object.assign(asked, { filter, page }); return { total, rows: total === 0 ? [] : [thread481] }; },
    findMessageLog: async (_tx, filter, page) => { Object.assign(asked, { filter, page }); return { total, rows: total === 0 ? [] : thread481.messages }; },
    countStats: async (_tx, filter) => (filter.fromDay === undefined ? sampleStats : sampleStatsOfDays),
    findStatBreakdown: async (_tx, filter, stat, page) => {
      Object.assign(asked, { filter, stat, page });
      return /^(?:days\.[^.]+\.)?(messages|overallReply|forward)\./.test(stat) ? { unit: 'messages', result: { total, rows: thread481.messages } } : { unit: 'conversations', result: { total, rows: [thread481] } };
    },
    findConversationByMailId: async (_tx, mailId) => { asked.mailId = mailId; return mailId === 'm1@mail.example' ? thread481 : null; },
    findConversationsBySubjectOrAddress: async (_tx, search) => (search === 'Support Query' ? [] : [thread481]),
    findContactGroupPage: async () => ({ total, rows: total === 0 ? [] : [group] }),
    getContactGroup: async () => group,
    createContactGroup: async () => ({ id: group.id }),
    changeContactGroup: async () => undefined,
    changeGroupMembers: async () => undefined,
    deleteContactGroup: async () => undefined,
    ...fakeCrm(total),
    closeConversations: async (_tx, _act, ids) => { asked.ids = ids; return ids.filter((id) => id > 0); },
    reports: fakeReports(),
    ...fakeFilters(),
    getReplyGoals: async () => goals,
    changeReplyGoals: async (_tx, _act, change) => {
      goals = change(goals);
      asked.goals = goals;
      return goals;
    },
  };
  const dialect = { ...timetoreply(ports, undefined, fakeEntities(total)), limits: [] };
  const server = createServer({ database: noDatabase(), clock: testClock('2023-02-02T00:00:00Z'), dialects: [dialect], validateResponses: true, publicUrl: 'https://portal.timetoreply.com', ...options });
  const headers = { authorization: 'Bearer good' };
  const get = async (path: string, query: Record<string, string> | string = {}) => (
    server.inject({ method: 'GET', url: `${path}?${typeof query === 'string' ? query : new URLSearchParams(query).toString()}`, headers }));
  const send = async (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, payload: object | string) => (
    server.inject({ method, url: path, headers: { ...headers, 'content-type': 'application/json' }, payload }));
  return { server, asked, get, send };
}
