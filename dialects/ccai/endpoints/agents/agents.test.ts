import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { addAgentWithLogin, changeAgentCard, createAgent, createTeam, deactivateAgent, deleteTeam, setTeamMembers } from '#core/people/index.ts';
import { createStatus, recordMoments, type AgentMoment } from '#core/presence/index.ts';
import { createMenu, createQueue, setAssignments } from '#core/queues/index.ts';
import { keepDevice, setAgentStatus } from '#core/routing/index.ts';
import type { Tx } from '#storage/index.ts';
import { liveThrough } from '#testkit/interactions/live-through.ts';
import { inOrder } from '../../testing/in-order.ts';
import { openCcai, type Ccai } from '../../testing/open-ccai.ts';

/** Agents, their status, their log and their teams, as the document shows them. The people are those of its examples. */
describe('agents, activity logs and teams of ccai', () => {
  let api: Ccai;
  let ids: { craig: number; darth: number; barry: number; team: number; inner: number; empty: number; gone: number; menu: number; queue: number; own: number };
  const at = (seconds: number): string => new Date(Date.parse('2024-05-06T13:00:00.000Z') + seconds * 1000).toISOString();
  const act = (seconds = 0): Act => systemAct(api.accountId, at(seconds), 'test');
  const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => api.desk.database.withAccount(api.accountId, work);
  const idsOf = async (path: string): Promise<number[]> => {
    const answer = await api.ada.get(path);
    assert.equal(answer.status, 200, `${path}: ${answer.body}`);
    return answer.json<{ id: number }[]>().map(({ id }) => id);
  };
  /** A call that craig has put on hold; since when. */
  const furnishHold = async (): Promise<string> => {
    const since = '2024-05-06T13:59:20.000Z';
    await liveThrough(api.desk, '2024-05-06T13:59:00.000Z', { kind: 'call', direction: 'in', entry: 'ivr', lang: 'en' }, [
      [1, { type: 'enqueue', stay: { queueId: ids.queue, menuPathId: null, lang: 'en', serviceLevel: { targetSeconds: 20, targetPercent: 90, abandonSeconds: 5 } } }],
      [5, { type: 'assign', agentId: ids.craig, answerMode: 'manual' }], [7, { type: 'connected' }], [20, { type: 'hold', agentId: ids.craig }],
    ]);
    return since;
  };
  const refused = async (path: string): Promise<string> => {
    const answer = await api.ada.get(path);
    assert.equal(answer.status, 400, path);
    return answer.json().message;
  };

  before(async () => {
    api = await openCcai();
    ids = await within(async (tx) => {
      const craig = (await createAgent(tx, act(), { name: 'Craig T Nelson', addresses: ['craigt@nelson.com'] })).id;
      const darth = (await createAgent(tx, act(), { name: 'Vader' })).id;
      const barry = (await createAgent(tx, act(), { name: 'Barry Allen' })).id;
      const left = (await createAgent(tx, act(), { name: 'Left' })).id;
      await changeAgentCard(tx, act(), darth, { firstName: 'Anakin', middleName: 'A', lastName: 'Skywalker', agentNumber: '77', location: 'Death Star', avatarUrl: 'https://pictures.example/vader.png' });
      await deactivateAgent(tx, act(), left);
      const team = (await createTeam(tx, act(), { name: 'team CTN', position: 11 })).id;
      const inner = (await createTeam(tx, act(), { name: 'inner', parentId: team, position: 2 })).id;
      const empty = (await createTeam(tx, act(), { name: 'empty', position: 1 })).id;
      const gone = (await createTeam(tx, act(), { name: 'gone' })).id;
      await setTeamMembers(tx, act(), team, [craig, darth, left]);
      await setTeamMembers(tx, act(), inner, [darth]);
      await deleteTeam(tx, act(), gone);
      const menu = (await createMenu(tx, act(), { kind: 'mobile', name: 'Mobile Queue' })).id;
      let queue = 0;
      for (const lang of ['en', 'de']) {
        queue = (await createQueue(tx, act(), { kind: 'call', name: lang, menuId: menu, lang })).id;
        await setAssignments(tx, act(), queue, [{ agentId: craig, teamId: null, level: 1 }]);
      }
      const own = (await createStatus(tx, act(), { name: 'Meal', color: 'green', wfmId: 45 })).id;
      return { craig, darth, barry, team, inner, empty, gone, menu, queue, own };
    });
    await keepDevice(within, act(10), { agentId: ids.craig, device: 'phone', kind: 'softphone' });
    await setAgentStatus(within, act(20), { agentId: ids.craig, statusId: 0 });
    await setAgentStatus(within, act(50), { agentId: ids.craig, statusId: ids.own });
  });
  after(() => api.close());

  it('an agent has every field of the document, in its order and types', async () => {
    const [craig] = (await api.ada.get(`/agents?id[]=${ids.craig}`)).json();
    assert.deepEqual(Object.entries(craig), Object.entries({
      id: ids.craig, email: 'craigt@nelson.com', roles: ['agent'], first_name: 'Craig T', middle_name: null, last_name: 'Nelson', avatar_url: null, agent_number: null, crm_authenticated: false,
      status: { id: ids.own, name: 'Meal', color: 'green', wfm_id: 45 }, online: true, wrap_up: false, call_count: 0, chat_count: 0, location: null,
      created_at: at(0), last_login_time: at(10), status_updated_at: at(50),
      teams: [{ id: ids.team, name: 'team CTN', parent_id: null, position: 11, agents_count: 2, deleted: false }],
      channels: [{ channel_type: 'voice_call', menu: { id: ids.menu, name: 'Mobile Queue', parent_id: null, position: 0, deleted: false, menu_type: 'mobile_menu', output_msg: null, hidden: false } }],
    }));
    const [darth] = (await api.ada.get(`/agents?id[]=${ids.darth}`)).json();
    assert.deepEqual([darth.first_name, darth.middle_name, darth.last_name, darth.avatar_url, darth.agent_number, darth.location, darth.email], ['Anakin', 'A', 'Skywalker', 'https://pictures.example/vader.png', '77', 'Death Star', null]);
    assert.deepEqual([darth.status, darth.online, darth.last_login_time, darth.status_updated_at], [{ id: -10, name: 'Offline', color: 'grey', wfm_id: 36 }, false, null, null]);
  });

  it('agents: every filter, every column of sorting, pages with their headers', async () => {
    const { craig, darth, barry } = ids;
    const cases: readonly [string, number[]][] = [
      ['', [craig, darth, barry]], [`id[]=${darth}&id[]=${barry}`, [darth, barry]], ['agent_number[]=77', [darth]], [`status_id[]=${ids.own}`, [craig]], ['status_id[]=-10', [darth, barry]],
      ['online[]=true', [craig]], ['call_count[from]=1', []], ['chat_count[to]=0&call_count[to]=null', [craig, darth, barry]], [`status_updated_at[from]=${at(50).replace('Z', ' 00:00')}`, [craig]], ['online=0', [darth, barry]], ['online[]=true&online[]=FALSE', [craig, darth, barry]], ['wrap_up[]=true', []], ['location[]=Death Star', [darth]], ['location[]=death star', []],
      [`last_login_time[from]=${at(10)}`, [craig]], [`last_login_time[from]=${at(11)}`, []], ['last_login_time[to]=2024-05-07', [craig]], [`status_updated_at[from]=${at(50)}&status_updated_at[to]=${at(50)}`, [craig]], [`status_updated_at[to]=${at(49)}`, []],
      ['sort_column=agent_number', [darth, craig, barry]], ['sort_column=first_name', [darth, barry, craig]], ['sort_column=last_name&sort_direction=desc', [darth, craig, barry]], ['sort_column=id&sort_direction=DESC', [barry, darth, craig]], ['page=&per=&id[]=', [craig, darth, barry]],
    ];
    for (const [query, expected] of cases) assert.deepEqual(await idsOf(`/agents?${encodeURI(query)}`), expected, query);
    const [first] = (await api.ada.get('/agents')).json();
    for (const [column, value] of Object.entries(first)) {
      const { status } = await api.ada.get(`/agents?sort_column=${column}`);
      assert.equal(status, value !== null && typeof value === 'object' ? 400 : 200, `sorting by ${column}`);
    }
    const page = await api.ada.get('/agents?per=1&page=2&sort_column=id');
    assert.deepEqual([page.json()[0].id, page.headers['total'], page.headers['per-page']], [darth, '3', '1']);
    const url = (number: number) => `https://desk.example/manager/api/v1/agents?sort_column=id&page=${number}&per=1`;
    assert.equal(page.headers['link'], `<${url(3)}>; rel="next", <${url(1)}>; rel="first", <${url(1)}>; rel="prev", <${url(3)}>; rel="last"`);
    assert.doesNotMatch((await api.ada.get('/agents')).headers['link']!, /next|prev/);
    assert.deepEqual([(await api.ada.get('/agents?page=9&per=1')).body, (await api.ada.get('/agents?page=9&per=1')).headers['total']], ['[]', '3']);
  });

  it('parameters that make no sense are a 400 that names them', async () => {
    assert.equal(await refused('/agents?id[]=x'), 'id[] must be a whole number.');
    assert.equal(await refused('/agents?per=201'), 'per must be at most 200.');
    assert.equal(await refused('/agents?page=0'), 'page must be at least 1.');
    assert.equal(await refused('/agents?online[]=perhaps'), 'online[] must be true or false.');
    assert.equal(await refused('/agents?last_login_time[from]=yesterday'), 'last_login_time[from] must be a time in UTC such as 2024-05-06T12:00:00Z, or a date.');
    assert.equal(await refused('/agents?last_login_time=2024-05-06'), 'last_login_time must be a range (name[from]=, name[to]=).');
    assert.equal(await refused('/agents?last_login_time[after]=2024-05-06'), 'last_login_time has [from] and [to], nothing else.');
    assert.match(await refused('/agents?sort_column=status'), /^sort_column must be one of id, email, /);
    assert.equal(await refused('/agents?sort_direction=up'), 'sort_direction must be one of asc, desc.');
    assert.match(await refused('/agent_activity_logs?activity[]=slept'), /^activity\[\] must be one of login, logout, /);
    assert.equal(await refused('/agent_activity_logs?duration[from]=long'), 'duration[from] must be a number.');
    assert.equal((await api.ada.get('/agents?unheard_of=1')).status, 200, 'what the document does not know is ignored');
  });

  it('current_status lists who is logged in, no others', async () => {
    assert.deepEqual((await api.ada.get('/agents/current_status')).json(), [
      { id: ids.craig, status: 'Meal', status_id: ids.own, status_updated_at: at(50), on_hold: false, on_hold_duration: 0 },
    ]);
  });

  it('current_status says who has a customer on hold, and since when', async () => {
    const talking = await furnishHold();
    const line = async () => (await api.ada.get('/agents/current_status')).json<{ id: number; on_hold: boolean; on_hold_duration: number }[]>().find(({ id }) => id === ids.craig)!;
    assert.deepEqual([(await line()).on_hold, (await line()).on_hold_duration], [true, Math.floor(api.clock.nowMs() / 1000) - Date.parse(talking) / 1000]);
  });

  it('a stay in a status has its duration, and the log is found by every filter', async () => {
    const logs = (await api.ada.get('/agent_activity_logs')).json();
    assert.deepEqual(logs.map((line: { activity: string; status: { id: number }; duration: number; ended_at: string | null }) => [line.activity, line.status.id, line.duration, line.ended_at]), [
      ['user_status_changed', -10, 0, at(10)], ['login', -10, 0, null], ['user_status_changed', -1, 10, at(20)], ['user_status_changed', 0, 30, at(50)], ['user_status_changed', ids.own, 0, null],
    ]);
    assert.deepEqual(Object.entries(logs[2]), Object.entries({
      id: logs[2].id, agent_id: ids.craig, status: { id: -1, name: 'Unavailable', color: 'red', wfm_id: 12 }, started_at: at(10), ended_at: at(20), duration: 10, call_id: null, chat_id: null, activity: 'user_status_changed', whodunnit: null,
    }));
    const all = logs.map(({ id }: { id: number }) => id) as number[];
    const cases: readonly [string, number[]][] = [
      ['activity[]=login', [all[1]!]], ['activity[]=Login&activity[]=logout', [all[1]!]], [`agent_id[]=${ids.darth}`, []], [`agent_id=${ids.craig}`, all], [`id[]=${all[3]}`, [all[3]!]], ['duration[from]=30', [all[3]!]], ['duration[from]=1&duration[to]=29.5', [all[2]!]],
      [`started_at[from]=${at(50)}`, [all[4]!]], [`started_at[to]=${at(10)}`, [all[0]!, all[1]!, all[2]!]], [`started_at[to]=${at(9)}`, []], [`ended_at[from]=${at(20)}`, [all[2]!, all[3]!]], [`ended_at[to]=${at(19)}`, [all[0]!]], [`whodunnit_id[]=${ids.craig}`, []], ['call_id[]=1', []], ['chat_id[]=1', []],
      ['sort_column=duration&sort_direction=desc&per=2', [all[3]!, all[2]!]], ['sort_column=ended_at&activity[]=user_status_changed', [all[0]!, all[2]!, all[3]!, all[4]!]],
    ];
    for (const [query, expected] of cases) assert.deepEqual(await idsOf(`/agent_activity_logs?${query}`), expected, query);
    for (const [column, value] of Object.entries(logs[2])) assert.equal((await api.ada.get(`/agent_activity_logs?sort_column=${column}`)).status, ['status', 'whodunnit'].includes(column) ? 400 : 200, `${column} ${String(value)}`);
  });

  it('every activity of the document is what some moment at a desk gives, and a filter finds it', async () => {
    const moment = (activity: AgentMoment['activity'], kind: 'call' | 'chat', mode: AgentMoment['mode']): AgentMoment => ({ agentId: ids.barry, activity, kind, mode, interactionId: kind === 'call' ? 501 : 502 });
    const told: readonly [string | null, AgentMoment][] = [
      ['call_outbound_dialing', moment('dialled', 'call', null)],
      ...(['deltacast', 'multicast'] as const).flatMap((mode): [string, AgentMoment][] => [
        [`${mode}_call_notification_offered`, moment('offered', 'call', mode)], [`${mode}_call_pick_up_attempt`, moment('attempted', 'call', mode)], [`${mode}_call_picked_up`, moment('picked-up', 'call', mode)],
      ]),
      ['deltacast_call_projected', moment('rejected', 'call', 'deltacast')], ['deltacast_call_missed', moment('missed', 'call', 'deltacast')], ['deltacast_call_bounced', moment('bounced', 'call', 'deltacast')],
      ['call_notification_offered', moment('offered', 'call', 'direct')], ['call_pick_up_attempt', moment('attempted', 'call', 'direct')], ['call_picked_up', moment('picked-up', 'call', 'direct')],
      ['multicast_call_notification_offered', moment('offered', 'call', 'cascade')],
      ['chat_notification_offered', moment('offered', 'chat', 'deltacast')], ['chat_pick_up_attempt', moment('attempted', 'chat', 'multicast')], ['chat_picked_up', moment('picked-up', 'chat', 'deltacast')],
      [null, moment('withdrawn', 'call', 'multicast')], [null, moment('missed', 'chat', 'deltacast')],
    ];
    await within((tx) => recordMoments(tx, act(60), told.map(([, one]) => one)));
    const lines = (await api.ada.get(`/agent_activity_logs?agent_id[]=${ids.barry}`)).json();
    assert.deepEqual(lines.map(({ activity }: { activity: string }) => activity), told.flatMap(([word]) => word ?? []));
    assert.deepEqual(new Set(lines.map((line: { call_id: number | null; chat_id: number | null }) => `${line.call_id} ${line.chat_id}`)), new Set(['501 null', 'null 502']));
    for (const word of new Set(told.flatMap(([one]) => one ?? []))) {
      const found = (await api.ada.get(`/agent_activity_logs?agent_id[]=${ids.barry}&activity[]=${word}`)).json().map(({ activity }: { activity: string }) => activity);
      assert.ok(found.includes(word), word);
      assert.deepEqual(new Set(found), new Set([word]));
    }
    for (const direction of ['asc', 'desc']) {
      const sorted = (await api.ada.get(`/agent_activity_logs?sort_column=activity&sort_direction=${direction}`)).json().map(({ activity }: { activity: string }) => activity);
      assert.deepEqual(sorted, inOrder(sorted, direction), direction);
    }
    assert.equal((await idsOf(`/agent_activity_logs?call_id[]=501`)).length + (await idsOf('/agent_activity_logs?chat_id[]=502')).length, lines.length);
  });

  it('whodunnit says who changed another\'s status', async () => {
    const eve = (await within((tx) => createAgent(tx, act(), { name: 'Ada Boss', userId: api.desk.userId }))).id;
    await setAgentStatus(within, { ...act(70), actor: { kind: 'user', id: api.desk.userId, permissions: 'all' } }, { agentId: ids.craig, statusId: -3 });
    const [line] = (await api.ada.get(`/agent_activity_logs?whodunnit_id[]=${eve}`)).json();
    assert.deepEqual([line.status.name, line.whodunnit], ['Special Task', { id: eve, agent_number: null, name: 'Ada Boss', last_name: 'Boss', first_name: 'Ada', avatar_url: null }]);
    assert.deepEqual((await api.ada.get(`/agents?id[]=${eve}`)).json()[0].roles, ['admin', 'agent']);
  });

  it('teams: the list with its members, one, the tree, and those that were deleted', async () => {
    const { team, inner, empty, gone, craig, darth } = ids;
    const [first] = (await api.ada.get('/teams')).json();
    assert.deepEqual(Object.entries(first), Object.entries({
      id: team, name: 'team CTN', parent_id: null, position: 11, agents_count: 2, deleted: false, assignees: [
        { id: craig, agent_number: null, name: 'Craig T Nelson', last_name: 'Nelson', first_name: 'Craig T', avatar_url: null },
        { id: darth, agent_number: '77', name: 'Vader', last_name: 'Skywalker', first_name: 'Anakin', avatar_url: 'https://pictures.example/vader.png' },
      ],
    }));
    assert.deepEqual((await api.ada.get(`/teams/${team}`)).json(), first);
    const cases: readonly [string, number[]][] = [
      ['', [team, inner, empty]], ['with_deleted=true', [team, inner, empty, gone]], ['with_deleted=0', [team, inner, empty]], ['agents_count[from]=1', [team, inner]], ['agents_count[from]=1&agents_count[to]=1', [inner]], [`id[]=${inner}`, [inner]],
      ['name[]=empty&name[]=inner', [inner, empty]], [`parent_id[]=${team}`, [inner]], ['position[]=11&position[]=1', [team, empty]], ['sort_column=position', [empty, inner, team]], ['sort_column=parent_id', [inner, team, empty]], ['sort_column=agents_count&sort_direction=DESC', [team, inner, empty]],
      ['sort_column=name', [empty, inner, team]], ['sort_column=deleted&sort_direction=desc&with_deleted=1', [gone, team, inner, empty]],
    ];
    for (const [query, expected] of cases) assert.deepEqual(await idsOf(`/teams?${encodeURI(query)}`), expected, query);
    assert.deepEqual((await api.ada.get('/teams/tree')).json(), [
      { id: empty, name: 'empty', parent_id: null, position: 1, agents_count: 0, deleted: false, children: [] },
      { id: team, name: 'team CTN', parent_id: null, position: 11, agents_count: 2, deleted: false, children: [{ id: inner, name: 'inner', parent_id: team, position: 2, agents_count: 1, deleted: false, children: [] }] },
    ]);
    assert.deepEqual([(await api.ada.get(`/teams/${gone}`)).status, (await api.ada.get(`/teams/${gone}?with_deleted=true`)).json().deleted], [404, true]);
    assert.deepEqual([(await api.ada.get('/teams/x')).status, (await api.ada.get('/teams/999999')).status, (await api.ada.get(`/teams/${team}?with_deleted=maybe`)).status], [404, 404, 400]);
  });

  it('another customer sees none of it, and a token that may not read people nothing', async () => {
    for (const path of [`/agents?id[]=${ids.craig}`, '/agents/current_status', '/agent_activity_logs', '/teams', '/teams/tree']) assert.equal((await api.eve.get(path)).body, '[]', path);
    assert.equal((await api.eve.get(`/teams/${ids.team}`)).body, (await api.eve.get('/teams/999999')).body);
    const narrow = await api.only('reports.read');
    for (const path of ['/agents', '/agents/current_status', '/agent_activity_logs', '/teams', '/teams/tree', `/teams/${ids.team}`, '/user_statuses']) assert.equal((await narrow.get(path)).status, 403, path);
  });

  it('stays add up to the time from the first to the last, whatever the milliseconds were', async () => {
    const who = (await within((tx) => createAgent(tx, act(), { name: 'Obi Wan' }))).id;
    const said = [100.9, 102.1, 103.05, 109.8];
    for (const [nth, second] of said.entries()) await setAgentStatus(within, act(second), { agentId: who, statusId: nth % 2 === 0 ? 0 : -2 });
    const stays = (await api.ada.get(`/agent_activity_logs?agent_id[]=${who}&activity[]=user_status_changed`)).json<{ duration: number; ended_at: string | null }[]>().filter(({ ended_at: ended }) => ended !== null);
    assert.deepEqual(stays.map(({ duration }) => duration), [0, 2, 1, 6]);
  });

  it('who may only read has no role', async () => {
    await within((tx) => addAgentWithLogin(tx, act(), { name: 'Looks On', email: 'looks@on.test', role: 'read-only' }));
    assert.deepEqual((await api.ada.get('/agents?per=200')).json<{ email: string | null; roles: string[] }[]>().find(({ email }) => email === 'looks@on.test')?.roles, []);
  });

  it('user_statuses are the document\'s, in its order', async () => {
    assert.deepEqual((await api.ada.get('/user_statuses')).json(), [
      { id: 0, name: 'Available', color: 'green', wfm_id: 11 }, { id: -1, name: 'Unavailable', color: 'red', wfm_id: 12 }, { id: -2, name: 'Break', color: 'yellow', wfm_id: 29 },
      { id: -3, name: 'Special Task', color: 'pink', wfm_id: 30 }, { id: -4, name: 'Meal', color: 'brown', wfm_id: 31 }, { id: -5, name: 'Missed Call', color: 'blue_grey', wfm_id: 32 },
      { id: -6, name: 'Wrap-up', color: 'purple', wfm_id: 33 }, { id: -7, name: 'In-call', color: 'light_blue', wfm_id: 34 }, { id: -8, name: 'In-chat', color: 'indigo', wfm_id: 35 },
      { id: -10, name: 'Offline', color: 'grey', wfm_id: 36 }, { id: ids.own, name: 'Meal', color: 'green', wfm_id: 45 },
    ]);
  });
});
