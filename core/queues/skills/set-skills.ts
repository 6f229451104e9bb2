import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockSetup } from '../lock-setup.ts';
import { followMembers } from '../members/follow-members.ts';
import type { Skill } from '../setup/find-queues.ts';
import { lockQueueRules } from '../setup/queue-rules.ts';

const skillsMax = 50;

/** What an agent must be able to, at least so well, to be offered the work of a queue. */
export async function setQueueSkills(tx: Tx, act: Act, queueId: number, skills: readonly Skill[]): Promise<void> {
  requirePermission(act, 'queues.write');
  const checked = checkSkills(skills);
  await lockSetup(tx);
  const queue = await lockQueueRules(tx, queueId);
  if (!queue || queue.isDeleted) throw notFound('queue');
  await writeSkills(tx, sql`queue_skills`, sql`queue_id`, queueId, checked);
  await followMembers(tx, act, [queueId], { isChanged: true });
  await writeAudit(tx, act, { action: 'queue.skills-set', targetKind: 'queue', targetId: queueId, detail: { skills: checked.length } });
}

/** What an agent can. His queues follow at once; `agent.changed` has them looked at again, for commands that did not see each other. */
export async function setAgentSkills(tx: Tx, act: Act, agentId: number, skills: readonly Skill[]): Promise<void> {
  requirePermission(act, 'queues.write');
  const checked = checkSkills(skills);
  await lockSetup(tx);
  const agent = await tx.maybe(sql<object>`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND id = ${agentId}`);
  if (!agent) throw notFound('agent');
  await writeSkills(tx, sql`agent_skills`, sql`agent_id`, agentId, checked);
  const queues = await tx.rows(sql<{ id: number }>`
    SELECT queue_id AS id FROM queue_assignments WHERE account_id = ${tx.accountId} AND agent_id = ${agentId}
    UNION SELECT s.queue_id FROM team_members m JOIN queue_assignments s ON s.account_id = m.account_id AND s.team_id = m.team_id WHERE m.account_id = ${tx.accountId} AND m.agent_id = ${agentId}`);
  await followMembers(tx, act, queues.map(({ id }) => id));
  await appendEvents(tx, act, [{ type: 'agent.changed', data: { agentId, addressesChanged: false } }]);
  await writeAudit(tx, act, { action: 'agent.skills-set', targetKind: 'agent', targetId: agentId, detail: { skills: checked.length } });
}

type Piece = ReturnType<typeof sql>;

async function writeSkills(tx: Tx, table: Piece, owner: Piece, ownerId: number, skills: readonly Skill[]): Promise<void> {
  await tx.run(sql`DELETE FROM ${table} WHERE account_id = ${tx.accountId} AND ${owner} = ${ownerId} AND skill <> ALL(${skills.map(({ skill }) => skill)}::text[])`);
  await tx.run(sql`
    INSERT INTO ${table} (account_id, ${owner}, skill, level)
    SELECT ${tx.accountId}::bigint, ${ownerId}::bigint, w.skill, w.level FROM unnest(${skills.map(({ skill }) => skill)}::text[], ${skills.map(({ level }) => level)}::smallint[]) AS w(skill, level)
    ON CONFLICT (account_id, ${owner}, skill) DO UPDATE SET level = excluded.level`);
}

/** Names are compared in lower case: "Billing" and "billing" are one skill. */
function checkSkills(skills: readonly Skill[]): Skill[] {
  if (skills.length > skillsMax) throw invalid('skills', `must be at most ${skillsMax}`, 'too-many-items', { max: skillsMax });
  const seen = new Set<string>();
  return skills.map(({ skill, level }, at) => {
    const name = skill.trim().toLowerCase();
    if (name === '') throw invalid(`skills.${at}.skill`, 'must not be empty', 'empty');
    if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u.test(name)) throw invalid(`skills.${at}.skill`, 'must be letters, digits, spaces, dots, dashes and underscores, at most 60', 'skill-letters');
    if (!Number.isInteger(level) || level < 1 || level > 10) throw invalid(`skills.${at}.level`, 'must be a whole number from 1 to 10', 'out-of-range', { min: 1, max: 10 });
    if (seen.has(name)) throw invalid(`skills.${at}.skill`, 'stands there twice', 'there-twice');
    seen.add(name);
    return { skill: name, level };
  });
}
