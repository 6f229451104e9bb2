import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents, type DomainEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { conversationCan, type Life, type Turn } from './conversation.ts';

/** What may be decided about conversations, one or many. What is not named stays; null: nobody. */
export interface ConversationsChange {
  readonly assigneeId?: number | null;
  readonly teamId?: number | null;
  /** 0 none, 1 low, 2 medium, 3 high, 4 urgent. */
  readonly priority?: 0 | 1 | 2 | 3 | 4;
  readonly turn?: 'agent' | 'customer';
  readonly life?: Exclude<Life, 'deleted'>;
  /** RFC 3339, to come; goes with life snoozed, and only with it. */
  readonly snoozedUntil?: string;
  readonly addLabelIds?: readonly number[];
  readonly removeLabelIds?: readonly number[];
  /** Exactly these; instead of adding and removing. */
  readonly labelIds?: readonly number[];
  readonly isUnread?: boolean;
}

/** The facts of one conversation that a change touches; what undo needs. */
export interface ConversationFacts {
  readonly assigneeId: number | null;
  readonly teamId: number | null;
  readonly priority: number;
  readonly turn: Turn;
  readonly turnSetAt: string | null;
  readonly life: Life;
  readonly snoozedUntil: string | null;
  readonly closedAt: string | null;
  readonly lifeChangedAt: string | null;
  readonly labelIds: readonly number[];
  readonly unreadCount: number;
  readonly readAt: string | null;
}

export interface ChangedConversation { readonly id: number; readonly before: ConversationFacts; readonly after: ConversationFacts }

interface Row extends ConversationFacts { readonly id: number; readonly mergedInto: number | null }

/** Conversations one transaction changes at most. */
export const changeManyMax = 500;

const factColumns = sql`
  c.id, c.merged_into AS "mergedInto", c.assignee_id AS "assigneeId", c.team_id AS "teamId", c.priority, c.turn, c.turn_set_at AS "turnSetAt", c.life,
  c.snoozed_until AS "snoozedUntil", c.closed_at AS "closedAt", c.life_changed_at AS "lifeChangedAt", c.unread_count AS "unreadCount", c.read_at AS "readAt",
  (SELECT coalesce(jsonb_agg(l.label_id ORDER BY l.label_id), '[]') FROM conversation_labels l WHERE l.account_id = c.account_id AND l.conversation_id = c.id) AS "labelIds"`;

/**
 * Makes one change to up to 500 conversations, in a handful of statements however many there are: all or none. Unknown and deleted ids are
 * `not-found`, or passed over with `passOver`. Returns those that are different now, with what they were.
 */
export async function changeConversations(
  tx: Tx, act: Act, ids: readonly number[], change: ConversationsChange, { passOver = false }: { passOver?: boolean } = {},
): Promise<ChangedConversation[]> {
  requirePermissions(act, change);
  const known = await checkChange(tx, act, change);
  const rows = (await lockFacts(tx, ids)).filter((row) => row.life !== 'deleted');
  if (!passOver && rows.length !== new Set(ids).size) throw notFound('conversation');
  for (const row of rows) {
    const problem = change.life === undefined ? null : conversationCan.changeLife(row.life, change.life);
    if (problem) throw new CoreError('conflict', problem.text, { key: problem.key });
  }
  const changed = rows.map((row) => ({ id: row.id, before: factsOf(row), after: applyTo(factsOf(row), change, known.labels, act.now) }))
    .filter(({ before, after }) => differ(before, after) || change.turn !== undefined);
  await writeFacts(tx, act, changed);
  return changed;
}

/** Gives conversations back the facts they had, where they still are as they were left. Returns the ids that were restored. */
export async function restoreConversations(tx: Tx, act: Act, items: readonly ChangedConversation[]): Promise<number[]> {
  for (const { before, after } of items) requirePermissions(act, neededFor(before, after));
  const present = new Map((await lockFacts(tx, items.map(({ id }) => id))).map((row) => [row.id, row]));
  const alive = await livingTargets(tx, items);
  const restored = items.flatMap(({ id, before, after }): ChangedConversation[] => {
    const row = present.get(id);
    if (!row || row.life === 'deleted' || !isStillAs(row, before, after)) return [];
    const now = factsOf(row);
    const target = mergeBack(now, before, after, alive);
    return differ(now, target) ? [{ id, before: now, after: target }] : [];
  });
  await writeFacts(tx, act, restored);
  return restored.map(({ id }) => id);
}

