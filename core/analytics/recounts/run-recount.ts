import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { buildRollupStep, emptyRollups } from '../rollups/build-rollups.ts';
import { currentBasis } from '../rollups/rollup-basis.ts';
import { countAll } from './count-all.ts';
import type { RecountFigures } from './recount.ts';

/** Conversations that one step computes. */
const stepMax = 500;
const keptMax = 200;

export interface Changed {
  readonly causes: readonly string[];
  readonly askedBy: number | null;
  readonly now: string;
  /** Only conversations that something happened to since, in epoch milliseconds. Default: all. */
  readonly fromMs?: number;
}

/** Begins one because something changed; none where no conversation is concerned. Says whether it did. Part of the facts projection. */
export async function beginRecount(tx: Tx, { causes, askedBy, now, fromMs = -Infinity }: Changed): Promise<boolean> {
  const from = Number.isFinite(fromMs) ? new Date(fromMs).toISOString() : null;
  if (await countConcerned(tx, from) === 0) return false;
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO fact_recounts (account_id, state, causes, from_at, asked_by, asked_at) VALUES (${tx.accountId}, 'waiting', ${[...causes]}::text[], ${from}::timestamptz, ${askedBy}, ${now}) RETURNING id`);
  await stepRecount(tx, id, now);
  return true;
}

interface Row { readonly state: string; readonly causes: readonly string[]; readonly from: string | null; readonly lastId: number; readonly askedBy: number | null; readonly total: number; readonly before: RecountFigures | null }

/**
 * The next step of a recount, in the transaction that moves the projection's cursor; asks for the one after it. The conversations that are to be computed in it. Whoever dies between two steps leaves
 * the next to whoever reads on; what comes meanwhile stands in the log between the steps, so figures of new mail do not wait for the end.
 */
export async function stepRecount(tx: Tx, id: number, now: string, size: number = stepMax): Promise<number[]> {
  const row = await tx.maybe(sql<Row>`
    SELECT state, causes, from_at AS "from", last_id AS "lastId", asked_by AS "askedBy", total, before FROM fact_recounts WHERE account_id = ${tx.accountId} AND id = ${id} FOR UPDATE`);
  switch (row?.state) {
    case 'waiting': await begin(tx, id, row, now); break;
    case 'running': {
      const ids = await nextConversations(tx, row, size);
      if (ids.length > 0) await tx.run(sql`UPDATE fact_recounts SET last_id = ${ids.at(-1)!}, done = least(done + ${ids.length}, total) WHERE account_id = ${tx.accountId} AND id = ${id}`);
      else await close(tx, id, row);
      await ask(tx, id, now);
      return ids;
    }
    case 'closing':
      if (await buildRollupStep(tx)) await end(tx, id, row, now);
      else await ask(tx, id, now);
      break;
    case undefined: default: // over, or replaced meanwhile
  }
  return [];
}

async function ask(tx: Tx, recountId: number, now: string): Promise<void> {
  await appendEvents(tx, systemAct(tx.accountId, now, 'facts', 'rebuild'), [{ type: 'facts.recount', data: { recountId } }]);
}

async function begin(tx: Tx, id: number, { from }: Row, now: string): Promise<void> {
  const replaced = from === null ? await takeOver(tx, id) : undefined;
  const before = replaced === undefined ? await countAll(tx, now) : replaced;
  await tx.run(sql`
    UPDATE fact_recounts SET state = 'running', total = ${await countConcerned(tx, from)}, before = ${before === null ? null : JSON.stringify(before)}::jsonb WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await tx.run(sql`
    DELETE FROM fact_recounts WHERE account_id = ${tx.accountId} AND state IN ('done', 'replaced')
      AND id <= (SELECT id FROM fact_recounts WHERE account_id = ${tx.accountId} ORDER BY id DESC OFFSET ${keptMax} LIMIT 1)`);
  await ask(tx, id, now);
}

/** One of everything covers those that run: what is left of them is not computed, and what was before the first of them is what was before this one. Undefined: none runs. */
async function takeOver(tx: Tx, id: number): Promise<RecountFigures | null | undefined> {
  const replaced = await tx.rows(sql<{ id: number; before: RecountFigures | null }>`
    UPDATE fact_recounts SET state = 'replaced', replaced_by = ${id}, ended_at = greatest(now(), asked_at) WHERE account_id = ${tx.accountId} AND state IN ('running', 'closing') AND id <> ${id} RETURNING id, before`);
  return replaced.toSorted((a, b) => a.id - b.id)[0]?.before;
}

/** Every conversation is computed. Whoever asked wants the rollups anew, too: a change of facts only adds to them what is different. */
async function close(tx: Tx, id: number, { causes }: Row): Promise<void> {
  if (causes.includes('asked')) await emptyRollups(tx, await currentBasis(tx));
  await tx.run(sql`UPDATE fact_recounts SET state = 'closing', done = total WHERE account_id = ${tx.accountId} AND id = ${id}`);
}

async function end(tx: Tx, id: number, { causes, askedBy, total, before }: Row, now: string): Promise<void> {
  const after = await countAll(tx, now);
  // The log tells when the first step was asked for, so the database says when this one is.
  const { endedAt } = await tx.one(sql<{ endedAt: string }>`
    UPDATE fact_recounts SET state = 'done', after = ${after === null ? null : JSON.stringify(after)}::jsonb, ended_at = greatest(now(), asked_at) WHERE account_id = ${tx.accountId} AND id = ${id} RETURNING ended_at AS "endedAt"`);
  const act = systemAct(tx.accountId, endedAt, 'facts', 'rebuild');
  await writeAudit(tx, askedBy === null ? act : { ...act, actor: { kind: 'user', id: askedBy, permissions: new Set() } }, {
    action: 'facts.recomputed', targetKind: 'recount', targetId: id, detail: { causes, conversations: total, before: before && told(before), after: after && told(after) },
  });
}

/** What the audit log says of figures: seconds, shares in percent of what has a goal. */
function told({ figures: { conversations, messages, firstReply, overallReply, close: toClose } }: RecountFigures): object {
  const spans = ({ count, mean, median, withinGoal, overGoal }: typeof firstReply) => ({ count, mean, median, inGoal: withinGoal + overGoal === 0 ? null : Math.round((withinGoal / (withinGoal + overGoal)) * 10_000) / 100 });
  return { conversations: conversations.total, messages: messages.total, firstReply: spans(firstReply), overallReply: spans(overallReply), close: spans(toClose) };
}

/** Rows of `conversations`: all, or those that something happened to since. */
function concerned(tx: Tx, from: string | null): Sql {
  return from === null ? sql`account_id = ${tx.accountId}` : sql`account_id = ${tx.accountId} AND (greatest(last_message_at, closed_at) >= ${from}::timestamptz
    OR id IN (SELECT coalesce(k.merged_into, k.id) FROM interactions i JOIN conversations k ON k.account_id = i.account_id AND k.id = i.conversation_id
              WHERE i.account_id = ${tx.accountId} AND i.updated_at >= ${from}::timestamptz))`;
}

async function countConcerned(tx: Tx, from: string | null): Promise<number> {
  return (await tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM conversations WHERE ${concerned(tx, from)}`)).count;
}

async function nextConversations(tx: Tx, { from, lastId }: Row, size: number): Promise<number[]> {
  return (await tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE ${concerned(tx, from)} AND id > ${lastId} ORDER BY id LIMIT ${size}`)).map(({ id }) => id);
}
