import { systemAct, type Act } from '#core/kernel/index.ts';
import { answerOffer, runDueWork, startLine, tellLine, type Change } from '#core/routing/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { seededRandom } from '../corpora/seeded-random.ts';

export interface Arrivals { readonly accountId: number; readonly queueId: number; readonly count: number; readonly hands: number; readonly seed: number; readonly onHandled?: (handled: number) => void }

/** What is open for anybody, as devices would be told by the control stream. */
const openOffers = (change: Change) => change((tx) => tx.rows(sql<{ id: number; interactionId: number }>`
  SELECT id, interaction_id AS "interactionId" FROM offers WHERE account_id = ${tx.accountId} AND state = 'open' ORDER BY id LIMIT 200`));

/**
 * Calls come into a queue through several pools at once, as through several processes; what is offered is picked up, now and then rejected, connected and ended by whoever sees it.
 * Each hand is one caller without rest. Ends when every call is over. Returns how many offers were rejected.
 */
export async function driveArrivals(pools: readonly Database[], { accountId, queueId, count, hands, seed, onHandled }: Arrivals): Promise<{ refused: number }> {
  const random = seededRandom(seed);
  const act = (): Act => systemAct(accountId, new Date().toISOString(), 'test');
  const taken = new Set<number>();
  let [next, handled, refused] = [0, 0, 0];

  async function hand(database: Database): Promise<void> {
    const change: Change = (work) => database.withAccount(accountId, work);
    while (handled < count) {
      const isArrival = next < count;
      if (isArrival) {
        next += 1;
        await startLine(change, act(), { kind: 'call', providerRef: `call-${seed}-${next}`, entry: 'ivr', to: '+4930555', queueId });
      }
      const offer = (await openOffers(change)).find(({ id }) => !taken.has(id));
      if (!offer) {
        if (!isArrival) await runDueWork({ database, clock: { nowMs: () => Date.now() }, onFailure: (error) => { throw error; } });
        continue;
      }
      taken.add(offer.id);
      if (random() < 0.1) {
        await answerOffer(change, act(), { offerId: offer.id, answer: 'reject' });
        refused += 1;
        continue;
      }
      await answerOffer(change, act(), { offerId: offer.id, answer: 'pick-up' });
      await tellLine(change, act(), { kind: 'call', interactionId: offer.interactionId, event: { event: 'connected' } });
      await tellLine(change, act(), { kind: 'call', interactionId: offer.interactionId, event: { event: 'hang-up' } });
      handled += 1;
      onHandled?.(handled);
    }
  }
  await Promise.all(pools.flatMap((database) => Array.from({ length: hands }, () => hand(database))));
  return { refused };
}
