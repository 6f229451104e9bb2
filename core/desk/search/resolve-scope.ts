import { invalid, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { ParsedSearch } from './parse-search.ts';

/** Null: any. */
export interface SearchScope {
  /** 0: nobody's. */
  readonly assigneeIds: readonly number[] | null;
  readonly channelIds: readonly number[] | null;
}

/** Whom and where `assignee:` and `channel:` mean: every agent or channel whose name or address holds the text. Who is not there has nothing. */
export async function resolveScope(tx: Tx, act: Act, { assignees, channels }: Pick<ParsedSearch, 'assignees' | 'channels'>, channelId?: number): Promise<SearchScope> {
  const channelIds = await channelsOf(tx, channels);
  return {
    assigneeIds: await assigneesOf(tx, act, assignees),
    channelIds: channelId === undefined ? channelIds : channelIds === null || channelIds.includes(channelId) ? [channelId] : [],
  };
}

async function assigneesOf(tx: Tx, act: Act, wanted: readonly string[]): Promise<number[] | null> {
  if (wanted.length === 0) return null;
  const userId = act.actor.kind === 'user' ? act.actor.id : null;
  if (wanted.includes('me') && userId === null) throw invalid('q', 'assignee:me is for a person who is signed in', 'me-unknown');
  const agents = await tx.rows(sql<{ id: number; userId: number | null; words: string }>`
    SELECT g.id, g.user_id AS "userId", lower(g.name || ' ' || coalesce((SELECT string_agg(a.address, ' ') FROM agent_addresses a WHERE a.account_id = g.account_id AND a.agent_id = g.id), '')) AS words
    FROM agents g WHERE g.account_id = ${tx.accountId}`);
  const ids = wanted.flatMap((word) => {
    if (word === 'nobody') return [0];
    return agents.filter((agent) => (word === 'me' ? agent.userId === userId : agent.words.includes(word))).map(({ id }) => id);
  });
  return [...new Set(ids)];
}

async function channelsOf(tx: Tx, wanted: readonly string[]): Promise<number[] | null> {
  if (wanted.length === 0) return null;
  const channels = await tx.rows(sql<{ id: number; words: string }>`
    SELECT c.id, lower(c.name || ' ' || coalesce((SELECT string_agg(a.address, ' ') FROM channel_addresses a WHERE a.account_id = c.account_id AND a.channel_id = c.id), '')) AS words
    FROM channels c WHERE c.account_id = ${tx.accountId}`);
  return channels.filter(({ words }) => wanted.some((word) => words.includes(word))).map(({ id }) => id);
}
