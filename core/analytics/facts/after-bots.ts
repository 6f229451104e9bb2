import type { BotStay } from './conversation-input.ts';

/**
 * From when a question waits for people: itself, or the end of the last time after it that a bot had the conversation and that began before the answer; never after the answer. Epoch ms.
 * A bot that has it still when somebody answers all the same had it until then.
 */
export function afterBots(stays: readonly BotStay[], askedAt: number, answeredAt: number): number {
  return Math.max(askedAt, ...stays.filter(({ at }) => at < answeredAt).map(({ until }) => Math.min(until ?? answeredAt, answeredAt)));
}
