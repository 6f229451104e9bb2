import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { InteractionAct } from '#core/interactions/index.ts';
import { sql } from '#storage/index.ts';
import { furnishQueues } from '#testkit/interactions/furnish-queues.ts';
import { liveThrough, showInteractions } from '#testkit/interactions/live-through.ts';
import { inOrder } from '../../testing/in-order.ts';
import { openCcai, type Ccai } from '../../testing/open-ccai.ts';

const stay = (queueId: number): Extract<InteractionAct, { type: 'enqueue' }>['stay'] => ({ queueId, menuPathId: queueId, lang: 'en', serviceLevel: { targetSeconds: 20, targetPercent: 90, abandonSeconds: 5 } });
const at = (minute: number): string => `2024-05-06T13:${String(minute).padStart(2, '0')}:00.000Z`;

describe('chats, and the service levels of menus and queue groups', () => {
  let api: Ccai;
  const ids: Record<string, number> = {};
  const list = async (query = '') => (await api.ada.get(`/chats${query}`)).json<any[]>(); // oxlint-disable-line typescript/no-explicit-any -- the wire
  before(async () => {
    api = await openCcai();
    await furnishQueues(api.desk, 'chat');
    const live = async (name: string, ...args: [string, Parameters<typeof liveThrough>[2], Parameters<typeof liveThrough>[3]]) => { ids[name] = (await liveThrough(api.desk, ...args)).id; };
    await live('rich', at(10), { kind: 'chat', direction: 'in', entry: 'app', lang: 'en' }, [
      [1, { type: 'bot-takes', botName: 'D2-R2', menuPathId: 1, lang: 'en', queueId: 1 }],
      [2, { type: 'message', by: 'customer' }], [5, { type: 'message', by: 'bot' }], [6, { type: 'message', by: 'customer' }], [7, { type: 'message', by: 'bot', isFallback: true }],
      [10, { type: 'bot-escalates', reason: 'by_end_user_message' }], [10, { type: 'enqueue', stay: stay(1) }],
      [12, { type: 'message', by: 'customer' }],
      [22, { type: 'assign', agentId: 1, answerMode: 'manual' }],
      [30, { type: 'message', by: 'agent', agentId: 1 }], [31, { type: 'message', by: 'agent', agentId: 1 }], [40, { type: 'message', by: 'customer' }], [45, { type: 'message', by: 'customer' }], [60, { type: 'message', by: 'agent', agentId: 1 }],
      [70, { type: 'end', by: 'agent', wrapUp: true }], [75, { type: 'wrap-up-ends', agentId: 1 }], [80, { type: 'rate', rating: 2 }],
    ]);
    await live('left', at(20), { kind: 'chat', direction: 'in', entry: 'web', lang: 'en' }, [[0, { type: 'enqueue', stay: stay(1) }], [3, { type: 'end', by: 'customer', wrapUp: false }]]);
    await live('silent', at(30), { kind: 'chat', direction: 'in', entry: 'sms', lang: 'en' }, [[0, { type: 'enqueue', stay: stay(2) }], [60, { type: 'assign', agentId: 2, answerMode: 'auto' }], [600, { type: 'end', by: 'system', failReason: 'no-response', wrapUp: false }]]);
    await live('loose', at(40), { kind: 'chat', direction: 'in', entry: 'web', lang: 'en' }, [[0, { type: 'enqueue', stay: { ...stay(3), menuPathId: null } }], [5, { type: 'assign', agentId: 2, answerMode: 'auto' }]]);
    await showInteractions(api.desk.database);
  });
  after(() => api.close());

  it('have every field of the document, their answers counted for agents and for the virtual agent', async () => {
    const [chat] = await list(`?id[]=${ids['rich']}`);
    assert.deepEqual(Object.keys(chat).sort(), [
      'agent_info', 'assigned_at', 'average_response_time', 'chat_duration', 'chat_type', 'consumer_event_durations', 'consumer_handle_durations', 'created_at', 'end_user', 'ends_at', 'fail_reason', 'first_msg_sent_at', 'handle_durations',
      'has_feedback', 'id', 'lang', 'last_msg_sent_at', 'longest_response_time', 'menu_path', 'message_count', 'offer_events', 'offer_type', 'out_ticket_id', 'out_ticket_url', 'participants', 'photos', 'queue_duration', 'queue_durations',
      'rating', 'selected_menu', 'status', 'transfers', 'updated_at', 'verified', 'videos', 'virtual_agent', 'virtual_agent_deflected_escalations', 'virtual_agent_handle_durations', 'wait_duration',
    ]);
    assert.deepEqual([chat.chat_type, chat.status, chat.first_msg_sent_at, chat.last_msg_sent_at, chat.message_count, chat.queue_duration, chat.chat_duration, chat.rating, chat.fail_reason], ['Messaging Inbound (App Chat)', 'finished', '2024-05-06T13:10:02.000Z', '2024-05-06T13:11:00.000Z', 10, 12, 48, 2, null]);
    // Asked at 12, taken at 22, answered at 30: 8 seconds of the agent's. Asked at 40, answered at 60: 20.
    assert.deepEqual([chat.average_response_time, chat.longest_response_time], [14, 20]);
    const [handle] = chat.handle_durations;
    assert.deepEqual([handle.chat_duration, handle.acw_duration, handle.response_count, handle.response_time_total, handle.response_time_max, handle.response_time_avg, handle.assigned_connection_duration, handle.wait_duration], [48, 5, 2, 28, 20, 14, 0, 12]);
    const [consumer] = chat.consumer_handle_durations;
    assert.deepEqual([consumer.chat_duration, consumer.message_count, consumer.response_count, consumer.response_time_total], [48, 5, 2, 28]);
    const [bot] = chat.virtual_agent_handle_durations;
    assert.deepEqual([bot.chat_duration, bot.response_count, bot.response_time_total, bot.response_time_max, bot.response_time_avg, bot.fallback_response_count, bot.escalation_reason], [9, 2, 4, 3, 2, 1, 'by_end_user_message']);
    assert.deepEqual(chat.participants.map((each: any) => [each.type, each.call_id === chat.id]), [['end_user', true], ['virtual_agent', true], ['agent', true]]); // oxlint-disable-line typescript/no-explicit-any -- the wire
  });

  it('are filtered by everything that the document names, words in both spellings', async () => {
    const cases: Record<string, string[]> = {
      '': ['rich', 'left', 'silent', 'loose'], '?chat_status[]=no_response': ['silent'], '?chat_status[]=canceled': ['left'], '?chat_status[]=Cancelled': ['left'], '?chat_status[]=assigned': ['loose'], '?chat_fail_reason[]=no_response': ['silent'],
      '?chat_fail_reason[]=nothing': ['rich', 'left', 'loose'], '?chat_type[]=Messaging (SMS)': ['silent'], '?chat_type[]=in-app': ['rich'], '?chat_type[]=Messaging Inbound (Web Chat)': ['left', 'loose'], '?message_count[from]=1': ['rich'],
      '?average_response_time[from]=14&average_response_time[to]=14': ['rich'], '?longest_response_time[from]=21': [], '?wait_duration[from]=60': ['silent'], '?chat_duration[from]=48&chat_duration[to]=48': ['rich'],
      '?first_msg_sent_at[from]=2024-05-06T13:10:02Z': ['rich'], '?last_msg_sent_at[from]=2024-05-06T13:12Z': [], '?assigned_at[from]=2024-05-06T13:31Z': ['silent', 'loose'], '?ends_at[to]=2024-05-06T13:15Z': ['rich'], '?rating[from]=1': ['rich'],
    };
    for (const [query, expected] of Object.entries(cases)) assert.deepEqual((await list(query.replaceAll(' ', '%20'))).map((row) => Object.keys(ids).find((name) => ids[name] === row.id)), expected, query);
    for (const query of ['chat_status[]=connected', 'chat_type[]=fax', 'sort_column=participants', 'message_count[from]=few']) assert.equal((await api.ada.get(`/chats?${query}`)).status, 400, query);
  });

  it('are sorted by each of their fields that is one value, in the order of what is shown', async () => {
    const [first] = await list();
    for (const name of Object.keys(first).filter((each) => first[each] === null || typeof first[each] !== 'object').concat('fail_reason')) {
      for (const direction of ['asc', 'desc']) {
        const answer = await list(`?sort_column=${name}&sort_direction=${direction}`);
        if (['selected_menu', 'menu_path', 'agent_info', 'end_user', 'virtual_agent'].includes(name)) continue;
        const shown = answer.map((row) => row[name]);
        assert.deepEqual(shown, inOrder(shown, direction), `${name} ${direction}`);
      }
    }
  });

  it('the service level of a path counts what was judged in the time, of a group its queues together, null where nothing was', async () => {
    const get = async (path: string) => (await api.ada.get(path)).json();
    // The clock stands at 14:00. Queue 1: one in time, one excluded; queue 2: one too late; queue 3 has no path.
    assert.deepEqual(await get('/menus/sla?channel=chat&minutes=60'), [
      { menu_path_id: 1, lang: 'en', menu_path: 'Support/Menu 1', sla: 100 }, { menu_path_id: 2, lang: 'en', menu_path: 'Support/Menu 2', sla: 0 },
    ]);
    assert.deepEqual(await get('/menus/sla?channel=chat&minutes=35'), [
      { menu_path_id: 1, lang: 'en', menu_path: 'Support/Menu 1', sla: null }, { menu_path_id: 2, lang: 'en', menu_path: 'Support/Menu 2', sla: 0 },
    ]);
    assert.deepEqual(await get('/menus/sla_by_queue_groups?channel=chat&minutes=60'), [{ queue_group_id: 1, queue_group_name: 'Group 1', sla: 50 }, { queue_group_id: 2, queue_group_name: 'Group 2', sla: null }]);
    assert.deepEqual(await get('/menu/sla_by_queue_group?channel=Chat&minutes=60'), await get('/menus/sla_by_queue_groups?channel=chat&minutes=60'));
    assert.deepEqual(await get('/menus/sla?channel=call&minutes=60'), []);
    for (const query of ['', '?channel=chat', '?minutes=5', '?channel=mail&minutes=5', '?channel=chat&minutes=0', '?channel=chat&minutes=soon']) {
      for (const path of ['/menus/sla', '/menus/sla_by_queue_groups']) assert.equal((await api.ada.get(path + query)).status, 400, path + query);
    }
    assert.deepEqual((await api.eve.get('/menus/sla_by_queue_groups?channel=chat&minutes=60')).json(), []);
  });

  it('a path whose queue was deleted meanwhile keeps what was judged in the time', async () => {
    const shown = async (minutes: number) => (await api.ada.get(`/menus/sla?channel=chat&minutes=${minutes}`)).json<{ menu_path_id: number; sla: number | null }[]>().map(({ menu_path_id: id, sla }) => [id, sla]);
    await api.desk.database.withAccount(api.accountId, (tx) => tx.run(sql`UPDATE queues SET deleted_at = now() WHERE account_id = ${api.accountId} AND id = 2`));
    assert.deepEqual(await shown(60), [[1, 100], [2, 0]]);
    assert.deepEqual(await shown(5), [[1, null]]);
  });
});
