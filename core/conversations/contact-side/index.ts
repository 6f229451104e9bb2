export { answerMessage, findMessageAnswers, type MessageAnswer } from './answer-message.ts';
export {
  findContactConversations, findContactMessages, findDeletedMessages, getContactConversation, getContactFile, getContactMessage,
  type ContactAttachment, type ContactConversation, type ContactMessage, type ContactMessagePage, type FromOutside,
} from './contact-conversation.ts';
export { eventForContact, type ContactNews } from './event-for-contact.ts';
export { findContactLook, findSourcesOf, type ConversationOfSource } from './find-sources.ts';
export { identifyContact, identityNeeded, identityWrong, type Claims, type Identified } from './identify-contact.ts';
export { markSeenByContact } from './mark-seen-by-contact.ts';
export { mayContactSee } from './may-contact-see.ts';
export { contactAct, ensureContactConversation, openContactConversation, requireSource } from './open-contact-conversation.ts';
export { findContactMessageByKey, postContactMessage, type ContactMessageInput } from './post-contact-message.ts';
export { goOnByMail, planMailToContact, type MailToContact } from './go-on-by-mail.ts';
export { submitByContact } from './submit-by-contact.ts';
