import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { createPublicContact, showPublicContact, updatePublicContact } from './endpoints/contacts.ts';
import { createPublicConversation, listPublicConversations } from './endpoints/conversations.ts';
import { getPublicFile } from './endpoints/get-file.ts';
import { createPublicMessage, listPublicMessages, updatePublicMessage } from './endpoints/messages.ts';
import { showPublicInbox } from './endpoints/show-inbox.ts';

/** The public client API: for programs and pages of customers, who know an inbox's identifier and the name it gave them. */
export const publicOperations = (outside: Outside): readonly Operation[] => [
  showPublicInbox,
  createPublicContact(outside), showPublicContact, updatePublicContact(outside),
  createPublicConversation(outside), listPublicConversations(outside),
  createPublicMessage(outside), listPublicMessages(outside), updatePublicMessage(outside),
  getPublicFile(outside),
];
