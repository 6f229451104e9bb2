import { builtInRoles, requirePermission, type Act } from '#core/kernel/index.ts';
import { agentNames } from '#core/people/index.ts';
import { statusIds } from '#core/presence/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';

/** An agent with card, login, presence and teams. */
export interface AgentRow {
  readonly id: number;
  readonly name: string;
  /** Of the login, else the first mail address; null: neither. */
  readonly email: string | null;
  /** What the role of the login allows; empty: no login. */
  readonly permissions: readonly string[];
  readonly isAdministrator: boolean;
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly lastName: string | null;
  readonly avatarUrl: string | null;
  readonly agentNumber: string | null;
  readonly location: string | null;
  readonly createdAt: string;
  readonly lastLoginAt: string | null;
  /** Offline for who has never been at a desk. */
  readonly statusId: number;
  readonly statusSince: string | null;
  readonly isOnline: boolean;
  readonly isWrappingUp: boolean;
  /** In hand. */
  readonly calls: number;
  readonly chats: number;
  readonly teamIds: readonly number[];
}

interface NumberRange { readonly from?: number | undefined; readonly to?: number | undefined }

export interface AgentPageFilter {
  readonly ids?: readonly number[];
  readonly agentNumbers?: readonly string[];
  readonly statusIds?: readonly number[];
  readonly online?: readonly boolean[];
  readonly wrappingUp?: readonly boolean[];
  readonly locations?: readonly string[];
  readonly lastLoginFrom?: string;
  readonly lastLoginTo?: string;
  readonly statusFrom?: string;
  readonly statusTo?: string;
  /** In hand, both ends included. */
  readonly calls?: NumberRange | undefined;
  readonly chats?: NumberRange | undefined;
}

const rows = sql`
  SELECT a.id, a.name, a.account_id, a.deactivated_at, a.avatar_url AS "avatarUrl", a.agent_number AS "agentNumber", a.location, a.created_at AS "createdAt", a.last_login_at AS "lastLoginAt",
    ${agentNames.first} AS "firstName", a.middle_name AS "middleName", ${agentNames.last} AS "lastName",
    coalesce(CASE WHEN m.user_id IS NOT NULL THEN u.email END, (SELECT d.address FROM agent_addresses d WHERE d.account_id = a.account_id AND d.agent_id = a.id ORDER BY d.address LIMIT 1)) AS email,
    r.name AS "roleName", coalesce(r.is_built_in, false) AS "isBuiltIn", coalesce(r.permissions, '{}') AS permissions,
    coalesce(p.status_id, ${statusIds.offline}::int) AS "statusId", p.status_since AS "statusSince", coalesce(p.is_online, false) AS "isOnline", p.wrap_up_until IS NOT NULL AS "isWrappingUp",
    coalesce(p.calls, 0) AS calls, coalesce(p.chats, 0) AS chats
  FROM agents a
  LEFT JOIN agent_presence p ON p.account_id = a.account_id AND p.agent_id = a.id
  LEFT JOIN memberships m ON m.account_id = a.account_id AND m.user_id = a.user_id AND m.ended_at IS NULL
  LEFT JOIN users u ON u.id = m.user_id
  LEFT JOIN roles r ON r.account_id = m.account_id AND r.id = m.role_id`;

const columns = {
  id: sql`x.id`, email: sql`x.email`, firstName: sql`x."firstName"`, middleName: sql`x."middleName"`, lastName: sql`x."lastName"`, avatarUrl: sql`x."avatarUrl"`, agentNumber: sql`x."agentNumber"`,
  location: sql`x.location`, createdAt: sql`x."createdAt"`, lastLoginAt: sql`x."lastLoginAt"`, statusSince: sql`x."statusSince"`, isOnline: sql`x."isOnline"`, isWrappingUp: sql`x."isWrappingUp"`,
  calls: sql`x.calls`, chats: sql`x.chats`,
} as const satisfies Record<string, Sql>;

export type AgentPageColumn = keyof typeof columns;

