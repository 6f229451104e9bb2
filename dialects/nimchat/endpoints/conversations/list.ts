import type { Outside } from '#core/channels/index.ts';
import { countByAssignee, findConversationsWhere } from '#core/desk/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { fileLinks } from '../../file-links.ts';
import { conversationsPerPage, offsetOf } from '../../paging.ts';
import { byAssignee, whereOf } from '../../parse/conversation-list.ts';
import { ownAgentId } from '../../parse/own-agent.ts';
import { renderMeta } from '../../render/meta.ts';
import { ConversationList, ConversationQuery } from '../../schemas/conversation.ts';
import { accountOf } from '../../views/agents.ts';
import { conversationViews } from '../../views/conversations.ts';

export const listConversations = (outside: Outside): Operation => accountOperation({
  id: 'conversations.list', method: 'GET', path: '/conversations', tag: 'Conversations', summary: 'Conversations by last message, newest first, 25 a page',
  query: ConversationQuery, response: ConversationList,
  async handle(call) {
    const { act, snapshot, principal, query } = call;
    const [account, linkTo] = [await accountOf(call), await fileLinks(outside, call)];
    return snapshot(async (tx) => {
      const { lives, where } = await whereOf(tx, act, query);
      const counts = await countByAssignee(tx, act, { lives, where });
      const chosen = { all: [...where.all, ...byAssignee(query.assignee_type ?? 'all', await ownAgentId(tx, principal.userId))] };
      const rows = await findConversationsWhere(tx, act, { lives, where: chosen }, { offset: offsetOf(query.page, conversationsPerPage), limit: conversationsPerPage });
      return { data: { meta: renderMeta(counts), payload: await conversationViews(tx, act, rows.map(({ id }) => id), { account, isDeployed: isDeployed(principal), linkTo }) } };
    });
  },
});
