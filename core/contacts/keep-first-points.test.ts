import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mergeContacts, unmergeContact } from '#core/conversations/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { addContactPoint, createContact, deleteContact, ensureContacts, getContact, removeContactPoint, setContactPoint, setMainPoint, setMailContact, type PointKind } from './index.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());

test('whatever is done to points, in any order, a contact is listed by its first address, number and domain', async () => {
  const seed = Number(process.env['PATCHBAY_TEST_SEED'] ?? 8);
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const kinds: readonly PointKind[] = ['email', 'phone', 'external', 'domain'];
  const valueOf = (kind: PointKind): string => { const n = Math.floor(random() * 12); return { email: `P${n}@x.test`, phone: `+49 30 12345${n + 10}`, external: `crm-${n}`, domain: `x${n}.test` }[kind]; };
  const contacts: number[] = [];
  const merged: number[] = [];
  const { act } = desk;
  const steps: ((tx: Tx) => Promise<unknown>)[] = [
    async (tx) => contacts.push((await createContact(tx, act, { name: 'x', points: [0, 1].map(() => { const kind = pick(kinds); return { kind, value: valueOf(kind) }; }) })).id),
    async (tx) => contacts.push(...(await ensureContacts(tx, act, [{ address: valueOf('email').toLowerCase(), name: '' }, { address: valueOf('email').toLowerCase(), name: '' }])).values()),
    (tx) => { const kind = pick(kinds); return addContactPoint(tx, act, pick(contacts), { kind, value: valueOf(kind) }); },
    (tx) => { const kind = pick(kinds); return setContactPoint(tx, act, pick(contacts), kind, random() < 0.3 ? null : valueOf(kind)); },
    async (tx) => { const { id, points } = await getContact(tx, act, pick(contacts)); await removeContactPoint(tx, act, id, pick(points).id); },
    async (tx) => { const { id, points } = await getContact(tx, act, pick(contacts)); await setMainPoint(tx, act, id, pick(points).id); },
    (tx) => setMailContact(tx, act, pick(contacts), valueOf(pick(['email', 'domain'] as const))),
    async (tx) => { const from = pick(contacts); await mergeContacts(tx, act, { from, into: pick(contacts) }); merged.push(from); },
    (tx) => unmergeContact(tx, act, pick(merged.length > 0 ? merged : contacts)),
    (tx) => deleteContact(tx, act, pick(contacts)),
  ];
  const done = new Set<number>();
  for (let n = 0; n < 250; n += 1) {
    const at = contacts.length < 4 ? 0 : Math.floor(random() * steps.length);
    const worked = await desk.database.withAccount(desk.accountId, steps[at]!).then(() => true, (error: unknown) => {
      if (error instanceof CoreError || error instanceof TypeError) return false; // a point that is another's, a contact that is gone or has none
      throw error;
    });
    if (worked) done.add(at);
  }
  const wrong = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<object>`
    SELECT * FROM (SELECT c.id, c.email_norm, c.phone_norm, c.domain_norm, c.is_reachable, p.* FROM contacts c CROSS JOIN LATERAL (SELECT
      (array_agg(value_norm ORDER BY is_main DESC, id) FILTER (WHERE kind = 'email'))[1] AS email, (array_agg(value_norm ORDER BY is_main DESC, id) FILTER (WHERE kind = 'phone'))[1] AS phone,
      (array_agg(value_norm ORDER BY is_main DESC, id) FILTER (WHERE kind = 'domain'))[1] AS domain, count(*) > 0 AS reachable
      FROM contact_points q WHERE q.account_id = c.account_id AND q.contact_id = c.id) p WHERE c.account_id = ${tx.accountId}) f
    WHERE (email_norm, phone_norm, domain_norm, is_reachable) IS DISTINCT FROM (email, phone, domain, reachable)`));
  assert.deepEqual(wrong, [], `seed ${seed}`);
  assert.deepEqual([...done].sort((a, b) => a - b), steps.map((_, at) => at), `every kind of step was done; seed ${seed}`);
});
