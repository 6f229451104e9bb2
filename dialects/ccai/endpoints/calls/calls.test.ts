import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from '#storage/index.ts';
import type { InteractionAct } from '#core/interactions/index.ts';
import { furnishQueues } from '#testkit/interactions/furnish-queues.ts';
import { liveThrough, showInteractions } from '#testkit/interactions/live-through.ts';
import { inOrder } from '../../testing/in-order.ts';
import { openCcai, type Ccai } from '../../testing/open-ccai.ts';

const stay = (queueId: number, menuPathId: number | null = queueId): Extract<InteractionAct, { type: 'enqueue' }>['stay'] => ({ queueId, menuPathId, lang: 'en', serviceLevel: { targetSeconds: 20, targetPercent: 90, abandonSeconds: 5 } });
const t0 = '2024-05-06T13:00:00.000Z';

describe('calls', () => {
  let api: Ccai;
  const ids: Record<string, number> = {};
  const list = async (query = '') => (await api.ada.get(`/calls${query}`)).json<any[]>(); // oxlint-disable-line typescript/no-explicit-any -- the wire
  const one = async (name: string) => (await list(`?id[]=${ids[name]}`))[0];
  before(async () => {
    api = await openCcai();
    await furnishQueues(api.desk);
    const live = async (name: string, ...args: [string, Parameters<typeof liveThrough>[2], Parameters<typeof liveThrough>[3]]) => { ids[name] = (await liveThrough(api.desk, ...args)).id; };
    await live('rich', t0, { kind: 'call', direction: 'in', entry: 'ivr', lang: 'en', phone: '+4930111222', supportNumber: '+4930999', provider: 'sip' }, [
      [2, { type: 'menu', menuId: 1, menuPathId: 1 }],
      [8, { type: 'bot-takes', botName: 'D2-R2', menuPathId: 1, lang: 'en', queueId: 1 }],
      [19, { type: 'bot-escalates', reason: 'by_end_user_message', sentiment: 85, fallbackCount: 1 }],
      [19, { type: 'enqueue', stay: stay(1) }],
      [19, { type: 'cast', mode: 'cascade', group: 1 }],
      [31, { type: 'assign', agentId: 1, answerMode: 'manual', beforeWorkSeconds: 3 }],
      [34, { type: 'connecting' }],
      [36, { type: 'connected' }],
      [36, { type: 'recording-starts', providerRef: 'CF50ec', permission: 'granted' }],
      [40, { type: 'hold', agentId: 1 }],
      [47, { type: 'resume', agentId: 1 }],
      [50, { type: 'redaction-starts', agentId: 1 }],
      [52, { type: 'redaction-ends', agentId: 1 }],
      [55, { type: 'event-starts', event: 'payment' }],
      [65, { type: 'event-ends', outcome: 'finished' }],
      [70, { type: 'transfer', kind: 'cold', byAgentId: 1, to: { stay: stay(2) } }],
      [95, { type: 'assign', agentId: 2, answerMode: 'auto' }],
      [97, { type: 'connected' }],
      [110, { type: 'wrap-up-ends', agentId: 1 }],
      [120, { type: 'event-starts', event: 'csat' }],
      [124, { type: 'event-ends', outcome: 'finished' }],
      [124, { type: 'rate', rating: 4, feedback: 'Fine.' }],
      [130, { type: 'dispose', agentId: 1, code: 'Product question' }],
      [131, { type: 'dispose', agentId: 2, code: 'Requires follow up' }],
      [140, { type: 'wrap-up-ends', agentId: 2 }],
      [150, { type: 'recording-ready', providerRef: 'CF50ec', url: 'https://sound.test/1.wav' }],
      [151, { type: 'ticket', ticketId: 'T1', ticketUrl: 'https://crm.test/T1' }],
    ]);
    await live('gone', '2024-05-06T13:10:00.000Z', { kind: 'call', direction: 'in', entry: 'app', lang: 'de' }, [[1, { type: 'enqueue', stay: stay(1) }], [31, { type: 'end', by: 'customer', wrapUp: false }]]);
    await live('out', '2024-05-06T13:20:00.000Z', { kind: 'call', direction: 'out', entry: 'dial', lang: 'en', outboundNumber: '+4930777' }, [
      [0, { type: 'assign', agentId: 3, answerMode: 'manual' }], [20, { type: 'end', by: 'system', failReason: 'connection-timeout', failDetails: 'no route', adapterCode: 44002, wrapUp: false }],
    ]);
    await live('voicemail', '2024-05-06T13:30:00.000Z', { kind: 'call', direction: 'in', entry: 'web', lang: 'en' }, [
      [1, { type: 'bot-takes', botName: 'D2-R2', menuPathId: 2, lang: 'en', queueId: 2 }], [9, { type: 'bot-escalates', reason: 'by_end_user_message' }], [9, { type: 'deflect', cause: 'after-hours', action: 'voicemail', stay: stay(2) }],
      [40, { type: 'voicemail-left', url: 'https://sound.test/2.wav', seconds: 25 }],
    ]);
    await liveThrough(api.desk, t0, { kind: 'chat', direction: 'in', entry: 'web', lang: 'en' }, []);
    await showInteractions(api.desk.database);
    await api.desk.database.withAccount(api.accountId, async (tx) => {
      await tx.run(sql`INSERT INTO interaction_files (account_id, interaction_id, kind, url, created_at) VALUES (${api.accountId}, ${ids['rich']}, 'photo', 'https://files.test/p.jpg', ${t0}), (${api.accountId}, ${ids['rich']}, 'video', 'https://files.test/v.mp4', ${t0})`);
    });
  });
  after(() => api.close());

  it('have every field of the document, at every depth, and each second of theirs is accounted for', async () => {
    const call = await one('rich');
    assert.deepEqual([call.status, call.call_type, call.created_at, call.queued_at, call.assigned_at, call.connected_at, call.ends_at], ['finished', 'Voice Inbound (IVR)', t0, '2024-05-06T13:00:19.000Z', '2024-05-06T13:00:31.000Z', '2024-05-06T13:00:36.000Z', '2024-05-06T13:02:04.000Z']);
    assert.deepEqual([call.queue_duration, call.wait_duration, call.call_duration, call.hold_duration], [12 + 25, 37, 19 + 5 + 23, 7]);
    assert.deepEqual([call.rating, call.has_feedback, call.voip_provider, call.out_ticket_id, call.out_ticket_url, call.recording_url, call.recording_permission, call.disconnected_by, call.fail_reason, call.adapter_fail_code], [4, true, 'voip_provider_sip', 'T1', 'https://crm.test/T1', 'https://sound.test/1.wav', 'granted', 'disconnected_by_system', 'nothing', null]);
    assert.deepEqual(call.selected_menu, { id: 1, name: 'Menu 1', parent_id: null, position: 1, deleted: false, menu_type: 'ivr_menu', output_msg: 'Welcome', hidden: false });
    assert.deepEqual(call.menu_path, { items_count: 2, name: 'Menu 2', materialized_path: 'Support/Menu 2' });
    assert.deepEqual(call.agent_info, { id: 2, agent_number: 'A2', name: 'Agent 2', last_name: '2', first_name: 'Agent', avatar_url: null });
    assert.deepEqual([call.end_user.identifier, call.end_user.out_contact_id], ['+4930111222', null]);
    assert.deepEqual([call.photos.length, call.photos[0].photo_type, call.videos[0].url, call.offer_type, call.offer_events, call.answer_type], [1, 'photo', 'https://files.test/v.mp4', 'cascade', [{ casting_time: '2024-05-06T13:00:19.000Z', group: 'Group 1' }], 'auto']);
    const { id: recordingId, ...recording } = call.recordings[0];
    assert.equal(typeof recordingId, 'number');
    assert.deepEqual(recording, {
      call_id: call.id, conference_sid: 'CF50ec', duration: 88, recording_type: 'default', started_at: '2024-05-06T13:00:36.000Z',
      redaction_times: [{ start: '2024-05-06T13:00:50.000Z', end: '2024-05-06T13:00:52.000Z', duration: 2, start_agent_id: 1, end_agent_id: 1 }],
    });
    const [first, second] = call.handle_durations;
    assert.deepEqual({ ...first, id: 0 }, {
      id: 0, agent_id: 1, acw_duration: 40, bcw_duration: 3, call_duration: 34, wait_duration: 12, assigned_connection_duration: 2, hold_duration: 7, menu_path_id: 1, menu_path: 'Support/Menu 1', lang: 'en', barged: 0, transfer: 0,
      transfer_id: null, transfer_cold: 0, started_at: '2024-05-06T13:00:31.000Z', ended_at: '2024-05-06T13:01:50.000Z', scheduled_at: null,
    });
    const transferId = call.transfers[0].id;
    assert.deepEqual({ ...second, id: 0 }, {
      id: 0, agent_id: 2, acw_duration: 20, bcw_duration: 0, call_duration: 23, wait_duration: 25, assigned_connection_duration: 2, hold_duration: 0, menu_path_id: 2, menu_path: 'Support/Menu 2', lang: 'en', barged: 0, transfer: 1,
      transfer_id: transferId, transfer_cold: 1, started_at: '2024-05-06T13:01:35.000Z', ended_at: '2024-05-06T13:02:20.000Z', scheduled_at: null,
    });
    for (const handle of call.handle_durations) assert.equal((Date.parse(handle.ended_at) - Date.parse(handle.started_at)) / 1000, handle.acw_duration + handle.bcw_duration + handle.call_duration + handle.assigned_connection_duration);
    assert.deepEqual(call.queue_durations.map(({ id: _id, ...rest }: { id: number }) => rest), [
      { agent_id: 1, queue_duration: 12, menu_path_id: 1, menu_path: 'Support/Menu 1', lang: 'en', transfer: 0, transfer_id: null, transfer_cold: 0, started_at: '2024-05-06T13:00:19.000Z', ended_at: '2024-05-06T13:00:31.000Z',
        service_level_abandon_time_threshold: 5, service_level_event: 'in_sla', service_level_target_percent: 90, service_level_target_time: 20 },
      { agent_id: 2, queue_duration: 25, menu_path_id: 2, menu_path: 'Support/Menu 2', lang: 'en', transfer: 1, transfer_id: transferId, transfer_cold: 1, started_at: '2024-05-06T13:01:10.000Z', ended_at: '2024-05-06T13:01:35.000Z',
        service_level_abandon_time_threshold: 5, service_level_event: 'not_in_sla', service_level_target_percent: 90, service_level_target_time: 20 },
    ]);
    assert.deepEqual(call.consumer_handle_durations.map((each: any) => [each.call_duration, each.hold_duration]), [[19, 7], [5, 0], [23, 0]]); // oxlint-disable-line typescript/no-explicit-any -- the wire
    assert.deepEqual(call.consumer_in_menu_durations.map(({ id: _id, ...rest }: { id: number }) => rest), [{ event: 'finished', duration: 8, menu_path_id: 1, menu_path: 'Support/Menu 1', lang: 'en', started_at: t0, ended_at: '2024-05-06T13:00:08.000Z' }]);
    assert.deepEqual(call.consumer_event_durations.map((each: any) => [each.type, each.event, each.duration]), [['payment', 'finished', 10], ['csat', 'finished', 4]]); // oxlint-disable-line typescript/no-explicit-any -- the wire
    assert.deepEqual(call.virtual_agent, { id: 1, name: 'D2-R2' });
    assert.deepEqual(call.virtual_agent_handle_durations.map(({ id: _id, ...rest }: { id: number }) => rest), [{
      virtual_agent: { id: 1, name: 'D2-R2' }, call_duration: 11, sentiment: 85, response_count: 0, escalation_reason: 'by_end_user_message', fallback_response_count: 1, initiated_by: 'end_user', menu_path_id: 1, menu_path: 'Support/Menu 1',
      lang: 'en', transfer: false, transfer_id: null, started_at: '2024-05-06T13:00:08.000Z', ended_at: '2024-05-06T13:00:19.000Z',
    }]);
    const sum = [...call.consumer_in_menu_durations, ...call.consumer_event_durations].reduce((all: number, each: { duration: number }) => all + each.duration, 0);
    const connecting = 5 + 2;
    assert.equal(sum + 11 + call.queue_duration + connecting + call.call_duration, (Date.parse(call.ends_at) - Date.parse(call.created_at)) / 1000, 'created to ended is the sum of what is shown');
    const { id: _id, updated_at: _updated, ...transfer } = call.transfers[0];
    assert.deepEqual(transfer, {
      status: 'finished', fail_reason: 'nothing', created_at: '2024-05-06T13:01:10.000Z', call_duration: 23, wait_duration: 25, assigned_at: '2024-05-06T13:01:35.000Z', connected_at: '2024-05-06T13:01:37.000Z', deflection: 0,
      from_menu: { items_count: 2, name: 'Menu 1', materialized_path: 'Support/Menu 1' }, to_menu: { items_count: 2, name: 'Menu 2', materialized_path: 'Support/Menu 2' },
      from_agent: { id: 1, agent_number: 'A1', name: 'Agent 1', last_name: '1', first_name: 'Agent', avatar_url: null }, to_agent: { id: 2, agent_number: 'A2', name: 'Agent 2', last_name: '2', first_name: 'Agent', avatar_url: null },
    });
    assert.deepEqual(call.participants.map((each: any) => [each.type, each.status, each.user_id, each.call_duration, each.hold_duration]), [['end_user', 'finished', null, 47, 7], ['virtual_agent', 'finished', null, 0, 0], ['agent', 'finished', 1, 34, 7], ['agent', 'finished', 2, 23, 0]]); // oxlint-disable-line typescript/no-explicit-any -- the wire
    assert.deepEqual(call.dispositions.map((each: object) => Object.keys(each).sort()), [['code', 'participant_id', 'user_id'], ['code', 'participant_id', 'transfer_id', 'user_id']]);
  });

  it('say why they failed, with the code and the words of the document', async () => {
    const [gone, out, voicemail] = [await one('gone'), await one('out'), await one('voicemail')];
    assert.deepEqual([gone.status, gone.fail_reason, gone.adapter_fail_code, gone.adapter_fail_message, gone.queue_durations[0].service_level_event], ['failed', 'eu_abandoned', 20003, 'This call was abandoned by the customer.', 'not_in_sla']);
    assert.deepEqual([out.status, out.call_type, out.fail_reason, out.adapter_fail_code, out.adapter_fail_message, out.fail_details, out.outbound_number, out.disconnected_by], ['failed', 'Voice Outbound', 'voip_conn_timeout', 44002, 'This call is terminated because the connection timed out.', 'no route', '+4930777', 'disconnected_by_system']);
    assert.deepEqual([voicemail.status, voicemail.call_type, voicemail.voicemail_reason, voicemail.deflection, voicemail.recordings[0].recording_type, voicemail.recordings[0].duration], ['voicemail_received', 'Voice Callback (Web)', 'after_hours', 'after_hours', 'voicemail', 25]);
    const { id, escalation_id: escalationId, ...escalation } = voicemail.virtual_agent_deflected_escalations[0];
    assert.equal(id, escalationId);
    assert.deepEqual(escalation, { deflection: 'after_hours', escalation_reason: 'by_end_user_message', escalated_at: '2024-05-06T13:30:09.000Z', menu_path_id: 2, menu_path: 'Support/Menu 2', lang: 'en', virtual_agent: { id: 2, name: 'D2-R2' } });
  });

  const found = async (query: string): Promise<string[]> => {
    const rows = await list(query);
    return rows.map((row) => Object.keys(ids).find((name) => ids[name] === row.id)!);
  };

  it('are filtered by everything that the document names, words in both spellings', async () => {
    const all = ['rich', 'gone', 'out', 'voicemail'];
    const cases: Record<string, string[]> = {
      '': all, '?call_status[]=finished': ['rich'], '?call_status[]=Voicemail Received&call_status[]=failed': ['gone', 'out', 'voicemail'], '?call_fail_reason[]=eu_abandoned': ['gone'], '?call_fail_reason[]=nothing': ['rich', 'voicemail'],
      '?call_type[]=IvrCall': ['rich'], '?call_type[]=Voice Inbound (App)': ['gone'], '?call_type[]=OutboundCall': ['out'], '?call_type[]=Voice Callback (Web)&call_type[]=IvrCall': ['rich', 'voicemail'], '?call_type[]=ActionOnlyCall': [],
      '?agent_id[]=2': ['rich'], '?agent_id[]=3': ['out'], '?support_number[]=%2B4930999': ['rich'], '?support_number[]=+4930999': ['rich'], '?rating[from]=null&rating[to]=null': all, '?verified[]=true': [], '?verified[]=false': all, '?verified[]=false&verified[]=true': all, '?rating[from]=4&rating[to]=5': ['rich'], '?rating[to]=3': [],
      '?call_duration[from]=47': ['rich'], '?call_duration[to]=46': ['gone', 'out', 'voicemail'], '?hold_duration[from]=1': ['rich'], '?queue_duration[from]=30&queue_duration[to]=30': ['gone'], '?connected_at[from]=2024-05-06T13:00:36Z': ['rich'],
      '?connected_at[from]=2024-05-06T13:00:37Z': [], '?queued_at[to]=2024-05-06T13:05:00Z': ['rich'], '?created_at[from]=2024-05-06T13:15:00Z': ['out', 'voicemail'], '?end_user_id[]=999': [], '?id[]=999999': [],
      '?updated_at[from]=2000-01-01': all, '?updated_at[from]=2099-01-01': [], '?updated_at[to]=2000-01-01': [], '?updated_at[to]=2099-01-01&call_status[]=finished': ['rich'],
    };
    for (const [query, expected] of Object.entries(cases)) assert.deepEqual(await found(query.replaceAll(' ', '%20')), expected, query);
    const { end_user: { id } } = await one('rich');
    assert.deepEqual(await found(`?end_user_id[]=${id}`), ['rich']);
  });

  it('are sorted by each of their fields that is one value, either way, what has nothing comes last', async () => {
    assert.deepEqual(await found('?sort_column=created_at&sort_direction=DESC'), ['voicemail', 'out', 'gone', 'rich']);
    assert.deepEqual(await found('?sort_column=connected_at'), ['rich', 'gone', 'out', 'voicemail']);
    assert.deepEqual(await found('?sort_column=queue_duration&sort_direction=desc'), ['rich', 'gone', 'out', 'voicemail']);
    const scalars = Object.entries(await one('rich')).filter(([, value]) => value === null || typeof value !== 'object').map(([name]) => name);
    for (const name of scalars) {
      for (const direction of ['asc', 'desc']) {
        const shown = (await list(`?sort_column=${name}&sort_direction=${direction}`)).map((row) => row[name]);
        assert.deepEqual(shown, inOrder(shown, direction), `${name} ${direction}`);
      }
    }
  });

  it('are sorted by the priority of their queue, as it is shown', async () => {
    await api.desk.database.withAccount(api.accountId, (tx) => tx.run(sql`UPDATE queues SET priority = -7 WHERE account_id = ${api.accountId} AND id = 1`));
    const shown = (await list('?sort_column=queue_priority_level')).map((row) => row.queue_priority_level);
    assert.deepEqual(shown, inOrder(shown, 'asc'));
    assert.equal(shown[0], -7);
  });

  it('come in pages with their totals, the last page short, one beyond it empty', async () => {
    const page = async (query: string) => {
      const reply = await api.ada.get(`/calls?${query}`);
      return [reply.json<{ id: number }[]>().map(({ id }) => id), reply.headers['total'], reply.headers['per-page']];
    };
    const all = ['rich', 'gone', 'out', 'voicemail'].map((name) => ids[name]);
    assert.deepEqual(await page('page=1&per=3'), [all.slice(0, 3), '4', '3']);
    assert.deepEqual(await page('page=2&per=3'), [all.slice(3), '4', '3']);
    assert.deepEqual(await page('page=3&per=3'), [[], '4', '3']);
    assert.deepEqual(await page('page=2&per=3&sort_column=id&sort_direction=desc'), [[all[0]], '4', '3']);
    assert.deepEqual(await page('page=2&per=1&call_status[]=failed'), [[ids['out']], '2', '1']);
  });

  it('say 400 to a parameter that makes no sense, and name it', async () => {
    for (const [query, name] of [['call_status[]=lost', 'call_status[]'], ['rating[from]=many', 'rating[from]'], ['updated_at[from]=yesterday', 'updated_at[from]'], ['updated_at[after]=2024-01-01', 'updated_at'], ['call_type[]=Fax', 'call_type[]'], ['per=500', 'per'], ['page=0', 'page'], ['sort_column=recordings', 'sort_column'], ['sort_direction=up', 'sort_direction'], ['id[]=x', 'id[]'], ['verified[]=maybe', 'verified[]']]) {
      const reply = await api.ada.get(`/calls?${query}`);
      assert.deepEqual([reply.status, reply.json().error, reply.json().message.includes(name!)], [400, 'Bad Request', true], `${query}: ${reply.body}`);
    }
  });

  it('are the customer\'s own', async () => {
    assert.deepEqual((await api.eve.get('/calls')).json(), []);
    assert.deepEqual((await api.eve.get(`/calls?id[]=${ids['rich']}`)).json(), []);
    assert.equal((await (await api.only('contacts.read')).get('/calls')).status, 403);
  });
});
