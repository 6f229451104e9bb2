import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CoreError } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { changeMenu, createMenu, createQueue, deleteMenu, findMenus, findQueues, menuTree, moveMenu, orderMenus, restoreMenu, type Menu, type MenuInput, type MenuNode } from '../index.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());

const within = <T>(work: (tx: Tx) => Promise<T>, database = desk.database) => database.withAccount(desk.accountId, work);
const add = (name: string, parentId: number | null = null, more: Partial<MenuInput> = {}) => within((tx) => createMenu(tx, desk.act, { kind: 'ivr', name, parentId, ...more })).then(({ id }) => id);
const all = (withDeleted = false) => within((tx) => findMenus(tx, desk.act, { withDeleted }));
const one = async (id: number, withDeleted = true): Promise<Menu> => (await all(withDeleted)).menus.find((menu) => menu.id === id)!;
const namesBelow = async (parentId: number | null): Promise<string[]> => (await within((tx) => findMenus(tx, desk.act, { parentIds: [parentId], kinds: ['ivr'] }, { sort: 'position' }))).menus.map(({ name }) => name);
const refused = (work: Promise<unknown>, code: string, key: string) => assert.rejects(work, (error) => error instanceof CoreError && error.code === code && (error.key ?? error.fields[0]?.key) === key);
const everything = () => within((tx) => tx.one(sql<{ t: string }>`
  SELECT concat((SELECT string_agg(m::text, '' ORDER BY id) FROM menus m), (SELECT string_agg(p::text, '' ORDER BY id) FROM menu_paths p), (SELECT string_agg(l::text, '' ORDER BY menu_id, lang) FROM menu_languages l),
    (SELECT string_agg(q::text, '' ORDER BY id) FROM queues q)) AS t`));

test('a leaf has a path, which follows its name and those above it, and keeps its id', async () => {
  const support = await add('Support');
  assert.equal((await one(support)).path, 'Support');
  const shipping = await add('Shipping', support);
  const { pathId, path } = await one(shipping);
  assert.deepEqual([path, (await one(support)).pathId, (await one(support)).isLeaf], ['Support/Shipping', null, false]);
  await within((tx) => changeMenu(tx, desk.act, support, { name: 'Help' }));
  assert.deepEqual([(await one(shipping)).path, (await one(shipping)).pathId], ['Help/Shipping', pathId]);
  const sales = await add('Sales');
  await within((tx) => moveMenu(tx, desk.act, shipping, { parentId: sales }));
  assert.deepEqual([(await one(shipping)).path, (await one(shipping)).pathId, (await one(support)).path], ['Sales/Shipping', pathId, 'Help']);
});

test('places are numbered without gaps: a node goes before another, to the end, and all into a given order', async () => {
  const parent = await add('Order');
  const [a, b, c] = [await add('a', parent), await add('b', parent), await add('c', parent, { position: 0 })];
  assert.deepEqual(await namesBelow(parent), ['c', 'a', 'b']);
  await within((tx) => moveMenu(tx, desk.act, c, {}));
  assert.deepEqual(await namesBelow(parent), ['a', 'b', 'c']);
  await within((tx) => moveMenu(tx, desk.act, c, { position: 1 }));
  await within((tx) => orderMenus(tx, desk.act, { kind: 'ivr', parentId: parent, menuIds: [b, c, a] }));
  assert.deepEqual(await namesBelow(parent), ['b', 'c', 'a']);
  const before = await everything();
  for (const menuIds of [[b, c], [b, c, a, a], [b, c, c], [b, c, parent]]) await refused(within((tx) => orderMenus(tx, desk.act, { kind: 'ivr', parentId: parent, menuIds })), 'invalid', 'order-incomplete');
  assert.deepEqual(await everything(), before);
  await within((tx) => deleteMenu(tx, desk.act, b));
  assert.deepEqual([(await one(c)).position, (await one(a)).position], [0, 1]);
});

test('what makes no sense is refused with its reason and changes nothing', async () => {
  const phone = await add('Keys', null, { choice: '1' });
  const web = await add('Web', null, { kind: 'web' });
  let deep = phone;
  for (let level = 2; level <= 10; level += 1) deep = await add(`level ${level}`, deep);
  const other = await add('Other', null, { choice: '2' });
  const before = await everything();
  await refused(add('x/y'), 'invalid', 'no-slash');
  await refused(add('  '), 'invalid', 'empty');
  await refused(add('one more', deep), 'too-large', 'menu-too-deep');
  await refused(add('same key', null, { choice: '1' }), 'conflict', 'choice-taken');
  await refused(within((tx) => changeMenu(tx, desk.act, other, { choice: '1' })), 'conflict', 'choice-taken');
  await refused(add('key', null, { choice: '12' }), 'invalid', 'no-phone-key');
  await refused(add('key', web, { kind: 'web', choice: '1' }), 'invalid', 'keys-for-phones');
  await refused(add('phone below web', web), 'conflict', 'menu-other-kind');
  await refused(within((tx) => moveMenu(tx, desk.act, phone, { parentId: deep })), 'conflict', 'menu-below-itself');
  await refused(within((tx) => moveMenu(tx, desk.act, phone, { parentId: other })), 'too-large', 'menu-too-deep');
  await refused(add('words', null, { languages: [{ lang: 'English' }] }), 'invalid', 'no-language');
  await refused(add('words', null, { languages: [{ lang: 'en' }, { lang: 'en' }] }), 'invalid', 'there-twice');
  await assert.rejects(add('nowhere', 987_654), { code: 'not-found' });
  await assert.rejects(within((tx) => createMenu(tx, { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['queues.read']) } }, { kind: 'ivr', name: 'No' })), { code: 'forbidden' });
  assert.deepEqual(await everything(), before);
});

