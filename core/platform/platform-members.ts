import { addMember, changeRole, endMember, findMembers, getMember, hasOwner, type MemberRow } from '#core/accounts/index.ts';
import { notFound } from '#core/kernel/index.ts';
import { ensureAgentOfUser, removeAgent } from '#core/people/index.ts';
import type { Database, Tx } from '#storage/index.ts';
import { requireGrant } from './grants.ts';
import { platformAct, type PlatformCaller } from './platform-app.ts';

export type PlatformRole = 'administrator' | 'agent';
export interface PlatformMember { readonly accountId: number; readonly userId: number; readonly role: PlatformRole }

/** Everybody in the account, also those whom the app did not bring. */
export async function findPlatformMembers(database: Database, caller: PlatformCaller, accountId: number): Promise<PlatformMember[]> {
  return inAccount(database, caller, accountId, async (tx) => {
    const members: MemberRow[] = [];
    for (let after = 0; ;) {
      const page = await findMembers(tx, platformAct(caller, accountId), { after, limit: 500 });
      members.push(...page);
      if (page.length < 500) return members.map(({ id, role }) => ({ accountId, userId: id, role: roleOf(role) }));
      after = page.at(-1)!.id;
    }
  });
}

/** Makes a user of the app's a member of an account of the app's, who answers customers there. Again: the role is changed. */
export async function addPlatformMember(database: Database, caller: PlatformCaller, accountId: number, { userId, role }: { userId: number; role: PlatformRole }): Promise<PlatformMember> {
  return inAccount(database, caller, accountId, async (tx) => {
    await requireGrant(tx, caller.appId, 'user', userId);
    const act = platformAct(caller, accountId);
    const member = await getMember(tx, userId);
    const wanted = role === 'administrator' && !await hasOwner(tx) ? 'owner' : role;
    if (!member) await addMember(tx, act, { userId, role: wanted });
    else if (roleOf(member.role) !== role) await changeRole(tx, act, { userId, role: wanted });
    await ensureAgentOfUser(tx, act, userId);
    return { accountId, userId, role };
  });
}

/** Takes a person out of the account: sessions and tokens of it end, what was answered stays. Never the last owner. */
export async function removePlatformMember(database: Database, caller: PlatformCaller, accountId: number, userId: number): Promise<void> {
  await inAccount(database, caller, accountId, async (tx) => {
    await requireGrant(tx, caller.appId, 'user', userId);
    if (!await getMember(tx, userId)) throw notFound('user');
    await leave(tx, caller, userId);
  });
}

/** Ends a membership, and the work of the agent who goes with it. */
export async function leave(tx: Tx, caller: PlatformCaller, userId: number): Promise<void> {
  const act = platformAct(caller, tx.accountId);
  const agentId = (await getMember(tx, userId))?.agentId ?? null;
  if (agentId === null) await endMember(tx, act, userId);
  else await removeAgent(tx, act, agentId);
}

async function inAccount<T>(database: Database, { appId }: PlatformCaller, accountId: number, work: (tx: Tx) => Promise<T>): Promise<T> {
  // Before the account's transaction: an id from outside may be none.
  await database.withoutAccount((tx) => requireGrant(tx, appId, 'account', accountId), { readOnly: true });
  return database.withAccount(accountId, async (tx) => {
    await requireGrant(tx, appId, 'account', accountId); // again: it may have gone meanwhile
    return work(tx);
  });
}

export function roleOf(role: string): PlatformRole {
  return role === 'owner' || role === 'administrator' ? 'administrator' : 'agent';
}
