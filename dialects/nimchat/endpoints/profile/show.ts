import { Type } from '@sinclair/typebox';
import { getMember, getMemberPubsubToken } from '#core/accounts/index.ts';
import { findAgentCards } from '#core/desk/index.ts';
import { notFound, seesAll } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { isDeployed } from '../../account-operation.ts';
import { ownAgentId } from '../../parse/own-agent.ts';
import { Profile } from '../../schemas/agent.ts';
import { accountOf, renderUser } from '../../views/agents.ts';

export const showProfile: Operation = operation({
  id: 'profile.show', method: 'GET', path: '/api/v1/profile', tag: 'Profile', summary: 'Whose token it is',
  query: Type.Object({}),
  response: Profile,
  async handle(call) {
    const account = await accountOf(call);
    return call.snapshot(async (tx) => {
      const [card] = await findAgentCards(tx, seesAll(call.act), [await ownAgentId(tx, call.principal.userId) ?? 0]);
      if (!card) throw notFound('profile');
      // It opens what the role may see: a token that may less does not give it.
      const { permissions } = call.principal;
      const role = isDeployed(call.principal) ? await getMember(tx, call.principal.userId) : null;
      const isWhole = role !== null && (permissions === 'all' || [...role.permissions].every((permission) => permissions.has(permission)));
      const token = isWhole ? await getMemberPubsubToken(tx, call.principal.userId) : null;
      return { ...renderUser(card, account), ...(token !== null && { pubsub_token: token }) };
    });
  },
});
