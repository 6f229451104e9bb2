import { systemAct, type Act } from '#core/kernel/index.ts';
import { answerOffer, runDueWork, startLine, type Change } from '#core/routing/index.ts';
import { openDatabase, sql, type Connection } from '#storage/index.ts';

/**
 * A process that takes calls in and answers offers, until it is killed (PATCHBAY_CRASH_AT) or all are in. Says on stdout what was acknowledged to it.
 * Arguments: connection as JSON, account, queue, first and last number of the calls.
 */
const [connectionText, account, queue, first, last] = process.argv.slice(2) as [string, string, string, string, string];
const database = openDatabase(JSON.parse(connectionText) as Connection);
const accountId = Number(account);
const change: Change = (work) => database.withAccount(accountId, work);
const act = (): Act => systemAct(accountId, new Date().toISOString(), 'test');

for (let nth = Number(first); nth <= Number(last); nth += 1) {
  const { interaction } = await startLine(change, act(), { kind: 'call', providerRef: `call-${nth}`, entry: 'ivr', to: '+4930555', queueId: Number(queue) });
  process.stdout.write(`in ${interaction.id}\n`);
  const [offer] = await change((tx) => tx.rows(sql<{ id: number }>`SELECT id FROM offers WHERE account_id = ${tx.accountId} AND state = 'open' ORDER BY id LIMIT 1`));
  if (offer && nth % 3 === 0) {
    await answerOffer(change, act(), { offerId: offer.id, answer: 'pick-up' });
    process.stdout.write(`taken ${offer.id}\n`);
  } else if (offer && nth % 3 === 1) await answerOffer(change, act(), { offerId: offer.id, answer: 'reject' });
  await runDueWork({ database, clock: { nowMs: () => Date.now() }, onFailure: (error) => { throw error; } });
}
await database.close();
