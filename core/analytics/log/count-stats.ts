import { sql, type Sql, type Tx } from '#storage/index.ts';
import { conversationStats } from './conversation-stats.ts';
import { conversationsOf } from './conversation-selection.ts';
import { carriedLabels } from './label-conditions.ts';
import { prepareLog } from './log-context.ts';
import type { LogFilter } from './log-filter.ts';
import { countedMessages, messageGroups } from './message-selection.ts';
import { messageStats } from './message-stats.ts';
import { shapeStats } from './shape-stats.ts';
import { aggregate, type StatDefinition } from './stat-definition.ts';
import { statNames } from './stat-definitions.ts';
import type { LabelCount, LogStats, StatName } from './stats.ts';

/** Counts everything a report shows about the filter's messages and conversations; one statement, one pass over each. */
export async function countStats(tx: Tx, filter: LogFilter): Promise<LogStats> {
  const context = await prepareLog(tx, filter, { withGoals: true });
  const row = await tx.one(sql<{ messages: (number | null)[]; conversations: (number | null)[]; labels: LabelCount[]; labelled: number }>`
    WITH m AS MATERIALIZED (${countedMessages(context)}),
      c AS MATERIALIZED (${conversationsOf(context, sql`m`)}),
      k AS MATERIALIZED (${carriedLabels(sql`${tx.accountId}::bigint`, sql`SELECT conversation_id FROM c`)}),
      l AS (
        SELECT l.name, count(*)::int AS count FROM k JOIN labels l ON l.account_id = ${tx.accountId} AND l.id = k.label_id
        GROUP BY l.id, l.name)
    SELECT (SELECT ${all(messageStats)} FROM (${messageGroups(sql`m`)}) r) AS messages,
      (SELECT ${all(readFromRows)} FROM c r) AS conversations,
      (SELECT count(DISTINCT k.conversation_id)::float8 FROM k) AS labelled,
      (SELECT coalesce(json_agg(json_build_object('name', l.name, 'count', l.count) ORDER BY l.count DESC, l.name), '[]') FROM l) AS labels`);
  const values = new Map<StatName, number | null>();
  for (const [definitions, found] of [[messageStats, row.messages], [readFromRows, row.conversations]] as const) {
    for (const [at, { name }] of definitions.entries()) values.set(name, found[at] ?? null);
  }
  values.set(labelled, row.labelled);
  if (values.size !== statNames.length) throw new Error('two figures have one name');
  return shapeStats((name) => values.get(name) ?? null, row.labels);
}

/** Asked of each conversation by itself it would be a third of the statement's time; the labels are at hand. */
const labelled: StatName = 'threads.labels.total';
const readFromRows = conversationStats.filter(({ name }) => name !== labelled);

function all(definitions: readonly StatDefinition[]): Sql {
  return sql`ARRAY[${sql.join(definitions.map(aggregate))}]::float8[]`;
}
