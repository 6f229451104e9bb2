import { sql, type Sql, type Tx } from '#storage/index.ts';
import type { LogContext } from '../log/log-context.ts';
import { types } from '../log/traits.ts';
import type { FigureGroup } from './figure-groups.ts';
import type { FigureSplit } from './figures.ts';

/**
 * What a row `r` stands under: `joins` bring in what the key reads. `raw` is what rows are grouped by; `text` makes the key of it, `''` where the row stands under none: texts are made of groups, not of
 * rows.
 */
export interface FigureKey { readonly joins: Sql; readonly raw: Sql; readonly text: (raw: Sql) => Sql; /** What it joins has as many rows as the facts have conversations. */ readonly isLarge: boolean }

/** How a split reads its keys; what it has to know of the account is read once. */
export type KeyReader = (group: FigureGroup) => FigureKey;

const nothing = sql``;
const plainText = (raw: Sql): Sql => sql`coalesce(${raw}::text, '')`;

export async function keyReader(tx: Tx, { accountId, filter }: LogContext, split: FigureSplit | undefined): Promise<KeyReader> {
  const local = ({ at }: FigureGroup) => sql`(${at} AT TIME ZONE ${filter.zone}::text)`;
  const plain = (raw: (group: FigureGroup) => Sql, text = plainText): KeyReader => (group) => ({ joins: nothing, raw: raw(group), text, isLarge: false });
  const joined = (joins: (group: FigureGroup) => Sql, raw: Sql, isLarge = false): KeyReader => (group) => ({ joins: joins(group), raw, text: plainText, isLarge });
  const conversation = sql`LEFT JOIN conversations v ON v.account_id = ${accountId} AND v.id = r.conversation_id`;
  switch (split) {
    case undefined: return plain(() => sql`''::text`);
    case 'day': return plain((group) => sql`${local(group)}::date`);
    case 'week': return plain((group) => sql`date_trunc('week', ${local(group)})`, (raw) => plainText(sql`${raw}::date`));
    case 'month': return plain((group) => sql`date_trunc('month', ${local(group)})`, (raw) => sql`left(${plainText(sql`${raw}::date`)}, 7)`);
    // Over 3 million rows this takes 0.6 s, date_part('hour') 1.0 s, extract(hour), which is numeric, 3.2 s. The days of 1970 began with a Thursday.
    case 'hour-weekday': return plain((group) => sql`mod(mod(floor(date_part('epoch', ${local(group)}) / 3600)::bigint + 72, 168) + 168, 168)`, (raw) => sql`(${raw} / 24)::text || '-' || (${raw} % 24)::text`);
    case 'agent': return plain(({ agentId }) => agentId);
    case 'channel': return plain(() => sql`r.channel_id`);
    case 'direction': return plain(({ direction }) => direction, (raw) => sql`(ARRAY[${sql.join(types.map((name) => sql.lit(name)))}]::text[])[${raw} + 1]`);
    case 'contact': return joined(() => conversation, sql`v.contact_id`, true);
    case 'domain': return joined(() => sql`${conversation} LEFT JOIN addresses d ON d.account_id = ${accountId} AND d.id = v.counterpart_id`, sql`d.domain`, true);
    case 'label': return joined(() => sql`LEFT JOIN (
        SELECT x.conversation_id, x.label_id FROM conversation_labels x WHERE x.account_id = ${accountId}
        UNION SELECT f.conversation_id, x.label_id FROM message_labels x JOIN message_facts f ON f.account_id = x.account_id AND f.message_id = x.message_id WHERE x.account_id = ${accountId}
      ) l ON l.conversation_id = r.conversation_id`, sql`l.label_id`);
    case 'team': {
      const members = await teamAgents(tx);
      return joined(({ agentId }) => sql`LEFT JOIN unnest(${members.map((each) => each.teamId)}::bigint[], ${members.map((each) => each.agentId)}::bigint[]) AS t(team_id, agent_id) ON t.agent_id = ${agentId}`, sql`t.team_id`);
    }
  }
}

/** The key as text, of each row. */
export function keyText({ raw, text }: FigureKey): Sql {
  return text(raw);
}

/** The agents of each team: its own and those of the teams below it, each once. */
export async function teamAgents(tx: Tx): Promise<{ teamId: number; agentId: number }[]> {
  return tx.rows(sql<{ teamId: number; agentId: number }>`
    WITH RECURSIVE t AS (
      SELECT id AS root, id FROM teams WHERE account_id = ${tx.accountId} AND deleted_at IS NULL
      UNION SELECT t.root, c.id FROM teams c JOIN t ON c.parent_id = t.id WHERE c.account_id = ${tx.accountId} AND c.deleted_at IS NULL)
    SELECT DISTINCT t.root AS "teamId", m.agent_id AS "agentId" FROM t JOIN team_members m ON m.account_id = ${tx.accountId} AND m.team_id = t.id ORDER BY 1, 2`);
}
