export { conversationCan, conversationColumns, type Conversation, type Life, type Turn } from './conversation.ts';
export { changeLife, closeConversations, type LifeChange } from './change-life.ts';
export { changeConversation, type ConversationChange } from './assign-conversation.ts';
export { labelConversation } from './label-conversations.ts';
export { mergeConversations, unmergeConversation } from './merge-conversations.ts';
export { postMessage, type PostedMessage } from './post-message.ts';
export { loadOurSide, type OurSide } from './our-side.ts';
export { receiveMails, receiveMailsMax, type ReceiveResult } from './mail/receive-mails.ts';
export type { MailParty, ReceivedAttachment, ReceivedMail } from './mail/received-mail.ts';
export { findImports, finishImport, startImport, type ImportBatch, type ImportCounts } from './imports/import-batch.ts';
export { quarantineMails, type UnreadableMail } from './imports/quarantine-mails.ts';
export { findHeldCopies } from './imports/find-held-copies.ts';
export { undoImport } from './imports/undo-import.ts';
export { countChannel } from './imports/count-channel.ts';
export { reclassifyMail } from './mail/reclassify-mail.ts';
export { getDraft, saveDraft, type Draft } from './save-draft.ts';
export { deleteConversation } from './delete-conversation.ts';
export { wakeSnoozed } from './wake-snoozed.ts';
export { readRawMail } from './mail/raw-mails.ts';
export { mailKey } from './mail/received-mail.ts';
export { findQuarantine, getQuarantined, type QuarantinedMail } from './imports/find-quarantine.ts';
export { composeMessage, type MessageToCompose } from './outgoing/compose-message.ts';
export { composeConversation, type ConversationToCompose } from './outgoing/compose-conversation.ts';
export { cancelOutgoing } from './outgoing/cancel-outgoing.ts';
export { retryOutgoing, sendNow } from './outgoing/retry-outgoing.ts';
export { deliveryColumns, findUnsent, getDelivery, unsentStates, type UnsentMail, type UnsentPage, type UnsentState } from './outgoing/find-unsent.ts';
export {
  deliveryCan, type ComposeResult, type Delivery, type DeliveryState, type OutgoingAttachment, type OutgoingContent, type OutgoingDraft, type Recipient, type RecipientState,
} from './outgoing/outgoing-mail.ts';
