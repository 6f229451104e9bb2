import { changeConversation } from '#core/conversations/index.ts';
import { findAgentCards } from '#core/desk/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { getTeam } from '#core/people/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Assigned, AssignmentInput } from '../../schemas/conversation.ts';
import { accountOf, renderUser } from '../../views/agents.ts';
import { teamViews } from '../../views/teams.ts';

export const assignConversation = accountOperation({
  id: 'conversations.assign', method: 'POST', path: '/conversations/{conversation_id}/assignments', tag: 'Conversations', summary: 'Assign to an agent, else to a team; 0 or null takes it away, nothing given changes nothing',
  body: AssignmentInput, response: Assigned,
  async handle(call) {
    const { act, change, principal, params: { conversation_id: id }, body } = call;
    const account = await accountOf(call);
    return change(async (tx) => {
      const reader = seesAll(act);
      if (body.assignee_id === undefined && body.team_id !== undefined) {
        const teamId = body.team_id || null;
        await changeConversation(tx, act, id, { teamId });
        return teamId === null ? null : (await teamViews(tx, [await getTeam(tx, reader, teamId)], principal.userId))[0]!;
      }
      const assigneeId = body.assignee_id || null;
      await changeConversation(tx, act, id, body.assignee_id === undefined ? {} : { assigneeId });
      const [card] = assigneeId === null ? [] : await findAgentCards(tx, reader, [assigneeId]);
      return card ? renderUser(card, account) : null;
    });
  },
});