interface Found extends Omit<AgentRow, 'permissions' | 'isAdministrator' | 'teamIds'> { readonly roleName: string | null; readonly isBuiltIn: boolean; readonly permissions: readonly string[]; readonly teamIds: number[] }

/** A page of active agents by any of their fields; what has none in the sorted field comes last, equal ones follow by id. `total`: all that fit. */
export async function findAgentPage(
  tx: Tx, act: Act, filter: AgentPageFilter, { sort, direction, limit, offset }: { readonly sort: AgentPageColumn; readonly direction: 'asc' | 'desc'; readonly limit: number; readonly offset: number },
): Promise<{ total: number; rows: AgentRow[] }> {
  requirePermission(act, 'people.read');
  requireSameAccount(tx, act);
  const where = allOf(conditionsOf(tx, filter));
  const { total } = await tx.one(sql<{ total: number }>`
    SELECT count(*)::int AS total FROM agents a LEFT JOIN agent_presence p ON p.account_id = a.account_id AND p.agent_id = a.id WHERE ${where}`);
  const order = sql`ORDER BY ${columns[sort]} ${direction === 'asc' ? sql`ASC` : sql`DESC`} NULLS LAST, x.id`;
  // Teams only of the page: beside the rows they would be gathered for all that are passed over, too.
  const found = await tx.rows(sql<Found>`
    SELECT x.*, ARRAY(SELECT tm.team_id FROM team_members tm JOIN teams t ON t.account_id = tm.account_id AND t.id = tm.team_id AND t.deleted_at IS NULL
      WHERE tm.account_id = x.account_id AND tm.agent_id = x.id ORDER BY tm.team_id) AS "teamIds"
    FROM (SELECT * FROM (${rows} WHERE ${where}) x ${order} LIMIT ${limit} OFFSET ${offset}) x ${order}`);
  return { total, rows: found.map(rowOf) };
}

function rowOf({ roleName, isBuiltIn, permissions, ...rest }: Found): AgentRow {
  const allowed = isBuiltIn && roleName !== null && Object.hasOwn(builtInRoles, roleName) ? builtInRoles[roleName as keyof typeof builtInRoles] : permissions;
  return { ...rest, permissions: allowed, isAdministrator: allowed.includes('people.write') && allowed.includes('settings.write') };
}

function conditionsOf(tx: Tx, filter: AgentPageFilter): Sql[] {
  const given = <T>(value: T | undefined, condition: (value: T) => Sql): Sql[] => (value === undefined ? [] : [condition(value)]);
  return [
    sql`a.account_id = ${tx.accountId}`, sql`a.deactivated_at IS NULL`,
    ...given(filter.ids, (ids) => sql`a.id = ANY(${[...ids]}::bigint[])`),
    ...given(filter.agentNumbers, (numbers) => sql`a.agent_number = ANY(${[...numbers]}::text[])`),
    ...given(filter.statusIds, (ids) => sql`coalesce(p.status_id, ${statusIds.offline}::int) = ANY(${[...ids]}::bigint[])`),
    ...given(filter.online, (values) => sql`coalesce(p.is_online, false) = ANY(${[...values]}::boolean[])`),
    ...given(filter.wrappingUp, (values) => sql`(p.wrap_up_until IS NOT NULL) = ANY(${[...values]}::boolean[])`),
    ...given(filter.locations, (texts) => sql`a.location = ANY(${[...texts]}::text[])`),
    ...given(filter.lastLoginFrom, (at) => sql`a.last_login_at >= ${at}::timestamptz`), ...given(filter.lastLoginTo, (at) => sql`a.last_login_at <= ${at}::timestamptz`),
    ...given(filter.statusFrom, (at) => sql`p.status_since >= ${at}::timestamptz`), ...given(filter.statusTo, (at) => sql`p.status_since <= ${at}::timestamptz`),
    ...([[sql`p.calls`, filter.calls], [sql`p.chats`, filter.chats]] as const).flatMap(([column, range]) => [
      ...given(range?.from, (from) => sql`coalesce(${column}, 0) >= ${from}::numeric`), ...given(range?.to, (to) => sql`coalesce(${column}, 0) <= ${to}::numeric`),
    ]),
  ];
}
