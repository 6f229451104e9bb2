import { getSite, noteVisitor, noteVisitorGone, noteVisitorTyping } from '#core/channels/index.ts';
import { getContactConversation, getContactFile, markSeenByContact } from '#core/conversations/index.ts';
import { readContactFileLink, serveStored } from '#core/files/index.ts';
import { CoreError, notFound } from '#core/kernel/index.ts';
import { endSiteChat, enterWhereItBelongs, rateSiteChat } from '#core/routing/index.ts';
import { openFileOperation, type Operation } from '#http/index.ts';
import { Type } from '@sinclair/typebox';
import { chatState } from '../chat-state.ts';
import { linksFor } from '../links.ts';
import { ChatQuery, ChatState, ConversationInput, PresenceInput, RatingInput, TypingInput } from '../schemas.ts';
import type { WebchatDeps } from '../webchat-deps.ts';
import { knownContact, Nothing, visitorOperation } from '../widget-operation.ts';

export const getChat = (deps: WebchatDeps): Operation => visitorOperation(deps)({
  id: 'widget.chat', method: 'GET', path: '/chat', summary: 'His conversation and what is new in it after a message, or older before one', brake: 'read', query: ChatQuery, response: ChatState,
  async handle(visit) {
    const { call: { query }, visitor, change, reader, act } = visit;
    const linkTo = await linksFor(deps, visit);
    const state = await change((tx) => chatState(tx, reader, visitor, linkTo, { ...(query.after !== undefined && { after: Number(query.after) }), ...(query.before !== undefined && { before: Number(query.before) }) }));
    // A chat that began and never entered its queue, because a process died in between.
    if (state.conversation?.chat === 'waiting' && state.conversation.place === null) await enterWhereItBelongs(change, act(null), visitor, state.conversation.id);
    return state;
  },
});

export const markSeen = (deps: WebchatDeps): Operation => visitorOperation(deps)({
  id: 'widget.seen', method: 'POST', path: '/seen', summary: 'He has looked at it', brake: 'other', body: ConversationInput, response: Nothing,
  async handle({ call: { body }, visitor, change, act }) {
    await change((tx) => markSeenByContact(tx, act(null), visitor, body.conversationId));
    return {};
  },
});

export const noteTyping = (deps: WebchatDeps): Operation => visitorOperation(deps)({
  id: 'widget.typing', method: 'POST', path: '/typing', summary: 'He types, for some seconds, or no longer', brake: 'other', body: TypingInput, response: Nothing,
  async handle({ call: { body }, visitor, change }) {
    await change(async (tx) => noteVisitorTyping(tx, visitor, body.isTyping ? (await getContactConversation(tx, visitor, body.conversationId)).id : null));
    return {};
  },
});

export const notePresence = (deps: WebchatDeps): Operation => visitorOperation(deps)({
  id: 'widget.presence', method: 'POST', path: '/presence', summary: 'Which page he is on, or that he left', brake: 'other', body: PresenceInput, response: Nothing,
  async handle(visit) {
    const { call: { body }, visitor, change, reader } = visit;
    if (await knownContact(visit, visitor) === null) return {}; // he has said nothing: nothing is kept of him
    await change((tx) => (body.isGone ? noteVisitorGone(tx, visitor) : noteVisitor(tx, reader, visitor, body.page ? { pageUrl: body.page.url, pageTitle: body.page.title } : {})));
    return {};
  },
});

export const endChat = (deps: WebchatDeps): Operation => visitorOperation(deps)({
  id: 'widget.end', method: 'POST', path: '/end', summary: 'He ends the chat', brake: 'other', body: ConversationInput, response: Nothing,
  async handle({ call: { body }, visitor, change, reader, act }) {
    if (!(await change((tx) => getSite(tx, reader, visitor.channelId))).settings.features.endChat) throw new CoreError('forbidden', 'On this site only we end a chat.', { key: 'not-for-this' });
    await endSiteChat(change, act(null), visitor, body.conversationId);
    return {};
  },
});

export const rateChat = (deps: WebchatDeps): Operation => visitorOperation(deps)({
  id: 'widget.rate', method: 'POST', path: '/rating', summary: 'How he liked his last chat', brake: 'other', body: RatingInput, response: Nothing,
  async handle({ call: { body }, visitor, change, act }) {
    await rateSiteChat(change, act(null), visitor, body);
    return {};
  },
});

/** The link is the right: bound to visitor and file, over in three days at most, and asked again at each read whether he may still see it. */
export const getWidgetFile = (deps: WebchatDeps): Operation => ({
  ...openFileOperation({
    id: 'widget.file', path: '/widget/api/files', tag: 'Widget', summary: 'A file of a message by its link', mediaTypes: ['application/octet-stream', 'image/*', 'audio/*', 'video/*', 'text/plain'],
    query: Type.Object({ key: Type.String({ maxLength: 900 }) }),
    async handle({ query, database, clock }) {
      const link = readContactFileLink(await deps.outside.key(), query.key, clock.nowMs());
      if (!link) throw notFound('file');
      const file = await database.withAccount(link.accountId, (tx) => getContactFile(tx, link, link.attachmentId), { readOnly: true });
      return { ...serveStored(deps.outside.files, link.accountId, file, { isInline: true }), headers: { 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'private, max-age=600' } };
    },
  }),
  forAnyPage: true,
});
