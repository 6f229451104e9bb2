import { allOf, anyOf, sql, type Sql } from '#storage/index.ts';
import type { Entry, FailReason, InteractionKind, InteractionState } from '../interaction.ts';

/** Both ends count; instants are RFC 3339. */
export interface Range<Value> { readonly from?: Value | undefined; readonly to?: Value | undefined }

/** How it came about: any of what is named. `notEntries`: all ways in but these. */
export interface InteractionOrigin { readonly direction?: 'in' | 'out'; readonly entries?: readonly Entry[]; readonly notEntries?: readonly Entry[]; readonly isScheduled?: boolean }

export const instantFields = ['createdAt', 'queuedAt', 'assignedAt', 'connectedAt', 'endedAt', 'scheduledAt', 'firstMessageAt', 'lastMessageAt'] as const;
export const numberFields = ['rating', 'queueSeconds', 'callSeconds', 'holdSeconds', 'messageCount', 'responseAverageSeconds', 'responseMaxSeconds'] as const;
export type InstantField = (typeof instantFields)[number];
export type NumberField = (typeof numberFields)[number];

/** Every list that is given narrows; an empty one fits nothing. */
export interface InteractionFilter {
  readonly kind: InteractionKind;
  readonly ids?: readonly number[] | undefined;
  /** Who has it, or had it last. */
  readonly agentIds?: readonly number[] | undefined;
  readonly contactIds?: readonly number[] | undefined;
  readonly states?: readonly InteractionState[] | undefined;
  readonly failReasons?: readonly FailReason[] | undefined;
  readonly supportNumbers?: readonly string[] | undefined;
  readonly isVerified?: boolean | undefined;
  readonly origins?: readonly InteractionOrigin[] | undefined;
  /** By the instant that is shown outside. */
  readonly updatedAt?: Range<string> | undefined;
  readonly instants?: Readonly<Partial<Record<InstantField, Range<string> | undefined>>>;
  readonly numbers?: Readonly<Partial<Record<NumberField, Range<number> | undefined>>>;
}

const instantColumns: Readonly<Record<InstantField, Sql>> = {
  createdAt: sql`i.created_at`, queuedAt: sql`i.queued_at`, assignedAt: sql`i.assigned_at`, connectedAt: sql`i.connected_at`, endedAt: sql`i.ended_at`, scheduledAt: sql`i.scheduled_at`,
  firstMessageAt: sql`i.first_message_at`, lastMessageAt: sql`i.last_message_at`,
};
const numberColumns: Readonly<Record<NumberField, Sql>> = {
  rating: sql`i.rating`, queueSeconds: sql`i.queue_seconds`, callSeconds: sql`(i.talk_seconds + i.hold_seconds)`, holdSeconds: sql`i.hold_seconds`, messageCount: sql`i.message_count`,
  responseAverageSeconds: sql`i.response_average_seconds`, responseMaxSeconds: sql`i.response_max_seconds`,
};

/** What a sort may be by. `s`: of the projection. */
export const sortColumns = {
  ordinal: sql`s.ordinal`, updatedAt: sql`s.shown_at`, id: sql`i.id`, parentId: sql`i.parent_id`, lang: sql`i.lang`, state: sql`i.state`, failReason: sql`i.fail_reason`, supportNumber: sql`i.support_number`,
  outboundNumber: sql`i.outbound_number`, isVerified: sql`i.verified`, talkSeconds: sql`i.talk_seconds`, hasFeedback: sql`(i.detail ? 'feedback')`, provider: sql`(i.detail->>'provider')`,
  ticketId: sql`(i.detail->>'ticketId')`, ticketUrl: sql`(i.detail->>'ticketUrl')`, recordingPermission: sql`coalesce(i.detail->>'recordingPermission', 'not-asked')`,
  deflection: sql`coalesce(i.detail->>'deflection', 'none')`, disconnectedBy: sql`coalesce(i.detail->>'disconnectedBy', 'unknown')`, failDetails: sql`(i.detail->>'failDetails')`,
  answerMode: sql`(i.detail->>'answerMode')`, offerMode: sql`(i.detail->>'offerMode')`, origin: sql`(i.direction || ' ' || i.entry || ' ' || i.is_scheduled::text)`, adapterCode: sql`(i.detail->>'adapterCode')::integer`,
  voicemailDeflection: sql`CASE WHEN starts_with(i.state, 'voicemail') THEN coalesce(i.detail->>'deflection', 'none') ELSE '' END`,
  queueId: sql`coalesce(i.queue_id::text, '')`,
  recordingUrl: sql`(SELECT r.url FROM interaction_recordings r WHERE r.account_id = i.account_id AND r.interaction_id = i.id AND r.url IS NOT NULL ORDER BY r.seq LIMIT 1)`,
  ...instantColumns, ...numberColumns,
} as const satisfies Record<string, Sql>;
export type InteractionSort = keyof typeof sortColumns;

