import { enter, escalate, type Entered, type EnterInput, type EscalateInput } from './enter.ts';
import { retrying, type Transact } from './locks.ts';

const hopsMax = 5;

/**
 * Enters a queue and goes on to where it sends the work: each queue in a transaction of its own, since none locks two. One that has been sent on five times waits where it is.
 * Nothing is half done where a process dies in between: the work is where it was, and entering again does the same.
 */
export async function enterFollowing(transact: Transact, input: EnterInput): Promise<Entered> {
  return follow(transact, input, await retrying(transact)((store) => enter(store, input)));
}

/** The same for what a bot gives to people. */
export async function escalateFollowing(transact: Transact, input: EscalateInput): Promise<Entered> {
  return follow(transact, input, await retrying(transact)((store) => escalate(store, input)));
}

async function follow(transact: Transact, input: Omit<EnterInput, 'queueId'>, first: Entered): Promise<Entered> {
  let entered = first;
  for (let hops = 1; entered.outcome === 'elsewhere'; hops += 1) {
    const { queueId, cause } = entered;
    entered = await retrying(transact)((store) => enter(store, { ...input, queueId, cause: cause!, mustWait: hops >= hopsMax }));
  }
  return entered;
}
