import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Lines of a block: a page reads two of them at most, and a million lines are 250. */
export const blockLines = 4_000;
/** Blocks of one transaction. */
const blocksMax = 10;
/** Longer than any transaction lives (60 s): what had an id then is committed or never will be. */
const settledSeconds = 120;

/**
 * Projection: counts the lines of the log in blocks, by sort, once nothing can come in between any more. Looks at most every two minutes of an account's activity; the lines behind the last block are
 * counted by who reads. Counting again gives the same.
 */
export const activityBlocksConsumer: Consumer = { name: 'activity-blocks', kind: 'projection', batchMax: 1_000, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  if (events.some(({ type }) => type === 'presence.changed' || type === 'offer.changed')) await sealActivityBlocks(tx);
}

/** @returns blocks that were made; 10: there may be more to make */
export async function sealActivityBlocks(tx: Tx): Promise<number> {
  const head = await tx.maybe(sql<{ seenId: number; isSettled: boolean }>`
    SELECT seen_id AS "seenId", seen_at <= clock_timestamp() - make_interval(secs => ${settledSeconds}) AS "isSettled" FROM agent_activity_heads WHERE account_id = ${tx.accountId} FOR UPDATE`);
  if (head && !head.isSettled) return 0;
  let made = 0;
  for (; head && made < blocksMax; made += 1) if (!await sealNext(tx, head.seenId)) break;
  if (made === blocksMax) return made;
  await tx.run(sql`
    INSERT INTO agent_activity_heads (account_id, seen_id, seen_at)
    VALUES (${tx.accountId}, (SELECT coalesce(max(id), 0) FROM agent_activities WHERE account_id = ${tx.accountId}), clock_timestamp())
    ON CONFLICT (account_id) DO UPDATE SET seen_id = excluded.seen_id, seen_at = excluded.seen_at`);
  return made;
}

/** False: fewer lines than a block has are settled. */
async function sealNext(tx: Tx, seenId: number): Promise<boolean> {
  const last = await tx.maybe(sql<{ id: number }>`SELECT last_id AS id FROM agent_activity_blocks WHERE account_id = ${tx.accountId} ORDER BY first_id DESC LIMIT 1`);
  return await tx.run(sql`
    WITH next AS MATERIALIZED (
      SELECT id, concat_ws(' ', activity, kind, mode) AS sort FROM agent_activities WHERE account_id = ${tx.accountId} AND id > ${last?.id ?? 0} AND id <= ${seenId} ORDER BY id LIMIT ${blockLines}
    )
    INSERT INTO agent_activity_blocks (account_id, first_id, last_id, counts)
    SELECT ${tx.accountId}::bigint, (SELECT min(id) FROM next), (SELECT max(id) FROM next), (SELECT jsonb_object_agg(c.sort, c.lines) FROM (SELECT sort, count(*) AS lines FROM next GROUP BY sort) c)
    WHERE (SELECT count(*) FROM next) = ${blockLines}`) > 0;
}

/** Where lines lie: from `fromId` on, up to `toId` where that is known, so many of them before the first that is wanted. */
export interface LinesRange { readonly fromId: number; readonly toId: number | null; readonly skip: number }

interface Block { readonly firstId: number; readonly lastId: number; readonly lines: number }

/** The blocks of the account with how many lines of these sorts (`activityKey`) each has, and the last id that is in one. */
export async function countBlocks(tx: Tx, keys: readonly string[]): Promise<{ blocks: readonly Block[]; lines: number; lastId: number }> {
  const blocks = await tx.rows(sql<Block>`
    SELECT first_id AS "firstId", last_id AS "lastId", (SELECT coalesce(sum(e.value::bigint), 0)::bigint FROM jsonb_each_text(counts) e WHERE e.key = ANY(${[...keys]}::text[])) AS lines
    FROM agent_activity_blocks WHERE account_id = ${tx.accountId} ORDER BY first_id`);
  return { blocks, lines: blocks.reduce((sum, block) => sum + block.lines, 0), lastId: blocks.at(-1)?.lastId ?? 0 };
}

/** Where the lines `offset` to `offset + limit` of all in the order of their ids lie: pure. */
export function rangeOf(blocks: readonly Block[], offset: number, limit: number): LinesRange {
  let before = 0;
  let from: { readonly id: number; readonly skip: number } | null = null;
  for (const { firstId, lastId, lines } of blocks) {
    if (from === null && before + lines > offset) from = { id: firstId, skip: offset - before };
    before += lines;
    if (from !== null && before >= offset + limit) return { fromId: from.id, toId: lastId, skip: from.skip };
  }
  return from === null ? { fromId: (blocks.at(-1)?.lastId ?? 0) + 1, toId: null, skip: offset - before } : { fromId: from.id, toId: null, skip: from.skip };
}