/** How an API calls the values of a column: what it sorts by is the order of these, and what is not among them comes last. */
export type InteractionWords = Readonly<Record<string, string>>;

/** What an order may be by: a column, or the words for it. Of two keys the first that has a word counts. */
export function sortKey(sort: InteractionSort, words: InteractionWords | undefined): Sql {
  if (words === undefined) return sortColumns[sort];
  const keys = sort === 'adapterCode' ? [sql`CASE WHEN i.fail_reason <> 'none' THEN i.detail->>'adapterCode' END`, sql`i.fail_reason`] : [sortColumns[sort]];
  return sql`coalesce(${sql.join(keys.map((key) => sql`(${JSON.stringify(words)}::jsonb ->> ${key})`), sql`, `)})`;
}

/** `in ivr false`: what an `origin` is told from. */
export const originKey = ({ direction, entry, isScheduled }: { readonly direction: string; readonly entry: string; readonly isScheduled: boolean }): string => `${direction} ${entry} ${isScheduled}`;

/** Of `interactions i`; nothing of the projection. */
export function interactionConditions(accountId: number, filter: InteractionFilter): Sql[] {
  const { ids, agentIds, contactIds, states, failReasons, supportNumbers, isVerified, origins, instants = {}, numbers = {} } = filter;
  const among = (column: Sql, values: readonly (number | string)[] | undefined, type: Sql): Sql[] => (values === undefined ? [] : [sql`${column} = ANY(${[...values]}::${type})`]);
  return [
    sql`i.account_id = ${accountId}`, sql`i.kind = ${filter.kind}`,
    ...among(sql`i.id`, ids, sql`bigint[]`), ...among(sql`i.agent_id`, agentIds, sql`bigint[]`), ...among(sql`i.contact_id`, contactIds, sql`bigint[]`), ...among(sql`i.state`, states, sql`text[]`),
    ...among(sql`i.fail_reason`, failReasons, sql`text[]`), ...among(sql`i.support_number`, supportNumbers, sql`text[]`),
    ...(isVerified === undefined ? [] : [sql`i.verified = ${isVerified}`]),
    ...(origins === undefined ? [] : [anyOf(origins.map(originCondition))]),
    ...instantFields.flatMap((field) => rangeConditions(instantColumns[field], instants[field], sql`timestamptz`)),
    ...numberFields.flatMap((field) => rangeConditions(numberColumns[field], numbers[field], sql`numeric`)),
  ];
}

export function rangeConditions(column: Sql, range: Range<string | number> | undefined, type: Sql): Sql[] {
  const { from, to } = range ?? {};
  return [...(from === undefined ? [] : [sql`${column} >= ${from}::${type}`]), ...(to === undefined ? [] : [sql`${column} <= ${to}::${type}`])];
}

function originCondition({ direction, entries, notEntries, isScheduled }: InteractionOrigin): Sql {
  return allOf([
    ...(direction === undefined ? [] : [sql`i.direction = ${direction}`]), ...(entries === undefined ? [] : [sql`i.entry = ANY(${[...entries]}::text[])`]),
    ...(notEntries === undefined ? [] : [sql`i.entry <> ALL(${[...notEntries]}::text[])`]), ...(isScheduled === undefined ? [] : [sql`i.is_scheduled = ${isScheduled}`]),
  ]);
}
