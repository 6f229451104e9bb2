export { findAtRisk, type AtRisk, type AtRiskRow } from './find-at-risk.ts';
export { findWaitingContacts, type WaitingContact } from './find-waiting-contacts.ts';
export type { WaitingScope } from './waiting-scope.ts';
