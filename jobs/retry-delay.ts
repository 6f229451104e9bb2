const firstMs = 2_000;
const msMax = 6 * 3_600_000;

/**
 * Milliseconds before the next try after `attempt` tries: 2 s, 8 s, 32 s ... up to 6 h, each up to a quarter shorter or longer so that
 * jobs which failed together do not come back together. Ten attempts reach over about 15 hours.
 */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number {
  return Math.round(Math.min(firstMs * 4 ** (attempt - 1), msMax) * (0.75 + random() * 0.5));
}