test('at most 50 stand beside each other', async () => {
  const parent = await add('Full');
  await within((tx) => tx.run(sql`
    INSERT INTO menus (account_id, parent_id, kind, name, position, created_at) SELECT ${desk.accountId}::bigint, ${parent}::bigint, 'ivr', 'choice ' || at, at, ${desk.act.now}::timestamptz FROM generate_series(0, 48) at`));
  await add('the fiftieth', parent);
  await refused(add('one more', parent), 'too-large', 'menu-full');
});

test('a leaf with queues gets nothing below it until they are elsewhere', async () => {
  const leaf = await add('Leaf');
  const { id: queueId } = await within((tx) => createQueue(tx, desk.act, { kind: 'call', name: 'Leaf calls', menuId: leaf }));
  await refused(add('below', leaf), 'conflict', 'menu-has-queues');
  const other = await add('Moves');
  await refused(within((tx) => moveMenu(tx, desk.act, other, { parentId: leaf })), 'conflict', 'menu-has-queues');
  await refused(within((tx) => changeMenu(tx, desk.act, leaf, { languages: [{ lang: 'de' }] })), 'conflict', 'language-has-queue');
  await within((tx) => deleteMenu(tx, desk.act, leaf));
  assert.equal((await within((tx) => findQueues(tx, desk.act))).some(({ id }) => id === queueId), false);
});

test('a deleted branch is read only where asked for, and comes back with its queues; not below a deleted node', async () => {
  const top = await add('Top');
  const middle = await add('Middle', top, { choice: '5' });
  const leaf = await add('End', middle);
  const { id: queueId } = await within((tx) => createQueue(tx, desk.act, { kind: 'call', name: 'End calls', menuId: leaf }));
  const gone = { ...desk.act, now: '2024-05-06T12:00:01.000Z' };
  await within((tx) => deleteMenu(tx, gone, middle));
  assert.deepEqual([(await all()).menus.some(({ id }) => id === leaf), (await one(leaf)).deletedAt, (await one(top)).isLeaf], [false, '2024-05-06T12:00:01Z', true]);
  await within((tx) => deleteMenu(tx, { ...desk.act, now: '2024-05-06T12:00:02.000Z' }, top));
  await refused(within((tx) => restoreMenu(tx, desk.act, middle)), 'conflict', 'menu-above-deleted');
  await within((tx) => restoreMenu(tx, desk.act, top));
  assert.equal((await one(middle)).deletedAt?.startsWith('2024'), true, 'went before its parent, so it stays away');
  const taker = await add('Taker', top, { choice: '5' });
  await refused(within((tx) => restoreMenu(tx, desk.act, middle)), 'conflict', 'choice-taken');
  await within((tx) => changeMenu(tx, desk.act, taker, { choice: null }));
  await within((tx) => restoreMenu(tx, desk.act, middle));
  assert.deepEqual([(await one(leaf)).path, (await within((tx) => findQueues(tx, desk.act))).some(({ id }) => id === queueId)], ['Top/Middle/End', true]);
});

test('a tree in a language has the nodes offered in it', async () => {
  const root = await add('Tongues', null, { kind: 'mobile' });
  const german = await add('Deutsch', root, { kind: 'mobile', languages: [{ lang: 'de', name: 'Auf Deutsch', outputMessage: 'Guten Tag' }] });
  await add('darunter', german, { kind: 'mobile' });
  await add('English', root, { kind: 'mobile', languages: [{ lang: 'en' }] });
  const names = (nodes: readonly MenuNode[]): unknown[] => nodes.flatMap((node) => [node.name, names(node.children)]).filter((part) => !Array.isArray(part) || part.length > 0);
  const tree = async (...langs: string[]) => names(await within((tx) => menuTree(tx, desk.act, { kinds: ['mobile'], langs })));
  assert.deepEqual([await tree('de'), await tree('en'), await tree('de', 'en')], [['Tongues', ['Deutsch', ['darunter']]], ['Tongues', ['English']], ['Tongues', ['Deutsch', ['darunter'], 'English']]]);
});

