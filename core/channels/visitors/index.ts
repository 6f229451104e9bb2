export {
  findTypingVisitors, findVisitor, keepVisitors, noteMailedUpTo, noteVisitor, noteVisitorGone, noteVisitorTyping, visitorLeaseSeconds, type Visitor, type VisitorSighting,
} from './visitors.ts';
export { visitorErasureConsumer } from './visitor-erasure-consumer.ts';
export { findOnlineContacts } from './find-online-contacts.ts';