async function lockFacts(tx: Tx, ids: readonly number[]): Promise<Row[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  if (wanted.length > changeManyMax) throw new CoreError('too-large', `At most ${changeManyMax} conversations are changed at once.`, { key: 'too-many-conversations', values: { max: changeManyMax } });
  for (let round = 0; round < 5; round += 1) {
    const rows = await tx.rows(sql<Row>`
      SELECT ${factColumns} FROM conversations c
      WHERE c.account_id = ${tx.accountId} AND c.id = ANY(ARRAY(
        SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ANY(${wanted}::bigint[])))
      ORDER BY c.id FOR UPDATE OF c`);
    // Labels are read before the lock is held where this waited: read again until nothing moved.
    if (rows.every((row) => row.mergedInto === null)) return rows.length === 0 ? rows : tx.rows(sql<Row>`
      SELECT ${factColumns} FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.id = ANY(${rows.map((row) => row.id)}::bigint[]) ORDER BY c.id`);
  }
  throw new CoreError('conflict', 'These conversations are being merged at this moment. Look again and repeat.', { key: 'being-merged' });
}

function requirePermissions(act: Act, change: ConversationsChange): void {
  const { assigneeId, teamId, priority, turn, life, addLabelIds, removeLabelIds, labelIds, isUnread } = change;
  if ([assigneeId, teamId, priority, turn].some((value) => value !== undefined)) requirePermission(act, 'conversations.assign');
  if (life !== undefined || change.snoozedUntil !== undefined) requirePermission(act, 'conversations.close');
  if ([addLabelIds, removeLabelIds, labelIds].some((value) => value !== undefined)) requirePermission(act, 'conversations.label');
  if (isUnread !== undefined) requirePermission(act, 'conversations.reply');
}

async function checkChange(tx: Tx, act: Act, change: ConversationsChange): Promise<{ labels: { add: readonly number[]; remove: readonly number[]; exactly: readonly number[] | null } }> {
  if ((change.life === 'snoozed') !== (change.snoozedUntil !== undefined)) throw invalid('snoozedUntil', 'goes with life snoozed, and only with it', 'snooze-needs-time');
  if (change.snoozedUntil !== undefined && !(Date.parse(change.snoozedUntil) > Date.parse(act.now))) throw invalid('snoozedUntil', 'must be an instant to come', 'not-to-come');
  if (typeof change.assigneeId === 'number') await requireOne(tx, sql`SELECT FROM agents WHERE account_id = ${tx.accountId} AND id = ${change.assigneeId} AND deactivated_at IS NULL`, 'agent');
  if (typeof change.teamId === 'number') await requireOne(tx, sql`SELECT FROM teams WHERE account_id = ${tx.accountId} AND id = ${change.teamId} AND deleted_at IS NULL`, 'team');
  const { addLabelIds: add = [], removeLabelIds: remove = [], labelIds } = change;
  if (labelIds && (add.length > 0 || remove.length > 0)) throw invalid('labelIds', 'stands instead of adding and removing', 'labels-either-way');
  const wanted = [...new Set([...add, ...remove, ...(labelIds ?? [])])];
  if (wanted.length > 0) {
    // Held until commit: a label that is deleted meanwhile cannot be put on.
    const known = await tx.rows(sql<{ id: number }>`SELECT id FROM labels WHERE account_id = ${tx.accountId} AND id = ANY(${wanted}::bigint[]) ORDER BY id FOR KEY SHARE`);
    if (known.length !== wanted.length) throw notFound('label');
  }
  return { labels: { add, remove, exactly: labelIds ?? null } };
}

async function requireOne(tx: Tx, statement: ReturnType<typeof sql>, noun: string): Promise<void> {
  if ((await tx.rows(sql<object>`${statement}`)).length === 0) throw notFound(noun);
}

function factsOf({ assigneeId, teamId, priority, turn, turnSetAt, life, snoozedUntil, closedAt, lifeChangedAt, labelIds, unreadCount, readAt }: Row): ConversationFacts {
  return { assigneeId, teamId, priority, turn, turnSetAt, life, snoozedUntil, closedAt, lifeChangedAt, labelIds, unreadCount, readAt };
}

