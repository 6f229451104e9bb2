export { chatLinesReactor } from './chat-lines-reactor.ts';
export { findChatOf, findChatWait, findWrapUpOf, type ChatOfConversation, type ChatWait } from './chat-of.ts';
export { endSiteChat } from './end-site-chat.ts';
export { findRatableChat, rateSiteChat } from './rate-site-chat.ts';
export { handedOverReactor } from './handed-over-reactor.ts';
export { setSiteQueue } from './set-site-queue.ts';
export { siteStanding, type SiteStanding } from './site-standing.ts';
export { enterWhereItBelongs, takeSiteMessage, type SiteMessage } from './take-site-message.ts';
