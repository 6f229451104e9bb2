import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { buildRollupStep } from '../rollups/build-rollups.ts';
import { countAll } from './count-all.ts';
import { findRanges, type RangeOptions } from './find-ranges.ts';
import type { RecountFigures } from './recount.ts';

// The steps of a recount. All of them run in the facts projection, one account at a time, each in the transaction that moves its cursor: a process that dies between two leaves
// the next one to whoever reads on.

export interface Changed {
  readonly causes: readonly string[];
  readonly askedBy: number | null;
  readonly now: string;
}

/** Begins one because something changed. No row and no events where no conversation is concerned. The number of ranges. */
export async function beginRecount(tx: Tx, { causes, askedBy, now }: Changed, options: RangeOptions = {}): Promise<number> {
  const ranges = await findRanges(tx, options);
  if (ranges.length === 0) return 0;
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO fact_recounts (account_id, state, causes, is_whole, asked_by, asked_at) VALUES (${tx.accountId}, 'running', ${[...causes]}::text[], ${!Number.isFinite(options.fromMs ?? -Infinity)}, ${askedBy}, ${now}) RETURNING id`);
  await run(tx, id, ranges, now);
  return ranges.length;
}

/** Begins the one that somebody asked for. */
export async function beginAsked(tx: Tx, id: number, now: string): Promise<void> {
  const isWaiting = await tx.run(sql`UPDATE fact_recounts SET state = 'running' WHERE account_id = ${tx.accountId} AND id = ${id} AND state = 'waiting'`);
  if (isWaiting === 1) await run(tx, id, await findRanges(tx), now);
}

const keptMax = 200;

async function run(tx: Tx, id: number, ranges: readonly { readonly fromId: number; readonly toId: number; readonly count: number }[], now: string): Promise<void> {
  const replaced = await takeOver(tx, id, now);
  const before = replaced === undefined ? await countAll(tx, now) : replaced;
  const total = ranges.reduce((sum, { count }) => sum + count, 0);
  await tx.run(sql`UPDATE fact_recounts SET total = ${total}, before = ${before === null ? null : JSON.stringify(before)}::jsonb WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await tx.run(sql`
    DELETE FROM fact_recounts WHERE account_id = ${tx.accountId} AND state IN ('done', 'replaced')
      AND id <= (SELECT id FROM fact_recounts WHERE account_id = ${tx.accountId} ORDER BY id DESC OFFSET ${keptMax} LIMIT 1)`);
  await appendEvents(tx, systemAct(tx.accountId, now, 'facts', 'rebuild'), [
    ...ranges.map(({ fromId, toId }) => ({ type: 'facts.requested' as const, data: { fromId, toId, recountId: id } })), { type: 'facts.recount-over', data: { recountId: id } },
  ]);
}

/** One of everything covers those that run: what is left of them is passed over, and what was before the first of them is what was before this one. Undefined: none runs. */
async function takeOver(tx: Tx, id: number, now: string): Promise<RecountFigures | null | undefined> {
  const replaced = await tx.rows(sql<{ id: number; before: RecountFigures | null }>`
    UPDATE fact_recounts SET state = 'replaced', replaced_by = ${id}, ended_at = ${now}
    WHERE account_id = ${tx.accountId} AND state = 'running' AND id <> ${id} AND (SELECT is_whole FROM fact_recounts n WHERE n.account_id = ${tx.accountId} AND n.id = ${id})
    RETURNING id, before`);
  return replaced.toSorted((a, b) => a.id - b.id)[0]?.before;
}

/** Whether a range is still to be computed. Those of before there were recounts belong to none. */
export async function isWanted(tx: Tx, recountId: number | undefined): Promise<boolean> {
  if (recountId === undefined) return true;
  return (await tx.maybe(sql<object>`SELECT FROM fact_recounts WHERE account_id = ${tx.accountId} AND id = ${recountId} AND state = 'running'`)) !== null;
}

export async function noteDone(tx: Tx, recountId: number | undefined, conversations: number): Promise<void> {
  if (recountId !== undefined) await tx.run(sql`UPDATE fact_recounts SET done = least(done + ${conversations}, total) WHERE account_id = ${tx.accountId} AND id = ${recountId}`);
}

/** Every range is computed. Rollups that are still being built are built on first, step by step, so that what is after is counted as what was before. */
export async function endRecount(tx: Tx, recountId: number, now: string): Promise<void> {
  if (!(await isWanted(tx, recountId))) return;
  if (!(await buildRollupStep(tx))) {
    await appendEvents(tx, systemAct(tx.accountId, now, 'facts', 'rebuild'), [{ type: 'facts.recount-over', data: { recountId } }]);
    return;
  }
  const after = await countAll(tx, now);
  const { total, causes, askedBy, before } = await tx.one(sql<{ total: number; causes: string[]; askedBy: number | null; before: RecountFigures | null }>`
    UPDATE fact_recounts SET state = 'done', done = total, after = ${after === null ? null : JSON.stringify(after)}::jsonb, ended_at = ${now}
    WHERE account_id = ${tx.accountId} AND id = ${recountId} RETURNING total, causes, asked_by AS "askedBy", before`);
  const act = systemAct(tx.accountId, now, 'facts', 'rebuild');
  await writeAudit(tx, askedBy === null ? act : { ...act, actor: { kind: 'user', id: askedBy, permissions: new Set() } }, {
    action: 'facts.recomputed', targetKind: 'recount', targetId: recountId, detail: { causes, conversations: total, before: before && told(before), after: after && told(after) },
  });
}

/** What the audit log says of figures: seconds, shares in percent of what has a goal. */
function told({ figures: { conversations, messages, firstReply, overallReply, close } }: RecountFigures): object {
  const spans = ({ count, mean, median, withinGoal, overGoal }: typeof firstReply) => ({ count, mean, median, inGoal: withinGoal + overGoal === 0 ? null : Math.round((withinGoal / (withinGoal + overGoal)) * 10_000) / 100 });
  return { conversations: conversations.total, messages: messages.total, firstReply: spans(firstReply), overallReply: spans(overallReply), close: spans(close) };
}
