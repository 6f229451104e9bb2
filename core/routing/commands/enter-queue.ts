import type { Act } from '#core/kernel/index.ts';
import { enterFollowing } from '../engine/enter-following.ts';
import type { EnterInput, Entered } from '../engine/enter.ts';
import { settleWake, transactOf, type Change } from '../run/run-rule.ts';

/** Into a queue, or to wherever it sends what it does not take; then it is held out. The queue and the interaction are of the account, or `not-found`. */
export async function enterQueue(change: Change, act: Act, input: EnterInput): Promise<Entered> {
  const entered = await enterFollowing(transactOf(change, act), input);
  await settleWake(change, act, entered.wake);
  return entered;
}
