import { findAssigningChannels, getChannelSettings } from '#core/channels/index.ts';
import { changeConversation } from '#core/conversations/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { defaultCapacity, findAvailability } from '#core/presence/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { chooseAgent, type Candidate } from './choose-agent.ts';

/**
 * Reactor: new work of a channel that says so becomes one of its members' by itself. It looks when something happens that may change the answer: a conversation was opened, opened again or
 * taken from its agent; an agent came, or has one less in hand; the channel's settings changed. Nothing looks on a timer. One process at a time works an account (the cursor), so no two
 * conversations are given on one count.
 */
export const assignmentReactor: Consumer = { name: 'auto-assignment', kind: 'reactor', batchMax: 200, apply };

/** Conversations of a channel that one batch looks at; the rest waits for the next event, which giving them is. */
const lookedMax = 200;
const givenMax = 50;

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  if (!events.some(mayMatter)) return;
  const act = systemAct(tx.accountId, events.at(-1)!.storedAt, 'auto-assignment');
  for (const channelId of await findAssigningChannels(tx, act)) await giveOf(tx, act, channelId);
}

function mayMatter({ type, data }: StoredEvent): boolean {
  if (type === 'conversation.opened' || type === 'channel.changed' || type === 'team.changed') return true;
  if (type === 'presence.changed') return data['isOnline'] === true;
  if (type !== 'conversation.changed') return false;
  const { field, from, to } = data;
  if (field === 'life') return to === 'open' || from === 'open';
  return (field === 'assignee' && from !== null) || (field === 'handler' && to === 'person') || (field === 'team' && to !== null) || (field === 'live' && to === 'none');
}

interface Waiting { readonly id: number; readonly teamId: number | null }

/** What waits longest first; also what an earlier event left because nobody was there. What an import or a backfill brought is nobody's new work. */
async function giveOf(tx: Tx, act: Act, channelId: number): Promise<void> {
  const { assignment: { mode, perAgentMax } } = await getChannelSettings(tx, act, channelId);
  const members = await findCandidates(tx, act, channelId);
  if (mode === 'off' || chooseAgent(members, { mode, perAgentMax }) === null) return;
  const waiting = await tx.rows(sql<Waiting>`
    SELECT c.id, c.team_id AS "teamId" FROM conversations c
    WHERE c.account_id = ${tx.accountId} AND c.channel_id = ${channelId} AND c.life = 'open' AND c.assignee_id IS NULL AND c.merged_into IS NULL AND c.handler = 'person' AND c.live = 'none'
      AND c.created_at > ${act.now}::timestamptz - interval '30 days'
      AND coalesce((SELECT m.batch_id IS NULL AND m.at > m.stored_at - interval '1 day' FROM messages m
        WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.direction IN ('incoming', 'outgoing') AND m.deleted_at IS NULL ORDER BY (m.direction = 'incoming') DESC, m.at DESC, m.id DESC LIMIT 1), true)
    ORDER BY c.last_message_at, c.id LIMIT ${lookedMax}`);
  let candidates = members;
  let given = 0;
  for (const { id, teamId } of waiting) {
    if (given >= givenMax) return;
    const inTeam = teamId === null ? candidates : candidates.filter(({ teamIds }) => teamIds.includes(teamId));
    const agentId = chooseAgent(inTeam, { mode, perAgentMax });
    if (agentId === null || !await isStillNobodys(tx, id)) continue;
    await changeConversation(tx, act, id, { assigneeId: agentId });
    const { turn } = await tx.one(sql<{ turn: number }>`
      INSERT INTO auto_assignments (account_id, conversation_id, channel_id, agent_id, mode, at, candidates)
      VALUES (${tx.accountId}, ${id}, ${channelId}, ${agentId}, ${mode}, ${act.now}, ${JSON.stringify(inTeam.map(({ agentId: candidate, isAvailable, load, capacity, lastTurn }) => ({ agentId: candidate, isAvailable, load, capacity, lastTurn })))}::jsonb) RETURNING id AS turn`);
    candidates = candidates.map((one) => (one.agentId === agentId ? { ...one, load: one.load + 1, lastTurn: turn } : one));
    given += 1;
  }
}

/** Locks it. False: somebody was faster. */
async function isStillNobodys(tx: Tx, id: number): Promise<boolean> {
  const still = await tx.rows(sql`SELECT FROM conversations WHERE account_id = ${tx.accountId} AND id = ${id} AND assignee_id IS NULL AND life = 'open' AND merged_into IS NULL FOR UPDATE`);
  return still.length > 0;
}

type Member = Candidate & { readonly teamIds: readonly number[] };

/** The channel's members. */
async function findCandidates(tx: Tx, act: Act, channelId: number): Promise<Member[]> {
  const rows = await tx.rows(sql<Omit<Member, 'isAvailable'>>`
    SELECT a.id AS "agentId",
      (SELECT count(*) FROM conversations c WHERE c.account_id = a.account_id AND c.assignee_id = a.id AND c.life = 'open' AND c.merged_into IS NULL) AS load,
      coalesce(p.capacity, (SELECT s.capacity FROM capacity_settings s WHERE s.account_id = a.account_id), ${defaultCapacity.capacity}::integer) AS capacity,
      coalesce((SELECT max(t.id) FROM auto_assignments t WHERE t.account_id = a.account_id AND t.channel_id = m.channel_id AND t.agent_id = a.id), 0) AS "lastTurn",
      (SELECT coalesce(jsonb_agg(w.team_id), '[]') FROM team_members w WHERE w.account_id = a.account_id AND w.agent_id = a.id) AS "teamIds"
    FROM channel_members m JOIN agents a ON a.account_id = m.account_id AND a.id = m.agent_id AND a.deactivated_at IS NULL
    LEFT JOIN agent_presence p ON p.account_id = a.account_id AND p.agent_id = a.id
    WHERE m.account_id = ${tx.accountId} AND m.channel_id = ${channelId} ORDER BY a.id`);
  const availability = await findAvailability(tx, act, rows.map(({ agentId }) => agentId));
  return rows.map((row) => ({ ...row, isAvailable: availability.get(row.agentId)?.availability === 'available' }));
}
