import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { countStats } from '../log/count-stats.ts';
import { findConversationLog } from '../log/find-conversation-log.ts';
import { findMessageLog } from '../log/find-message-log.ts';
import type { DealFilter, LogFilter } from '../log/log-filter.ts';
import { openSeededLog, type SeededLog } from '../log/testing/open-seeded-log.ts';
import { findConversationsOfDeals, findDealChoices, findDealPage, findDealsOfAddresses, meanReplyTimes } from './index.ts';

const now = '2024-05-20T12:00:00.000Z';
const page = { perPage: 200, page: 1, direction: 'desc' } as const;
const base: LogFilter = { zone: 'UTC', nowMs: Date.parse(now) };

interface Made { readonly id: number; readonly name: string; readonly stageId: number | null; readonly owner: number | null; readonly value: number | null; readonly addresses: readonly string[] }

let log: SeededLog;
let outside: string[] = [];
let own = '';
let agent = { id: 0, address: '' };
let made: Made[] = [];
const act = () => systemAct(log.account, now, 'test');

/** Deals as a sync leaves them, with values that are known here. */
async function furnish(tx: Tx): Promise<Made[]> {
  const { id: connectionId } = await tx.one(sql<{ id: number }>`INSERT INTO crm_connections (account_id, kind, created_at, updated_at) VALUES (${tx.accountId}, 'file', ${now}, ${now}) RETURNING id`);
  const stages: number[] = [];
  for (const [label, outcome] of [['New', 'open'], ['Won', 'won']] as const) {
    stages.push((await tx.one(sql<{ id: number }>`INSERT INTO deal_stages (account_id, connection_id, external_id, pipeline, label, position, outcome) VALUES (${tx.accountId}, ${connectionId}, ${label}, '', ${label}, ${stages.length}, ${outcome}) RETURNING id`)).id);
  }
  await tx.run(sql`INSERT INTO crm_owners (account_id, connection_id, external_id, address, name) VALUES (${tx.accountId}, ${connectionId}, 'o1', ${agent.address}, 'Owner'), (${tx.accountId}, ${connectionId}, 'o2', 'nobody@else.test', 'Nobody')`);
  const rows: Made[] = [];
  for (let n = 0; n < 24; n += 1) {
    const addresses = n % 6 === 5 ? [own] : [outside[n % outside.length]!, outside[(n * 7 + 3) % outside.length]!];
    const [stage, owner, value] = [n % 4 === 3 ? null : stages[n % 2]!, ['o1', 'o2', null][n % 3]!, n % 5 === 4 ? null : n * 100.5];
    const { id } = await tx.one(sql<{ id: number }>`
      INSERT INTO deals (account_id, connection_id, external_id, name, stage_id, owner_id, value, changed_at, round, created_at, updated_at, deleted_at)
      VALUES (${tx.accountId}, ${connectionId}, ${`d${n}`}, ${n % 2 === 0 ? `Früh ${n}` : `Late ${n}`}, ${stage}, ${owner}, ${value}, ${new Date(Date.parse(now) - n * 1000).toISOString()}, 1, ${now}, ${now}, ${n === 20 ? now : null}) RETURNING id`);
    for (const address of new Set(addresses)) {
      await tx.run(sql`INSERT INTO crm_contacts (account_id, connection_id, external_id, round) VALUES (${tx.accountId}, ${connectionId}, ${address}, 1) ON CONFLICT DO NOTHING`);
      await tx.run(sql`INSERT INTO crm_contact_addresses (account_id, connection_id, external_id, address) VALUES (${tx.accountId}, ${connectionId}, ${address}, ${address}) ON CONFLICT DO NOTHING`);
      await tx.run(sql`INSERT INTO deal_contacts (account_id, deal_id, connection_id, external_id) VALUES (${tx.accountId}, ${id}, ${connectionId}, ${address})`);
    }
    if (n !== 20) rows.push({ id, name: n % 2 === 0 ? `Früh ${n}` : `Late ${n}`, stageId: stage, owner: owner === 'o1' ? agent.id : null, value, addresses: [...new Set(addresses)].toSorted() });
  }
  return rows;
}

before(async () => {
  log = await openSeededLog({ seed: 31, conversations: 150 });
  await log.database.withAccount(log.account, async (tx) => {
    agent = await tx.one(sql<{ id: number; address: string }>`SELECT agent_id AS id, address FROM agent_addresses WHERE account_id = ${tx.accountId} ORDER BY address LIMIT 1`);
    own = agent.address;
    outside = (await tx.rows(sql<{ address: string }>`
      SELECT a.address FROM addresses a WHERE a.account_id = ${tx.accountId} AND NOT EXISTS (SELECT FROM agent_addresses x WHERE x.account_id = a.account_id AND x.address = a.address)
        AND NOT EXISTS (SELECT FROM channel_addresses x WHERE x.account_id = a.account_id AND x.address = a.address)
        AND EXISTS (SELECT FROM message_parties p WHERE p.account_id = a.account_id AND p.address_id = a.id AND p.role <> 'reply-to') ORDER BY a.id LIMIT 12`)).map(({ address }) => address);
    made = await furnish(tx);
  });
  await log.database.withAccount(log.stranger, async (tx) => {
    const before = [agent, own, outside, made] as const;
    [agent, outside, own] = [{ id: 1, address: 'x@x.test' }, [before[2][0]!], 'x@x.test'];
    await furnish(tx);
    [agent, own, outside, made] = before as [typeof agent, string, string[], Made[]];
  });
});
after(() => log.close());

