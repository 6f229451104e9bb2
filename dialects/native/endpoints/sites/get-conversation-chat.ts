import { findVisitor } from '#core/channels/index.ts';
import { findContactLook, findSourcesOf } from '#core/conversations/index.ts';
import { getConversationContext } from '#core/desk/index.ts';
import { loadInteraction } from '#core/interactions/index.ts';
import { getAgentWork } from '#core/presence/index.ts';
import { findChatOf, findWrapUpOf } from '#core/routing/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { IdParams } from '../../schemas/shared.ts';
import { ConversationChat } from '../../schemas/sites.ts';

export const getConversationChat = operation({
  id: 'conversations.chat', method: 'GET', path: '/native/v1/conversations/{id}/chat', tag: 'Conversations', summary: 'The visitor at the other end (page, browser, language, whether he is there), and the chat that goes on in it',
  params: IdParams, response: ConversationChat,
  handle: ({ act, snapshot, principal, params }) => snapshot(async (tx) => {
    const { row: { id } } = await getConversationContext(tx, act, params.id);
    const [source] = await findSourcesOf(tx, [id]);
    const visitor = source ? await findVisitor(tx, seesAll(act), source) : null;
    const chat = await findChatOf(tx, id);
    const interaction = chat && await loadInteraction(tx, chat.id);
    const ownAgentId = principal.agentId ?? null;
    const wrapUpOf = ownAgentId === null ? null : await findWrapUpOf(tx, id, ownAgentId);
    const untilMs = wrapUpOf === null ? null : (await getAgentWork(tx, ownAgentId!))?.wrapUpUntilMs ?? null;
    return {
      wrapUp: wrapUpOf === null ? null : { chatId: wrapUpOf, until: untilMs === null ? null : new Date(untilMs).toISOString() },
      contactSeenAt: await findContactLook(tx, id),
      visitor: visitor && {
        isOnline: visitor.isOnline, isVerified: visitor.isVerified, pageUrl: visitor.pageUrl, pageTitle: visitor.pageTitle, referrer: visitor.referrer, browser: visitor.browser, language: visitor.language, zone: visitor.zone,
        claimedName: visitor.claimedName, claimedEmail: visitor.claimedEmail, seenAt: visitor.seenAt,
      },
      chat: chat && { ...chat, isMine: ownAgentId !== null && (interaction?.parties.some((party) => party.agentId === ownAgentId && party.leftMs === null) ?? false) },
    };
  }),
});
