export { explainReply, type CountedSpan, type ReplyExplanation } from './explain-reply.ts';
