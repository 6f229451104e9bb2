import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { getConversationChat } from './endpoints/sites/get-conversation-chat.ts';
import { changeSite, createSite, getSite, identityKey } from './endpoints/sites/sites.ts';

/** Websites with the widget, and who is at the other end of their conversations. */
export const siteOperations = (outside: Outside): readonly Operation[] => [createSite, getSite, changeSite, identityKey(outside), getConversationChat];
