import { test } from 'node:test';
import { openFurnishedRig, signedIn } from './furnished-rig.ts';
test('x', async () => {
  const rig = await openFurnishedRig();
  const h = { authorization: `Bearer ${rig.a.people.owner.token}` };
  for (const zone of ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles']) {
    await rig.hashes.run('UPDATE accounts SET zone = $1', [zone]);
    for (const d of ['0000-01-01', '0001-01-01', '9999-12-31', '2024-02-30', '2024-13-01', '-000001-01-01', '1969-12-31', '2024-02-29T00:00']) {
      for (const n of ['from', 'to']) {
        const r = await rig.ask({ method: 'GET', path: '/api/logs/conversations', query: [[n, d]] }, h);
        if (r.status !== 200) console.log(zone, n, d, r.status, r.body.slice(0, 120));
      }
    }
  }
  await rig.hashes.run("UPDATE accounts SET zone = 'UTC'");
  const p = '/api/tools/settings/reply-time-goals';
  const base = { first_reply_time_goal: 100, overall_reply_time_goal: 100, time_to_close_goal: 100 };
  for (let i = 0; i < 3; i++) {
    const rs = await Promise.all([
      rig.ask({ method: 'PATCH', path: p, json: { ...base, first_reply_time_goal_bands: [i + 1, 1000 + i] } }, h),
      rig.ask({ method: 'PATCH', path: p, json: { ...base, overall_reply_time_goal_bands: [i + 2, 2000 + i] } }, h),
      rig.ask({ method: 'PATCH', path: p, json: { ...base, time_to_close_goal_bands: [i + 3, 3000 + i] } }, h),
    ]);
    console.log(rs.map((r) => r.status + r.body).join('\n'));
    console.log((await rig.ask({ method: 'GET', path: p }, h)).body);
  }
  // concurrent closings
  const ids = [rig.a.things.conversationId, rig.a.things.closedId].map(Number);
  const cs = await Promise.all(Array.from({ length: 10 }, (_, i) => rig.ask({ method: 'POST', path: '/api/logs/conversations/mark-closed', json: { ids: i % 2 ? ids : [...ids].reverse() } }, h)));
  console.log(cs.map((r) => r.status).join());
  console.log(await rig.hashes.value("SELECT count(*)::int FROM events WHERE conversation_id = $1 AND type = 'conversation.changed'", [ids[0]]));
  console.log(rig.log.filter((l) => JSON.parse(l).level >= 50).slice(0, 2).join('').slice(0, 1500));
  await rig.close();
});
