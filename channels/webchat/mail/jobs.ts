/** Mails to visitors of a site. */
export const visitorMailQueue = 'webchat';
export const transcriptJob = 'mail-transcript';
export const followUpJob = 'mail-answers';
