import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { getBulk } from './endpoints/bulk/get-bulk.ts';
import { startBulk } from './endpoints/bulk/start-bulk.ts';
import { undoBulk } from './endpoints/bulk/undo-bulk.ts';
import { createCompany } from './endpoints/companies/create-company.ts';
import { getCompany } from './endpoints/companies/get-company.ts';
import { listCompanies } from './endpoints/companies/list-companies.ts';
import { addPoint } from './endpoints/contacts/add-point.ts';
import { changeContact } from './endpoints/contacts/change-contact.ts';
import { createContact } from './endpoints/contacts/create-contact.ts';
import { getContact } from './endpoints/contacts/get-contact.ts';
import { listContacts } from './endpoints/contacts/list-contacts.ts';
import { eraseContact } from './endpoints/contacts/erase-contact.ts';
import { mergeContact } from './endpoints/contacts/merge-contact.ts';
import { previewContactMerge } from './endpoints/contacts/preview-contact-merge.ts';
import { removePoint } from './endpoints/contacts/remove-point.ts';
import { setMainPoint } from './endpoints/contacts/set-main-point.ts';
import { unmergeContact } from './endpoints/contacts/unmerge-contact.ts';
import { changeConversation } from './endpoints/conversations/change-conversation.ts';
import { createConversation } from './endpoints/conversations/create-conversation.ts';
import { deleteConversation } from './endpoints/conversations/delete-conversation.ts';
import { getConversation } from './endpoints/conversations/get-conversation.ts';
import { getReplyClock } from './endpoints/conversations/get-reply-clock.ts';
import { getTimeline } from './endpoints/conversations/get-timeline.ts';
import { listConversations } from './endpoints/conversations/list-conversations.ts';
import { markRead } from './endpoints/conversations/mark-read.ts';
import { markUnread } from './endpoints/conversations/mark-unread.ts';
import { mergeConversation } from './endpoints/conversations/merge-conversation.ts';
import { postMessage } from './endpoints/conversations/post-message.ts';
import { splitConversation } from './endpoints/conversations/split-conversation.ts';
import { unmergeConversation } from './endpoints/conversations/unmerge-conversation.ts';
import { unsplitConversation } from './endpoints/conversations/unsplit-conversation.ts';
import { deleteDraft } from './endpoints/drafts/delete-draft.ts';
import { getDraft } from './endpoints/drafts/get-draft.ts';
import { deleteNewMailDraft } from './endpoints/drafts/delete-new-mail-draft.ts';
import { getNewMailDraft } from './endpoints/drafts/get-new-mail-draft.ts';
import { saveDraft } from './endpoints/drafts/save-draft.ts';
import { saveNewMailDraft } from './endpoints/drafts/save-new-mail-draft.ts';
import { listLabels } from './endpoints/labels/list-labels.ts';
import { cancelMessage } from './endpoints/outbox/cancel-message.ts';
import { listUnsent } from './endpoints/outbox/list-unsent.ts';
import { retryMessage } from './endpoints/outbox/retry-message.ts';
import { sendMessageNow } from './endpoints/outbox/send-message-now.ts';
import { askForReset } from './endpoints/password-resets/ask-for-reset.ts';
import { lookUpReset } from './endpoints/password-resets/look-up-reset.ts';
import { useReset } from './endpoints/password-resets/use-reset.ts';
import { search } from './endpoints/search/search.ts';
import { getSession } from './endpoints/session/get-session.ts';
import { listWays } from './endpoints/session/list-ways.ts';
import { signIn } from './endpoints/session/sign-in.ts';
import { signOut } from './endpoints/session/sign-out.ts';
import { switchAccount } from './endpoints/session/switch-account.ts';
import { changeView } from './endpoints/views/change-view.ts';
import { createView } from './endpoints/views/create-view.ts';
import { deleteView } from './endpoints/views/delete-view.ts';
import { listViews } from './endpoints/views/list-views.ts';

/** What people work on, one line per noun. */
export const deskOperations = (outside: Outside): readonly Operation[] => [
  getSession, listWays(outside), signIn(outside), signOut, switchAccount, askForReset(outside), lookUpReset, useReset,
  listViews, createView, changeView, deleteView,
  listConversations, createConversation(outside), getConversation, changeConversation, deleteConversation,
  getTimeline, getReplyClock, postMessage(outside), markRead, markUnread, mergeConversation, unmergeConversation, splitConversation, unsplitConversation,
  getDraft, saveDraft(outside), deleteDraft, getNewMailDraft, saveNewMailDraft(outside), deleteNewMailDraft,
  listUnsent, cancelMessage, retryMessage(outside), sendMessageNow(outside),
  search,
  startBulk(outside), getBulk, undoBulk(outside),
  listContacts, createContact, getContact, changeContact, addPoint, removePoint, setMainPoint, previewContactMerge, mergeContact, unmergeContact, eraseContact,
  listCompanies, getCompany, createCompany,
  listLabels,
];
