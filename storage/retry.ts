/** A transaction that lost a race is tried again from its beginning, this many times at most. */
export const retriesMax = 6;

const serializationFailure = '40001';
const deadlockDetected = '40P01';

/** True for failures that a second run may not meet: deadlock and serialization. A broken connection is not one: it may have committed. */
export function shouldRetry(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === serializationFailure || code === deadlockDetected;
}

/** Milliseconds before try `tries + 1`: doubling, with jitter so that two that met do not meet again. */
export function retryDelayMs(tries: number): number {
  return 5 * 2 ** tries * (0.5 + Math.random());
}