const passes = (deal: Made, filter: DealFilter): boolean => (
  (!filter.stageIds?.length || (deal.stageId !== null && filter.stageIds.includes(deal.stageId))) && (!filter.ownerIds?.length || (deal.owner !== null && filter.ownerIds.includes(deal.owner)))
  && (!filter.name || deal.name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').includes(filter.name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')))
  && (filter.valueFrom === undefined || (deal.value !== null && deal.value >= filter.valueFrom)) && (filter.valueTo === undefined || (deal.value !== null && deal.value <= filter.valueTo)));

test('a report by deals counts exactly the conversations in which somebody of such a deal takes part, and shows a deal that passes', async () => {
  const [open, won] = [made.find(({ stageId }) => stageId !== null)!.stageId!, made.filter(({ stageId }) => stageId !== null).at(-1)!.stageId!];
  const filters: DealFilter[] = [
    { stageIds: [open] }, { stageIds: [open, won] }, { ownerIds: [agent.id] }, { name: 'fruh' }, { name: 'LATE' }, { valueFrom: 500 }, { valueTo: 500 }, { valueFrom: 201, valueTo: 201 },
    { stageIds: [won], name: 'late', valueFrom: 1 }, { stageIds: [999_999] }, { ownerIds: [agent.id], stageIds: [open], valueTo: 5_000 },
  ];
  const participants = await log.read((tx) => tx.rows(sql<{ id: number; addresses: string[] }>`
    SELECT mf.conversation_id AS id, array_agg(DISTINCT a.address) AS addresses FROM message_facts mf
      JOIN message_parties p ON p.account_id = mf.account_id AND p.message_id = mf.message_id AND p.role <> 'reply-to' JOIN addresses a ON a.account_id = p.account_id AND a.id = p.address_id
    WHERE mf.account_id = ${tx.accountId} GROUP BY 1`));
  let counted = 0;
  for (const deal of filters) {
    const fit = made.filter((one) => passes(one, deal) && !one.addresses.includes(own));
    const wanted = participants.filter(({ addresses }) => fit.some((one) => one.addresses.some((address) => addresses.includes(address)))).map(({ id }) => id).toSorted((a, b) => a - b);
    const found = await log.read((tx) => findConversationLog(tx, { ...base, deal }, page));
    assert.deepEqual(found.rows.map(({ id }) => id).toSorted((a, b) => a - b), wanted, JSON.stringify(deal));
    for (const row of found.rows) assert.ok(row.deal !== null && fit.some(({ id }) => id === row.deal?.id), `${JSON.stringify(deal)} shows ${JSON.stringify(row.deal)}`);
    const stats = await log.read((tx) => countStats(tx, { ...base, deal }));
    const mails = await log.read((tx) => findMessageLog(tx, { ...base, deal }, page));
    assert.deepEqual([stats.threads.total, stats.messages.count], [wanted.length, mails.total], JSON.stringify(deal));
    counted += wanted.length;
  }
  assert.ok(counted > 50, 'the filters find something');
});

test('without a filter a conversation shows its open deal that changed last; an address of ours makes no deal; a filter that asks nothing filters nothing', async () => {
  const { rows, total } = await log.read((tx) => findConversationLog(tx, { ...base, deal: { stageIds: [], name: '' } }, page));
  assert.equal(total, (await log.read((tx) => findConversationLog(tx, base, page))).total);
  const shown = rows.flatMap(({ deal }) => (deal === null ? [] : [deal]));
  assert.ok(shown.length > 10 && shown.length < rows.length);
  for (const row of rows) {
    const addresses = new Set(row.messages.flatMap(({ from, to, cc, bcc }) => [...from, ...to, ...cc, ...bcc].map(({ address }) => address)));
    const ours = made.filter((one) => !one.addresses.includes(own) && one.addresses.some((address) => addresses.has(address)));
    const wonId = made.find(({ name }) => name === 'Late 1')!.stageId;
    const first = ours.toSorted((a, b) => Number(a.stageId === wonId) - Number(b.stageId === wonId) || Number(a.name.split(' ')[1]) - Number(b.name.split(' ')[1]))[0];
    assert.equal(row.deal?.id ?? null, first?.id ?? null, `conversation ${row.id}`);
    if (first) assert.deepEqual(row.deal, { id: first.id, name: first.name, stageId: first.stageId, value: first.value, ownerId: first.owner });
  }
});

