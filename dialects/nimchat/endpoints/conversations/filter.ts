import type { Outside } from '#core/channels/index.ts';
import { countByAssignee, findConversationsWhere } from '#core/desk/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { findAttributeDefinitions } from '#core/labels/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { fileLinks } from '../../file-links.ts';
import { conversationsPerPage, offsetOf } from '../../paging.ts';
import { conversationAttributes } from '../../parse/conversation-vocabulary.ts';
import { filterTree } from '../../parse/filter-tree.ts';
import { allLives } from '../../parse/status.ts';
import { renderMeta } from '../../render/meta.ts';
import { ConversationFiltered } from '../../schemas/conversation.ts';
import { FilterInput, FilterQuery } from '../../schemas/filter.ts';
import { accountOf } from '../../views/agents.ts';
import { conversationViews } from '../../views/conversations.ts';

export const filterConversations = (outside: Outside): Operation => accountOperation({
  id: 'conversations.filter', method: 'POST', path: '/conversations/filter', tag: 'Conversations', summary: 'Conversations that fulfil a chain of conditions, 25 a page',
  query: FilterQuery, body: FilterInput, response: ConversationFiltered,
  async handle(call) {
    const { act, snapshot, principal, query, body: { payload } } = call;
    const [account, linkTo] = [await accountOf(call), await fileLinks(outside, call)];
    return snapshot(async (tx) => {
      const where = filterTree(payload, { attributes: conversationAttributes, definitions: await findAttributeDefinitions(tx, seesAll(act), 'conversation') });
      const counts = await countByAssignee(tx, act, { lives: allLives, where });
      const rows = await findConversationsWhere(tx, act, { lives: allLives, where }, { offset: offsetOf(query.page, conversationsPerPage), limit: conversationsPerPage });
      const page = { meta: renderMeta(counts), payload: await conversationViews(tx, act, rows.map(({ id }) => id), { account, isDeployed: isDeployed(principal), linkTo }) };
      return isDeployed(principal) ? page : { data: page };
    });
  },
});
