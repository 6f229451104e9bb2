import { sql, type Sql } from '#storage/index.ts';
import type { LogContext } from '../log/log-context.ts';
import { traitBits, truth, type Dimension } from '../log/packed.ts';
import { className, conversationBits, hasBit, messageBits, statusName, typeCode, typeName } from '../log/traits.ts';
import type { FigureGroup } from './figure-groups.ts';

const traits = sql`r.traits`;

const bandBits = 4;
/** The bucket of spans, where `spansOf` has one. */
export const bucketOf: Dimension = { name: 'bucket', of: sql`r.bucket`, bits: 10 };

/**
 * What is read of a group's rows `r`: `dimensions`, in which two rows that agree differ in no figure, and both spans. Hundreds of groups stand for millions of rows: what each figure counts is asked of
 * groups, by the same definitions (`decoded` gives them the columns that those read).
 */
export function dimensionsOf(context: LogContext, { name }: FigureGroup): readonly Dimension[] {
  const byParty = context.party.kind === 'agents';
  switch (name) {
    case 'messages': {
      // Rows that no metric counts have no band, no goal.
      const judged = (of: Sql) => sql`CASE WHEN r.traits & ${sql.lit(judgedBits)} = ${sql.lit(judgedBits)} THEN ${of} END`;
      return [
        { name: 'traits', of: traits, bits: traitBits }, { name: 'in_goal', of: judged(sql`r.in_goal`), bits: truth }, { name: 'band', of: judged(sql`r.band`), bits: bandBits },
        ...(byParty ? [{ name: 'sent', of: sql`r.sent`, bits: truth }, { name: 'received', of: sql`r.received`, bits: truth }] : []),
      ];
    }
    case 'conversations': return [{ name: 'traits', of: traits, bits: traitBits }];
    case 'firstReply': return [{ name: 'traits', of: traits, bits: traitBits }, { name: 'in_goal', of: sql`r.in_first_reply_goal`, bits: truth }, { name: 'band', of: sql`r.first_band`, bits: bandBits }, ...(byParty ? [{ name: 'credited', of: sql`r.credited`, bits: truth }] : [])];
    case 'close': return [{ name: 'traits', of: traits, bits: traitBits }, { name: 'in_goal', of: sql`r.in_close_goal`, bits: truth }, { name: 'band', of: sql`r.close_band`, bits: bandBits }];
  }
}

const judgedBits = messageBits.included | messageBits.timed;

/** Both spans and the bucket of a row; null: the group has none. */
export function spansOf({ name, metrics }: FigureGroup): { readonly business: Sql; readonly raw: Sql; readonly bucket: Sql } | null {
  const [first] = metrics;
  if (!first) return null;
  const bucket = name === 'messages' ? sql`CASE WHEN r.traits & ${sql.lit(judgedBits)} = ${sql.lit(judgedBits)} THEN r.bucket END` : first.bucket;
  return { business: first.business, raw: first.raw, bucket };
}

/** The columns that the definitions of the group's figures read, of rows `r` with its dimensions, `business`, `raw` and `n`. */
export function decoded(context: LogContext, { name }: FigureGroup): Sql {
  const byParty = context.party.kind === 'agents';
  switch (name) {
    case 'messages': return sql`${className(traits)} AS class, ${byParty ? sql`r.sent, r.received` : sql`${typeCode(traits)} <> 0 AS sent, ${typeCode(traits)} <> 1 AS received`},
      ${hasBit(traits, messageBits.included)} AS included, ${hasBit(traits, messageBits.outlier)} AS outlier, ${hasBit(traits, messageBits.timed)} AS timed, r.in_goal, r.band, r.business, r.raw`;
    case 'conversations': return sql`${typeName(traits)} AS type, ${statusName(traits)} AS status, CASE WHEN ${hasBit(traits, conversationBits.answered)} THEN 1 END AS first_reply_id`;
    case 'firstReply': {
      const timed = (of: Sql) => sql`CASE WHEN ${hasBit(traits, conversationBits.initialTimed)} THEN ${of} END`;
      return sql`${byParty ? sql`r.credited` : sql`true AS credited`}, ${hasBit(traits, conversationBits.initialIncluded)} AS initial_included, ${hasBit(traits, conversationBits.initialOutlier)} AS initial_outlier,
        ${timed(sql`r.business`)} AS initial_reply_business, ${timed(sql`r.raw`)} AS initial_reply_raw, r.in_goal AS in_first_reply_goal, r.band AS first_band`;
    }
    case 'close': {
      const timed = (of: Sql) => sql`CASE WHEN ${hasBit(traits, conversationBits.closeTimed)} THEN ${of} END`;
      return sql`${statusName(traits)} AS status, ${hasBit(traits, conversationBits.closeOutlier)} AS close_outlier, ${timed(sql`r.business`)} AS close_mail_business, ${timed(sql`r.raw`)} AS close_mail_raw,
        r.in_goal AS in_close_goal, r.band AS close_band`;
    }
  }
}