/** What every tree must hold, whatever happened to it: by plain walking over the rows. */
async function treeProblems(): Promise<string[]> {
  const { menus } = await all();
  const byId = new Map(menus.map((menu) => [menu.id, menu]));
  const problems: string[] = [];
  for (const menu of menus) {
    const way: string[] = [];
    for (let at: Menu | undefined = menu; at; at = at.parentId === null ? undefined : byId.get(at.parentId)) {
      way.unshift(at.name);
      if (way.length > 10) { problems.push(`${menu.id} is deeper than 10, or in a ring`); break; }
      if (at.parentId !== null && !byId.has(at.parentId)) problems.push(`${at.id} stands below what is deleted`);
    }
    const children = menus.filter(({ parentId }) => parentId === menu.id);
    const expected = children.length === 0 ? way.join('/') : null;
    if (menu.path !== expected) problems.push(`${menu.id}: path ${menu.path}, not ${expected}`);
    if ((menu.pathId === null) !== (expected === null)) problems.push(`${menu.id}: path id ${menu.pathId}`);
  }
  for (const parentId of [null, ...byId.keys()]) {
    for (const kind of ['ivr', 'mobile', 'web']) {
      const places = menus.filter((menu) => menu.parentId === parentId && menu.kind === kind).map(({ position }) => position).toSorted((a, b) => a - b);
      if (places.some((place, at) => place !== at)) problems.push(`below ${parentId}: places ${places.join(' ')}`);
    }
  }
  return problems;
}

test('after any names, moves, deletions and returns every leaf has its path, and every place its number', async (t) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  t.diagnostic(`SEED=${seed}`);
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const made: number[] = [await add('random')];
  for (let at = 0; at < 12; at += 1) made.push(await add(`first ${at}`, pick([null, ...made])));
  const pathIds = new Map<number, number>();
  let tick = 10;
  for (let step = 0; step < 70; step += 1) {
    const act = { ...desk.act, now: new Date(Date.parse(desk.act.now) + (tick += 1) * 1_000).toISOString() };
    const kind = pick(['create', 'create', 'rename', 'move', 'move', 'delete', 'restore'] as const);
    await within(async (tx) => {
      if (kind === 'create') made.push((await createMenu(tx, act, { kind: 'ivr', name: `n${step}`, parentId: pick([null, ...made]), position: Math.floor(random() * 4) })).id);
      if (kind === 'rename') await changeMenu(tx, act, pick(made), { name: `r${step}` });
      if (kind === 'move') await moveMenu(tx, act, pick(made), { parentId: pick([null, ...made]), position: Math.floor(random() * 4) });
      if (kind === 'delete') await deleteMenu(tx, act, pick(made));
      if (kind === 'restore') await restoreMenu(tx, act, pick(made));
    }).catch((error: unknown) => { if (!(error instanceof CoreError)) throw error; });
    if (step % 10 === 9) assert.deepEqual(await treeProblems(), [], `seed ${seed}, step ${step}`);
    for (const { menuId, id } of await within((tx) => tx.rows(sql<{ menuId: number; id: number }>`SELECT menu_id AS "menuId", id FROM menu_paths`))) {
      assert.equal(pathIds.get(menuId) ?? id, id, 'the id of a path stays');
      pathIds.set(menuId, id);
    }
  }
});

test('two processes that change one tree leave it whole: no ring, no key twice, no place twice', async () => {
  const [left, right] = [await add('left'), await add('right')];
  const second = desk.secondPool();
  const crossing = await Promise.allSettled([within((tx) => moveMenu(tx, desk.act, left, { parentId: right })), within((tx) => moveMenu(tx, desk.act, right, { parentId: left }), second)]);
  assert.deepEqual(crossing.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  const parent = await add('shared');
  const keys = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => within((tx) => createMenu(tx, desk.act, { kind: 'ivr', parentId: parent, name: `k${at}`, choice: '7' }), at % 2 ? second : desk.database)));
  assert.equal(keys.filter(({ status }) => status === 'fulfilled').length, 1);
  const places = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => within((tx) => createMenu(tx, desk.act, { kind: 'ivr', parentId: parent, name: `p${at}`, position: 0 }), at % 2 ? second : desk.database)));
  assert.equal(places.filter(({ status }) => status === 'fulfilled').length, 8);
  const leaf = await add('either');
  const either = await Promise.allSettled([within((tx) => createQueue(tx, desk.act, { kind: 'call', name: 'Either', menuId: leaf })), within((tx) => createMenu(tx, desk.act, { kind: 'ivr', parentId: leaf, name: 'below' }), second)]);
  assert.deepEqual(either.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'], 'a leaf gets a queue or a child, not both');
  assert.deepEqual(await treeProblems(), []);
});
