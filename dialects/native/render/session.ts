import { findMemberships, getAccount, getMember, getUser, isTotpRequired } from '#core/accounts/index.ts';
import { getEventHead } from '#core/events/index.ts';
import { hasDraftHelper } from '#core/integrations/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import type { Database, Principal } from '#http/index.ts';
import type { Session } from '../schemas/session.ts';

type Who = Pick<Principal, 'accountId' | 'userId' | 'permissions' | 'session'>;

/** Who is signed in, in which account, and what else the person may choose. */
export async function renderSession(database: Database, { accountId, userId, permissions, session }: Who, isSecure: boolean): Promise<Session> {
  const account = await getAccount(database, accountId);
  const { user, member, memberships, position, canDraft, isTotpRequired: isRequired } = await database.withAccount(accountId, async (tx) => ({
    user: await getUser(tx, userId), isTotpRequired: await isTotpRequired(tx), member: await getMember(tx, userId), memberships: await findMemberships(tx, userId), position: await getEventHead(tx), canDraft: await hasDraftHelper(tx),
  }), { readOnly: true });
  if (!account || !user || !member) throw new CoreError('unauthenticated', 'The credentials are missing or not valid.', { key: 'sign-in-again' }); // removed in this moment
  return {
    user: { id: user.id, name: user.name, email: user.email, zone: user.zone, hasTotp: user.hasTotp },
    account: { id: account.id, name: account.name, slug: account.slug, zone: account.zone },
    accounts: memberships.filter(({ ended }) => !ended).map(({ accountId: id, name, slug }) => ({ id, name, slug })),
    mustSetUpTwoFactor: session !== undefined && isRequired && !user.hasTotp && !session.methods.includes('sso'),
    role: member.role,
    permissions: permissions === 'all' ? [...member.permissions] : [...permissions],
    agentId: member.agentId,
    zone: user.zone ?? account.zone,
    hasDraftHelper: canDraft,
    isSecure,
    session: session ? { id: session.id, methods: [...session.methods], authenticatedAt: session.authenticatedAt } : null,
    position,
  };
}
