export { getReplyClock, type ReplyClock } from './get-reply-clock.ts';
