import { test } from 'node:test';
import { openFurnishedRig, signedIn } from './furnished-rig.ts';
test('x', async () => {
  const rig = await openFurnishedRig();
  const h = { authorization: `Bearer ${rig.a.people.owner.token}` };
  for (const zone of ['UTC', 'Asia/Tokyo', 'Pacific/Kiritimati', 'America/Los_Angeles']) {
    await rig.hashes.run('UPDATE accounts SET zone = $1', [zone]);
    for (const d of ['0000-01-01', '0001-01-01', '9999-12-31', '9999-01-01', '0002-01-01']) {
      for (const n of ['from', 'to']) {
        for (const path of ['/api/logs/conversations', '/api/logs/messages', '/api/logs/stat-breakdown']) {
        const r = await rig.ask({ method: 'GET', path, query: [[n, d]] }, h);
        if (r.status !== 200) console.log(zone, n, d, r.status, r.body.slice(0, 120));
        else if (zone === 'UTC') console.log(n, d, /"total":\d+/.exec(r.body)?.[0]);
        }
      }
    }
  }
  await rig.hashes.run("UPDATE accounts SET zone = 'UTC'");
  const b = await signedIn(rig, rig.a.people.owner);
  const cookie = [...b.cookies].map((p) => p.join('=')).join('; ');
  for (const hd of [{ 'accept-language': '__proto__' }, { 'accept-language': 'constructor,toString;q=0.9' }, { 'accept-language': 'x,'.repeat(4000) }, { 'accept-language': 'de-DE;q=NaN' }, { host: '' }, { host: 'a b' }, { host: '<x>' }, { cookie: ';;;=;__Host-patchbay' }, { cookie: '__Host-patchbay=%00' }, { 'user-agent': '\x7f\xff'.repeat(500), cookie }, { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-host': 'evil', 'x-forwarded-proto': 'javascript' }, { range: 'bytes=0-1' }, { 'if-none-match': '*' }, { expect: '100-continue' }, { 'content-type': 'application/json' }, { 'transfer-encoding': 'chunked' }] as Record<string, string>[]) {
    for (const url of ['/', '/login', '/openapi', '/openapi/timetoreply.json', '/api/logs/conversations', '/claim/x', '/healthz', '/readyz', '/nothing', '/api/x', '/native/v1/x']) {
      const r = await rig.server.inject({ url, headers: hd });
      if (r.statusCode >= 500 || r.body.includes('evil')) console.log(url, JSON.stringify(hd).slice(0, 60), r.statusCode, r.body.slice(0, 100));
    }
  }
  console.log(rig.log.filter((l) => JSON.parse(l).level >= 50).slice(0, 2).join('').slice(0, 1500));
  // concurrent token make/revoke, logins
  const rs = await Promise.all(Array.from({ length: 8 }, () => b.post(`/tokens/${rig.a.things.tokenId}/revoke`, {})));
  console.log(rs.map((r) => r.status).join());
  // timing of sign-in
  const t = async (email: string) => { const x = (await import('./browser.ts')).openBrowser(rig.server); await x.get('/login'); rig.clock.advance(901_000); const s = performance.now(); await x.post('/login', { email, password: 'wrong-password' }); return performance.now() - s; };
  const known: number[] = []; const un: number[] = [];
  for (let i = 0; i < 40; i++) { known.push(await t(rig.a.people.agent.email)); un.push(await t(`q${i}gent@alder.test`)); }
  const med = (a: number[]) => a.sort((x, y) => x - y)[20]!.toFixed(1);
  console.log('median known', med(known), 'unknown', med(un));
  await rig.hashes.run('UPDATE accounts SET deleted_at = now() WHERE id = $1', [rig.a.id]);
  console.log((await rig.ask({ method: 'GET', path: '/api/logs/messages' }, { authorization: `Bearer ${rig.a.people.agent.token}` })).status, (await b.get('/')).status);
  const l = await b.signIn(rig.a.people.agent.email, 'Canary-otter-71-lantern'); console.log('login deleted', l.status);
  console.log((await b.get('/')).status);
  await rig.close();
});