test('values and names that are none are refused', async () => {
  for (const deal of [{ valueFrom: Number.NaN }, { valueTo: 1e16 }, { valueFrom: 2, valueTo: 1 }, { name: 'a\u0000b' }]) await assert.rejects(log.read((tx) => findConversationLog(tx, { ...base, deal }, page)), { code: 'invalid' });
});

test('the list of deals is searched, sorted and paged, names each conversation of a deal, and knows no other account\'s', async () => {
  const ask = (more: object) => log.read((tx) => findDealPage(tx, act(), { search: '', sort: 'id', direction: 'asc', limit: 100, offset: 0, ...more }));
  const all = await ask({});
  assert.deepEqual(all.rows.map(({ id, name, value, agent: owner, addresses, stage }) => ({ id, name, value, owner: owner?.id ?? null, addresses, stageId: stage?.id ?? null })), made);
  assert.deepEqual([all.total, (await ask({ search: 'LATE' })).total, (await ask({ search: outside[2]! })).total, (await ask({ search: 'no such' })).total], [made.length, made.filter(({ name }) => name.startsWith('Late')).length, made.filter(({ addresses }) => addresses.includes(outside[2]!)).length, 0]);
  const byValue = (await ask({ sort: 'value', direction: 'desc' })).rows.map(({ value }) => value);
  assert.deepEqual(byValue, byValue.toSorted((a, b) => (a === null ? 1 : b === null ? -1 : b - a)), 'what is empty comes last');
  assert.deepEqual((await ask({ limit: 5, offset: 5 })).rows.map(({ id }) => id), made.slice(5, 10).map(({ id }) => id));
  const deal = made[0]!;
  const conversations = (await log.read((tx) => findConversationsOfDeals(tx, act(), [deal.id, made[5]!.id]))).get(deal.id)!;
  const wanted = (await log.read((tx) => findConversationLog(tx, { ...base, deal: { name: deal.name } }, page))).rows.map(({ id }) => id);
  assert.deepEqual(conversations.toSorted((a, b) => a - b), wanted.toSorted((a, b) => a - b));
  const ofAddress = await log.read((tx) => findDealsOfAddresses(tx, act(), [outside[0]!]));
  assert.deepEqual(ofAddress.map(({ id }) => id).toSorted((a, b) => a - b), made.filter(({ addresses }) => addresses.includes(outside[0]!)).map(({ id }) => id));
  assert.deepEqual(await log.read((tx) => findDealsOfAddresses(tx, act(), [own])), []);
  await assert.rejects(log.read((tx) => findDealPage(tx, { ...act(), actor: { kind: 'user', id: 1, permissions: new Set() } }, { search: '', sort: 'id', direction: 'asc', limit: 1, offset: 0 })), { code: 'forbidden' });
});

test('the means that are written to a contact are those that a report of its addresses shows', async () => {
  const contacts = [...outside.map((address, n) => ({ id: String(n), addresses: [address] })), { id: 'two', addresses: [outside[0]!, outside[1]!] }, { id: 'none', addresses: ['never@seen.test'] }];
  const means = await log.read((tx) => meanReplyTimes(tx, act(), contacts));
  let [firsts, overalls] = [0, 0];
  for (const { id, addresses } of contacts) {
    const ids = await log.read((tx) => tx.rows(sql<{ id: number }>`SELECT id FROM addresses WHERE account_id = ${tx.accountId} AND address = ANY(${addresses}::text[])`));
    const stats = await log.read((tx) => countStats(tx, { ...base, party: { kind: 'contacts', addressIds: ids.map((row) => row.id), domains: [] } }));
    const [first, overall] = [stats.initialReply, stats.overallReply].map(({ mean, count, outliers }) => (count > 0 && (outliers ?? 0) < count + (outliers ?? 0) ? mean : null));
    const found = means.get(id) ?? { first: null, overall: null };
    for (const [ours, theirs] of [[found.first, first], [found.overall, overall]] as const) {
      if (ours === null) assert.ok(theirs === null || theirs === 0 || theirs === undefined, `${id}: nothing, the report has ${theirs}`);
      else assert.ok(Math.abs(ours - theirs!) <= 0.5 + 1e-6, `${id}: ${ours}, the report has ${theirs}`);
    }
    firsts += Number(found.first !== null);
    overalls += Number(found.overall !== null);
  }
  assert.ok(firsts > 3 && overalls > 3);
  assert.equal(means.has('none'), false);
});

test('reports are narrowed to stages and owners that deals have; an owner who is none of ours is not offered', async () => {
  const { stages, owners } = await log.read((tx) => findDealChoices(tx, act()));
  assert.deepEqual(stages.map(({ label, outcome }) => [label, outcome]), [['New', 'open'], ['Won', 'won']]);
  assert.deepEqual(owners.map(({ id }) => id), [agent.id]);
  await assert.rejects(log.read((tx) => findDealChoices(tx, { ...act(), actor: { kind: 'user', id: 1, permissions: new Set(['contacts.read']) } })), (error: { code?: string }) => error.code === 'forbidden');
});
