import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setInternalDomains } from '#core/settings/index.ts';
import { createAgent } from '#core/people/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { previewReclassify, receiveMails, reclassifyMail, suggestInternalDomains } from '../index.ts';

let desk: Desk;
before(async () => {
  desk = await openDesk({ domains: ['desk.test'] });
  await within(async (tx) => {
    await createAgent(tx, desk.act, { name: 'Kit', addresses: ['kit@partner.test', 'kit@gmail.com'] });
    const mail = (id: string, from: string, at: number) => writeMail({ id, from, to: ['help@desk.test'], subject: `About ${id}`, at: `2024-05-0${at}T09:00:00.000Z` });
    await receiveMails(tx, desk.act, desk.help, [
      mail('one@x', 'ann@partner.test', 1), mail('two@x', 'ann@partner.test', 2), mail('three@x', 'kit@partner.test', 3), mail('four@x', 'bo@else.test', 4), mail('five@x', 'ada@desk.test', 5),
    ]);
  });
});
after(() => desk.close());
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

test('what is foretold is what happens: as many mails change side', async () => {
  for (const [domains, added, removed] of [[['desk.test', 'Partner.test'], ['partner.test'], []], [['partner.test'], [], ['desk.test']], [['desk.test'], ['desk.test'], ['partner.test']]] as const) {
    const told = await within((tx) => previewReclassify(tx, desk.act, domains));
    assert.deepEqual([told.added, told.removed], [added, removed]);
    const changed = await within(async (tx) => {
      await setInternalDomains(tx, desk.act, domains);
      return reclassifyMail(tx, desk.act);
    });
    assert.equal(told.messages, changed);
    assert.ok(told.conversations <= told.messages && (told.messages === 0 || told.conversations > 0));
  }
});

test('setting the same domains again changes nothing; what is no domain is refused', async () => {
  const versions = () => within((tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM setting_versions WHERE account_id = ${tx.accountId}`));
  const before = await versions();
  assert.equal((await within((tx) => setInternalDomains(tx, desk.act, [' DESK.test', 'desk.test']))).changed, false);
  for (const bad of ['desk', '', 'a b.test', 'x@desk.test', `${'a'.repeat(250)}.test`]) await assert.rejects(within((tx) => setInternalDomains(tx, desk.act, [bad])), { code: 'invalid' });
  assert.deepEqual(await versions(), before);
});

test('domains of channels, agents and members are proposed, those of providers that anybody uses are not', async () => {
  assert.deepEqual(await within((tx) => suggestInternalDomains(tx, desk.act)), ['partner.test']);
});