function applyTo(before: ConversationFacts, change: ConversationsChange, labels: { add: readonly number[]; remove: readonly number[]; exactly: readonly number[] | null }, now: string): ConversationFacts {
  const lifeChanges = change.life !== undefined && (change.life !== before.life || change.life === 'snoozed');
  const ends = change.life === 'closed' || change.life === 'resolved';
  const kept = (labels.exactly ?? [...before.labelIds, ...labels.add]).filter((label) => !labels.remove.includes(label));
  const isUnread = change.isUnread ?? before.unreadCount > 0;
  const readChanges = isUnread !== before.unreadCount > 0;
  return {
    assigneeId: change.assigneeId === undefined ? before.assigneeId : change.assigneeId,
    teamId: change.teamId === undefined ? before.teamId : change.teamId,
    priority: change.priority ?? before.priority,
    turn: change.turn ?? before.turn,
    turnSetAt: change.turn === undefined ? before.turnSetAt : now,
    life: change.life ?? before.life,
    snoozedUntil: lifeChanges ? change.snoozedUntil ?? null : before.snoozedUntil,
    closedAt: lifeChanges ? (ends ? now : null) : before.closedAt,
    lifeChangedAt: lifeChanges ? now : before.lifeChangedAt,
    labelIds: [...new Set(kept)].sort((a, b) => a - b),
    unreadCount: readChanges ? (isUnread ? 1 : 0) : before.unreadCount,
    readAt: readChanges ? (isUnread ? null : now) : before.readAt,
  };
}

const plainFields = ['assigneeId', 'teamId', 'priority', 'turn', 'life', 'snoozedUntil', 'unreadCount'] as const;

function differ(a: ConversationFacts, b: ConversationFacts): boolean {
  return plainFields.some((field) => !isSame(field, a, b)) || String(a.labelIds) !== String(b.labelIds);
}

/** Instants by their moment: PostgreSQL and JSON write them differently. */
function isSame(field: (typeof plainFields)[number], a: ConversationFacts, b: ConversationFacts): boolean {
  return field === 'snoozedUntil' && a.snoozedUntil !== null && b.snoozedUntil !== null ? Date.parse(a.snoozedUntil) === Date.parse(b.snoozedUntil) : a[field] === b[field];
}

/** Nobody changed since what the change had touched. */
function isStillAs(now: ConversationFacts, before: ConversationFacts, after: ConversationFacts): boolean {
  const added = after.labelIds.filter((label) => !before.labelIds.includes(label));
  const removed = before.labelIds.filter((label) => !after.labelIds.includes(label));
  return plainFields.every((field) => isSame(field, before, after) || isSame(field, now, after))
    && added.every((label) => now.labelIds.includes(label)) && removed.every((label) => !now.labelIds.includes(label));
}

interface Living { readonly agents: ReadonlySet<number>; readonly teams: ReadonlySet<number>; readonly labels: ReadonlySet<number> }

/** Of the agents, teams and labels that undo would bring back, those that are still there. */
async function livingTargets(tx: Tx, items: readonly ChangedConversation[]): Promise<Living> {
  const idsOf = (pick: (facts: ConversationFacts) => readonly (number | null)[]): number[] => [...new Set(items.flatMap(({ before }) => pick(before)))].filter((id) => id !== null);
  const agents = await tx.rows(sql<{ id: number }>`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND id = ANY(${idsOf((facts) => [facts.assigneeId])}::bigint[]) AND deactivated_at IS NULL`);
  const teams = await tx.rows(sql<{ id: number }>`SELECT id FROM teams WHERE account_id = ${tx.accountId} AND id = ANY(${idsOf((facts) => [facts.teamId])}::bigint[]) AND deleted_at IS NULL`);
  const labels = await tx.rows(sql<{ id: number }>`SELECT id FROM labels WHERE account_id = ${tx.accountId} AND id = ANY(${idsOf((facts) => facts.labelIds)}::bigint[]) ORDER BY id FOR KEY SHARE`);
  const setOf = (rows: readonly { id: number }[]): ReadonlySet<number> => new Set(rows.map((row) => row.id));
  return { agents: setOf(agents), teams: setOf(teams), labels: setOf(labels) };
}

/** What is now, with the parts that the change had touched as they were before it. */
function mergeBack(now: ConversationFacts, before: ConversationFacts, after: ConversationFacts, living: Living): ConversationFacts {
  const lifeChanged = before.life !== after.life || !isSame('snoozedUntil', before, after);
  const added = after.labelIds.filter((label) => !before.labelIds.includes(label));
  const removed = before.labelIds.filter((label) => !after.labelIds.includes(label) && living.labels.has(label));
  const alive = (id: number | null, among: ReadonlySet<number>): number | null => (id !== null && among.has(id) ? id : null);
  const lifePart = lifeChanged ? before : now;
  const turnPart = before.turn === after.turn ? now : before;
  const readPart = before.unreadCount === after.unreadCount ? now : before;
  return {
    assigneeId: before.assigneeId === after.assigneeId ? now.assigneeId : alive(before.assigneeId, living.agents),
    teamId: before.teamId === after.teamId ? now.teamId : alive(before.teamId, living.teams),
    priority: before.priority === after.priority ? now.priority : before.priority,
    turn: turnPart.turn, turnSetAt: turnPart.turnSetAt,
    life: lifePart.life, snoozedUntil: lifePart.snoozedUntil, closedAt: lifePart.closedAt, lifeChangedAt: lifePart.lifeChangedAt,
    labelIds: [...new Set([...now.labelIds.filter((label) => !added.includes(label)), ...removed])].sort((a, b) => a - b),
    unreadCount: readPart.unreadCount, readAt: readPart.readAt,
  };
}

