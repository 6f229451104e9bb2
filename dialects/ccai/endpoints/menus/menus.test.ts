import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemAct } from '#core/kernel/index.ts';
import { createAgent, createTeam, deactivateAgent, setTeamMembers } from '#core/people/index.ts';
import { createMenu, createQueue, deleteMenu, setAssignments } from '#core/queues/index.ts';
import { sql } from '#storage/index.ts';
import { openCcai, type Ccai } from '../../testing/open-ccai.ts';

describe('menus of ccai', () => {
  let api: Ccai;
  let ids: { star: number; venting: number; droids: number; polish: number; armour: number; gone: number; vader: number; tarkin: number; troopers: number; crew: number };
  before(async () => {
    api = await openCcai();
    const { act, database, accountId } = api.desk;
    ids = await database.withAccount(accountId, async (tx) => {
      const menu = async (kind: 'ivr' | 'mobile' | 'web', name: string, more: object = {}) => (await createMenu(tx, act, { kind, name, ...more })).id;
      const star = await menu('ivr', 'Death Star', { outputMessage: 'You have reached the Death Star' });
      const venting = await menu('mobile', 'Death Star Venting System', { isHidden: true });
      const droids = await menu('mobile', 'Droid Repair', { languages: [{ lang: 'en' }] });
      const armour = await menu('mobile', 'Storm Trooper Armor');
      const polish = await menu('mobile', 'Armor Polishing Team', { parentId: armour, languages: [{ lang: 'de' }] });
      const gone = await menu('web', 'Gone');
      const [vader, tarkin, troopers] = [await createAgent(tx, act, { name: 'Darth Vader' }), await createAgent(tx, act, { name: 'Moff Wilhuff Tarkin' }), await createAgent(tx, act, { name: 'Trooper' })];
      const left = await createAgent(tx, act, { name: 'Left' });
      await tx.run(sql`UPDATE agents SET agent_number = '97', first_name = 'Anakin', last_name = 'Vader' WHERE account_id = ${accountId} AND id = ${vader.id}`);
      const crew = await createTeam(tx, act, { name: 'Storm Troopers' });
      await setTeamMembers(tx, act, crew.id, [troopers.id, left.id]);
      await deactivateAgent(tx, act, left.id);
      const english = await createQueue(tx, act, { kind: 'call', name: 'Star en', menuId: star });
      const italian = await createQueue(tx, act, { kind: 'call', name: 'Star it', menuId: star, lang: 'it' });
      await setAssignments(tx, act, english.id, [{ agentId: vader.id, teamId: null, level: 1 }, { agentId: null, teamId: crew.id, level: 2 }]);
      await setAssignments(tx, act, italian.id, [{ agentId: tarkin.id, teamId: null, level: 4 }]);
      const chats = await createQueue(tx, act, { kind: 'chat', name: 'Gone chats', menuId: gone });
      await setAssignments(tx, act, chats.id, [{ agentId: vader.id, teamId: null, level: 3 }]);
      await deleteMenu(tx, act, gone);
      return { star, venting, droids, polish, armour, gone, vader: vader.id, tarkin: tarkin.id, troopers: troopers.id, crew: crew.id };
    });
  });
  after(() => api.close());
  const idsOf = async (query: string): Promise<number[]> => {
    const answer = await api.ada.get(`/menus${query}`);
    assert.equal(answer.status, 200, `${query}: ${answer.body}`);
    return answer.json<{ id: number }[]>().map(({ id }) => id);
  };

  it('shows a menu with its assignments, field by field', async () => {
    const expected = {
      id: ids.star, name: 'Death Star', parent_id: null, position: 0, deleted: false, menu_type: 'ivr_menu', output_msg: 'You have reached the Death Star', hidden: false,
      agent_assignments: [
        { lang: 'en', queue_level: 'primary', channel_type: 'voice_call', assignee: { id: ids.vader, agent_number: '97', name: 'Darth Vader', last_name: 'Vader', first_name: 'Anakin', avatar_url: null } },
        { lang: 'it', queue_level: 'level_4', channel_type: 'voice_call', assignee: { id: ids.tarkin, agent_number: null, name: 'Moff Wilhuff Tarkin', last_name: 'Tarkin', first_name: 'Moff Wilhuff', avatar_url: null } },
      ],
      team_assignments: [{
        lang: 'en', queue_level: 'secondary', channel_type: 'voice_call',
        team: {
          id: ids.crew, name: 'Storm Troopers', parent_id: null, position: 0, agents_count: 1, deleted: false,
          assignees: [{ id: ids.troopers, agent_number: null, name: 'Trooper', last_name: null, first_name: 'Trooper', avatar_url: null }],
        },
      }],
    };
    assert.deepEqual((await api.ada.get(`/menus/${ids.star}`)).json(), expected);
    assert.deepEqual((await api.ada.get(`/menus?id[]=${ids.star}`)).json(), [expected]);
  });

  it('filters by every field, and by several at once', async () => {
    const { star, venting, droids, polish, armour, gone } = ids;
    const present = [star, venting, droids, armour, polish];
    assert.deepEqual(await idsOf(''), present);
    assert.deepEqual(await idsOf(`?id[]=${polish}&id[]=${star}`), [star, polish]);
    assert.deepEqual(await idsOf('?name[]=Droid Repair&name[]=nothing'), [droids]);
    assert.deepEqual(await idsOf(`?parent_id[]=${armour}`), [polish]);
    assert.deepEqual(await idsOf('?position[]=1&position[]=2'), [droids, armour]);
    assert.deepEqual(await idsOf('?menu_type[]=ivr_menu'), [star]);
    assert.deepEqual(await idsOf('?menu_type[]=Mobile Menu&hidden[]=false'), [droids, armour, polish]);
    assert.deepEqual(await idsOf('?hidden[]=true'), [venting]);
    assert.deepEqual(await idsOf('?hidden[]=true&hidden[]=false'), present);
    assert.deepEqual(await idsOf('?with_deleted=true'), [...present, gone]);
    assert.deepEqual(await idsOf('?with_deleted=false&id[]='), present);
  });

  it('sorts by every field that is one value, and pages with headers', async () => {
    const { star, venting, droids, polish, armour } = ids;
    assert.deepEqual(await idsOf('?sort_column=name&sort_direction=DESC'), [armour, droids, venting, star, polish]);
    assert.deepEqual(await idsOf('?sort_column=parent_id'), [polish, star, venting, droids, armour]);
    for (const column of ['id', 'position', 'deleted', 'menu_type', 'output_msg', 'hidden']) assert.equal((await idsOf(`?sort_column=${column}&sort_direction=desc`)).length, 5, column);
    const page = await api.ada.get('/menus?per=2&page=2&hidden[]=false');
    assert.deepEqual([page.json<{ id: number }[]>().map(({ id }) => id), page.headers['total'], page.headers['per-page']], [[armour, polish], '4', '2']);
    assert.match(page.headers['link']!, /<https:\/\/[^>]*hidden%5B%5D=false&page=1&per=2>; rel="first"/);
  });

  it('shows trees of a kind and in a language', async () => {
    const tree = async (query: string) => {
      interface Node { name: string; children: Node[] }
      const names = ({ name, children }: Node): unknown => (children.length === 0 ? name : [name, children.map(names)]);
      return (await api.ada.get(`/menus/tree${query}`)).json<Node[]>().map(names);
    };
    assert.deepEqual(await tree(''), ['Death Star', 'Death Star Venting System', 'Droid Repair', ['Storm Trooper Armor', ['Armor Polishing Team']]]);
    assert.deepEqual(await tree('?menu_type[]=ivr_menu'), ['Death Star']);
    assert.deepEqual(await tree('?menu_type[]=mobile_menu&lang[]=en'), ['Death Star Venting System', 'Droid Repair', 'Storm Trooper Armor']);
    assert.deepEqual(await tree('?menu_type[]=mobile_menu&lang[]=de'), ['Death Star Venting System', ['Storm Trooper Armor', ['Armor Polishing Team']]]);
    const [root] = (await api.ada.get('/menus/tree?menu_type[]=ivr_menu')).json<object[]>();
    assert.deepEqual(root, { id: ids.star, name: 'Death Star', parent_id: null, position: 0, deleted: false, menu_type: 'ivr_menu', output_msg: 'You have reached the Death Star', hidden: false, children: [] });
  });

  it('shows a deleted menu only where asked, with who worked it', async () => {
    assert.equal((await api.ada.get(`/menus/${ids.gone}`)).status, 404);
    const gone = (await api.ada.get(`/menus/${ids.gone}?with_deleted=true`)).json();
    assert.deepEqual([gone.deleted, gone.menu_type, gone.agent_assignments.map((one: { queue_level: string; channel_type: string }) => [one.queue_level, one.channel_type])], [true, 'web_menu', [['tertiary', 'chat']]]);
  });

  it('answers under the names of the prose, too', async () => {
    for (const [prose, path] of [['/menu', '/menus'], ['/menu/tree', '/menus/tree'], [`/menu/${ids.star}`, `/menus/${ids.star}`]]) assert.equal((await api.ada.get(prose!)).body, (await api.ada.get(path!)).body);
  });

  it('refuses what makes no sense with a 400 that names it, and knows nothing of other customers', async () => {
    for (const query of ['?page=0', '?per=201', '?id[]=x', '?menu_type[]=fax', '?hidden[]=maybe', '?with_deleted=perhaps', '?sort_column=agent_assignments', '?sort_direction=up', '?position[]=first']) {
      const { status, body } = await api.ada.get(`/menus${query}`);
      assert.deepEqual([status, body.includes(/\?(\w+)/.exec(query)![1]!)], [400, true], `${query}: ${body}`);
    }
    assert.match((await api.ada.get('/menus/tree?lang[]=Klingon')).body, /lang\[\] must be a language/);
    assert.deepEqual((await api.eve.get('/menus?with_deleted=true')).json(), []);
    const answers = await Promise.all([ids.star, 987_654].map((id) => api.eve.get(`/menus/${id}?with_deleted=true`)));
    assert.deepEqual([answers[0]!.status, answers[0]!.body], [404, answers[1]!.body]);
    const reader = await api.only('people.read');
    for (const path of ['/menus', '/menus/tree', `/menus/${ids.star}`]) assert.equal((await reader.get(path)).status, 403, path);
    assert.equal((await (await api.only('queues.read')).get('/menus')).status, 200);
    const eveAct = systemAct(api.otherAccountId, api.desk.act.now, 'test');
    await api.desk.database.withAccount(api.otherAccountId, (tx) => createMenu(tx, eveAct, { kind: 'ivr', name: 'Rebels' }));
    assert.equal((await idsOf('')).length, 5);
  });
});
