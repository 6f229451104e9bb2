export type { AutomaticJudgement, AutomaticKind } from './automatic/automatic-kind.ts';
export { detectAutomaticMail } from './automatic/detect-automatic-mail.ts';
export type { Bounce, BounceRecipient } from './bounce/bounce.ts';
export { extractBounce } from './bounce/extract-bounce.ts';
export { describeReply, type ReplyFacts } from './describe-reply.ts';
export type { JudgedAttachment, JudgedMail, JudgedMailbox } from './judged-mail.ts';
export { type FoldedText, foldQuotes } from './quotes/fold-quotes.ts';
export type { Segment, SegmentKind } from './quotes/segment.ts';
export { type ClassifiedSubject, classifySubject } from './subject/classify-subject.ts';