function neededFor(before: ConversationFacts, after: ConversationFacts): ConversationsChange {
  return {
    ...(before.assigneeId === after.assigneeId && before.teamId === after.teamId && before.priority === after.priority && before.turn === after.turn ? {} : { priority: 0 }),
    ...(before.life === after.life && isSame('snoozedUntil', before, after) ? {} : { life: 'open' }),
    ...(String(before.labelIds) === String(after.labelIds) ? {} : { labelIds: [] }),
    ...(before.unreadCount === after.unreadCount ? {} : { isUnread: false }),
  };
}

async function writeFacts(tx: Tx, act: Act, changed: readonly ChangedConversation[]): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map(({ id, after }) => ({ id, ...after }));
  await tx.run(sql`
    UPDATE conversations c SET assignee_id = r."assigneeId", team_id = r."teamId", priority = r.priority, turn = r.turn, turn_set_at = r."turnSetAt", life = r.life,
      snoozed_until = r."snoozedUntil", closed_at = r."closedAt", life_changed_at = r."lifeChangedAt", unread_count = r."unreadCount", read_at = r."readAt",
      acted_at = coalesce(c.acted_at, CASE WHEN r."isAct" THEN ${act.now}::timestamptz END)
    FROM jsonb_to_recordset(${JSON.stringify(rows.map((row, at) => ({ ...row, isAct: isAct(changed[at]!) })))}::jsonb) AS r(id bigint, "assigneeId" bigint, "teamId" bigint, priority smallint, turn text, "turnSetAt" timestamptz, life text,
      "snoozedUntil" timestamptz, "closedAt" timestamptz, "lifeChangedAt" timestamptz, "unreadCount" integer, "readAt" timestamptz, "isAct" boolean)
    WHERE c.account_id = ${tx.accountId} AND c.id = r.id`);
  const labels = changed.flatMap(({ id, before, after }) => [
    ...after.labelIds.filter((label) => !before.labelIds.includes(label)).map((labelId) => ({ id, labelId, on: true })),
    ...before.labelIds.filter((label) => !after.labelIds.includes(label)).map((labelId) => ({ id, labelId, on: false })),
  ]);
  if (labels.length > 0) {
    const json = JSON.stringify(labels);
    await tx.run(sql`
      DELETE FROM conversation_labels l USING jsonb_to_recordset(${json}::jsonb) AS r(id bigint, "labelId" bigint, "on" boolean)
      WHERE l.account_id = ${tx.accountId} AND l.conversation_id = r.id AND l.label_id = r."labelId" AND NOT r."on"`);
    await tx.run(sql`
      INSERT INTO conversation_labels (account_id, conversation_id, label_id)
      SELECT ${tx.accountId}::bigint, r.id, r."labelId" FROM jsonb_to_recordset(${json}::jsonb) AS r(id bigint, "labelId" bigint, "on" boolean) WHERE r."on" ORDER BY 2, 3
      ON CONFLICT DO NOTHING`);
  }
  await appendEvents(tx, act, [
    ...changed.flatMap(eventsOf),
    ...labels.map(({ id, labelId, on }): DomainEvent => ({ type: 'conversation.labelled', conversationId: id, data: { labelId, on } })),
  ]);
}

/** Having looked at it is no act: such a one is still merged silently. */
function isAct({ before, after }: ChangedConversation): boolean {
  return before.unreadCount === after.unreadCount || differ({ ...before, unreadCount: after.unreadCount }, after);
}

function eventsOf({ id, before, after }: ChangedConversation): DomainEvent[] {
  const fields = [
    ['assignee', before.assigneeId, after.assigneeId], ['team', before.teamId, after.teamId], ['priority', before.priority, after.priority], ['turn', before.turn, after.turn],
    ['life', before.life, after.life], ['unread', before.unreadCount, after.unreadCount],
  ] as const;
  return fields.filter(([field, from, to]) => from !== to || (field === 'life' && to === 'snoozed' && !isSame('snoozedUntil', before, after)))
    .map(([field, from, to]): DomainEvent => ({ type: 'conversation.changed', conversationId: id, data: { field, from, to, ...(field === 'life' && after.life === 'snoozed' && after.snoozedUntil !== null && { until: new Date(after.snoozedUntil).toISOString() }) } }));
}
