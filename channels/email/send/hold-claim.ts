import { claimMs, extendClaim, type OutgoingClaim } from '#core/conversations/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';

/**
 * Says every third of its time that the process at a try still lives, so that no other takes the mail. The signal ends where the claim is
 * lost, or could not be kept for so long that it may be. Call `end` when the try is recorded.
 */
export function holdClaim(database: Database, act: () => Act, claim: OutgoingClaim): { readonly signal: AbortSignal; end(): void } {
  const lost = new AbortController();
  let heardAtMs = performance.now();
  const beat = async (): Promise<void> => {
    try {
      const isHeld = await database.withAccount(act().accountId, (tx) => extendClaim(tx, act(), claim));
      if (isHeld) heardAtMs = performance.now();
      else lost.abort(new Error('another process has the mail'));
    } catch {
      if (performance.now() - heardAtMs > claimMs) lost.abort(new Error('the database was away for too long'));
    }
  };
  const timer = setInterval(() => void beat(), claimMs / 3);
  return { signal: lost.signal, end: () => clearInterval(timer) };
}
