import { sql, type Sql } from '#storage/index.ts';
import type { Classification, ReplyPresence, ThreadStatus, ThreadType } from './log-filter.ts';

/**
 * The bits of `traits` (migration 0058), which the database derives from the columns of a row of the facts: what a count asks of a row is read out of one narrow number that every index holds.
 * Two bits of type and, of a message, three of class; of a conversation, two of status.
 */
export const types: readonly ThreadType[] = ['inbound', 'outbound', 'internal'];
export const classes: readonly Classification[] = ['calculating', 'first', 'reply', 'reply-all', 'forward', 'follow-up'];
export const statuses: readonly ThreadStatus[] = ['internal', 'await-agent', 'await-customer', 'closed'];

export const messageBits = { included: 32, outlier: 64, timed: 128, initialReply: 256 } as const;
export const conversationBits = { answered: 16, replies: 32, forwards: 64, initialIncluded: 128, initialOutlier: 256, initialTimed: 512, closeTimed: 1024, closeOutlier: 2048 } as const;

/** True where the bit is set in the number. */
export function hasBit(traits: Sql, bit: number): Sql {
  return sql`(${traits} & ${sql.lit(bit)} <> 0)`;
}

/** 0 inbound, 1 outbound, 2 internal. */
export const typeCode = (traits: Sql): Sql => sql`(${traits} & 3)`;
const classCode = (traits: Sql): Sql => sql`((${traits} >> 2) & 7)`;
const lifeCode = (traits: Sql): Sql => sql`((${traits} >> 2) & 3)`;

export const typeName = (traits: Sql): Sql => nameOf(types, typeCode(traits));
export const className = (traits: Sql): Sql => nameOf(classes, classCode(traits));
export const statusName = (traits: Sql): Sql => nameOf(statuses, lifeCode(traits));

export const isOfType = (traits: Sql, wanted: readonly ThreadType[]): Sql => isOneOf(types, typeCode(traits), wanted);
export const isOfClass = (traits: Sql, wanted: readonly Classification[]): Sql => isOneOf(classes, classCode(traits), wanted);
export const isOfStatus = (traits: Sql, wanted: readonly ThreadStatus[]): Sql => isOneOf(statuses, lifeCode(traits), wanted);

export function hasPresence(traits: Sql, wanted: ReplyPresence): Sql {
  switch (wanted) {
    case 'has-replies': return hasBit(traits, conversationBits.replies);
    case 'has-forwards': return hasBit(traits, conversationBits.forwards);
    case 'has-neither': return sql`(${traits} & ${sql.lit(conversationBits.replies | conversationBits.forwards)} = 0)`;
  }
}

function nameOf(names: readonly string[], code: Sql): Sql {
  return sql`(ARRAY[${sql.join(names.map((name) => sql.lit(name)))}]::text[])[${code} + 1]`;
}

/** By one shift and one mask: a list of texts is compared name by name. */
function isOneOf<Name>(names: readonly Name[], code: Sql, wanted: readonly Name[]): Sql {
  const mask = names.reduce((sum, name, at) => (wanted.includes(name) ? sum | (1 << at) : sum), 0);
  return sql`((1 << ${code}) & ${sql.lit(mask)} <> 0)`;
}
