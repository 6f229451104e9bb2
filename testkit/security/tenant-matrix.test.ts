import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { compose } from '#server/compose.ts';
import { readConfig } from '#server/config.ts';
import { createLogger } from '#http/index.ts';
import { testClock } from '#core/kernel/index.ts';
import { shareOfDay, walkedWords } from '#testkit/walks/share-of-day.ts';
import { openBrowser } from './browser.ts';
import { cases } from './cases.ts';
import { headersOf } from './doors.ts';
import { differences, namedThings, type Answer } from './compare-answers.ts';
import { openFurnishedRig, signedIn, strangers, type Credential, type FurnishedRig } from './furnished-rig.ts';
import { recordRoutes } from './record-routes.ts';
import { onlyLooks, routeGaps, type Probe, type RouteCase } from './route-case.ts';
import { changedTables } from './row-hashes.ts';
import { rigNow, type Question } from './rig.ts';
import { randomThings, type Things } from './things.ts';

/** A few at a time. */
async function inTurns<T>(all: readonly T[], each: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += 4) await Promise.all(all.slice(at, at + 4).map(each));
}

/** The owner of another account asks everything each day, and of what all other strangers ask each route is asked a twelfth. */
const days = 12;
const byDoor = (door: RouteCase['door']) => Object.entries(cases).filter(([, one]) => one.door === door);
const pathOf = (route: string): string => route.slice(route.indexOf(' ') + 1);
const text = ({ path, query = [], json, form = [] }: Question): string => `${path} ${JSON.stringify(json ?? null)} ${[...query, ...form].flat().join(' ')}`;

describe('another account\'s credentials get for our things what they get for things that do not exist', () => {
  let rig: FurnishedRig;
  let callers: Credential[];
  let atStart: ReadonlyMap<string, string>;
  const leaks: string[] = [];
  const counted = { routes: 0, probes: 0 };
  before(async () => {
    rig = await openFurnishedRig();
    callers = await strangers(rig);
    atStart = await rig.hashes.of(rig.a.id);
  });
  after(() => rig.close());

  const unchanged = async (what: string): Promise<void> => {
    assert.deepEqual(changedTables(atStart, await rig.hashes.of(rig.a.id)), [], what);
  };

  async function compare(what: string, probe: Probe, ask: (question: Question) => Promise<Answer>): Promise<void> {
    const nobody = randomThings(rig.a.things);
    const [ours, random] = [probe.ask(rig.a.things, rig.b.things), probe.ask(nobody, rig.b.things)];
    const [mine, theirs] = [await ask(ours), await ask(random)];
    for (const difference of differences(mine, rig.a.things, theirs, nobody)) leaks.push(`${what}: ${difference}`);
    for (const name of namedThings(mine.body, rig.a.things, text(ours))) leaks.push(`${what}: the answer names ${name}`);
    counted.probes += 1;
  }

  it('every route of the server has a case, and every case a route', () => {
    assert.ok(rig.routes.size >= 20, [...rig.routes].join());
    assert.deepEqual(routeGaps(rig.routes, cases), { withoutCase: [], withoutRoute: [] });
  });

  it('each probe is telling: the account itself is told something else about its own thing', async () => {
    const aboutAll: string[] = [];
    for (const [route, one] of byDoor('token')) {
      await inTurns(shareOfDay(one.probes.filter(({ isTelling }) => isTelling && onlyLooks(route, one)), { days, about: route }), async (probe) => {
        const nobody = randomThings(rig.a.things);
        const [mine, strange] = [probe.ask(rig.a.things, rig.a.things), probe.ask(nobody, rig.a.things)];
        const [own, random] = [await rig.ask(mine, headersOf(rig.a.people.owner, mine.path)), await rig.ask(strange, headersOf(rig.a.people.owner, strange.path))];
        if (differences(own, rig.a.things, random, nobody).length === 0) aboutAll.push(`${route}: ${probe.about}: ${own.status} ${own.body.slice(0, 100)}`);
      });
    }
    assert.deepEqual(aboutAll, []);
    await unchanged('reading');
  });

  for (const [route, { probes, good }] of byDoor('token')) {
    it(route, async () => {
      counted.routes += 1;
      const list = good && route.startsWith('GET') ? [null] : [];
      const asked = callers.flatMap((caller, at) => {
        if (!caller.isFor(pathOf(route))) return [];
        // Whoever does not get in gets no further than the door: three questions show that it looks at none.
        // Roles differ in what they may do, not in what they may see: the owner asks everything, the others each a fourth, all of it together.
        const ofCaller = !caller.enters ? probes.slice(0, 3) : at === 0 ? probes : probes.filter((_, each) => each % 4 === at % 4 || probes.length < 6);
        return [...ofCaller, ...(caller.enters ? list : [])].map((probe) => ({ caller, at, probe }));
      });
      const [ofOwner, ofOthers] = [asked.filter(({ at }) => at === 0), asked.filter(({ at }) => at !== 0)];
      await inTurns([...ofOwner, ...shareOfDay(ofOthers, { days, about: route })], async ({ caller, at, probe }) => {
        if (probe === null) {
          const question = good!(rig.b.things);
          for (const name of namedThings((await rig.ask(question, await caller.headersAt(question.path))).body, rig.a.things, text(question))) leaks.push(`${route}, ${caller.name}: names ${name}`);
          return;
        }
        await compare(`${route}, ${caller.name}, ${probe.about}`, probe, async (question) => rig.ask(question, await caller.headersAt(question.path)));
        if (at === 0 && route.startsWith('GET') && probes.indexOf(probe) % 4 === 0) await compare(`HEAD ${route}, ${probe.about}`, probe, async (question) => rig.ask({ ...question, method: 'HEAD' }, await caller.headersAt(question.path)));
      });
      await unchanged(route);
    });
  }

  it('routes of a signed-in browser', async () => {
    for (const person of [...Object.values(rig.b.people), rig.shared]) {
      const browser = await signedIn(rig, person);
      for (const [route, { probes, good }] of byDoor('session')) {
        for (const probe of probes) {
          await compare(`${route}, ${person.email}, ${probe.about}`, probe, ({ path, form = [] }) => browser.post(path, Object.fromEntries(form)));
        }
        if (good && route.startsWith('GET')) {
          for (const name of namedThings((await browser.get(good(rig.b.things).path)).body, rig.a.things, '')) leaks.push(`${route}, ${person.email}: names ${name}`);
        }
      }
      await unchanged(`a browser of ${person.email}`);
    }
  });

  it('routes that are open to anybody', async () => {
    for (const [route, { probes, good, status }] of byDoor('open')) {
      for (const probe of probes) {
        await compare(route, probe, async (question) => {
          rig.clock.advance(901_000); // beyond the sign-in throttle's window
          const browser = openBrowser(rig.server);
          await browser.get('/login');
          return browser.post(question.path, Object.fromEntries(question.form ?? []));
        });
      }
      if (!good) continue;
      const answer = await rig.ask(good(rig.a.things));
      assert.equal(answer.status, status, route);
      assert.deepEqual(namedThings(answer.body, rig.a.things, ''), [], route);
    }
    await unchanged('open routes');
  });

  it('a list that mixes own and foreign ids touches the own ones only, and says so', async () => {
    const { a, b } = rig;
    const random = randomThings(a.things);
    const path = '/api/logs/conversations/mark-closed';
    const headers = { authorization: `Bearer ${b.people.owner.token}` };
    const mixed = await rig.ask({ method: 'POST', path, json: { ids: [a.things.conversationId, b.things.closedId, a.things.closedId].map(Number) } }, headers);
    const withUnknown = await rig.ask({ method: 'POST', path, json: { ids: [random.conversationId, b.things.closedId, random.closedId].map(Number) } }, headers);
    assert.deepEqual([mixed.status, mixed.body], [200, `{"ids":[${b.things.closedId}]}`]);
    assert.deepEqual(differences(mixed, a.things, withUnknown, random), []);
    await unchanged('a mixed list');
  });

  it('of a mail that both accounts hold, each is shown its own', async () => {
    const query = [['internet_message_id', 'to-both@shared.test']] as const;
    for (const [own, other] of [[rig.a, rig.b], [rig.b, rig.a]] as const) {
      const { body } = await rig.ask({ method: 'GET', path: '/api/logs/conversations/get-by-internet-message-id', query }, { authorization: `Bearer ${own.people.owner.token}` });
      assert.ok(body.includes(own.things.channelAddress), body.slice(0, 200));
      assert.deepEqual(namedThings(body, other.things, ''), []);
    }
  });

  it('the same questions from the account itself do change it, so they could have', async () => {
    const { a } = rig;
    const browser = await signedIn(rig, a.people.owner);
    const idle: string[] = [];
    for (const [route, one] of Object.entries(cases)) {
      const { door, probes } = one;
      const probe = probes.findLast(({ about, isTelling }) => isTelling && !about.startsWith('a closed') && !onlyLooks(route, one));
      if (!probe) continue;
      await rig.hashes.run("UPDATE conversations SET life = 'open' WHERE account_id = $1", [a.id]);
      const start = await rig.hashes.of(a.id);
      let said = '';
      let changed: string[] = [];
      for (let turn = 0; turn < 2 && changed.length === 0; turn += 1) { // some set one thing and another in turn, and the first may stand there already
        const question = probe.ask(a.things, a.things);
        const { status, body } = door === 'token' ? await rig.ask(question, headersOf(a.people.owner, question.path)) : await browser.post(question.path, Object.fromEntries(question.form ?? []));
        said = `${status} ${body.slice(0, 200)}`;
        changed = changedTables(start, await rig.hashes.of(a.id));
      }
      if (changed.length === 0) idle.push(`${route}: ${said}`);
    }
    assert.deepEqual(idle, []);
  });

  it('nothing leaked', (context) => {
    assert.deepEqual(leaks, []);
    assert.ok(counted.routes === byDoor('token').length && counted.probes > 250, JSON.stringify(counted));
    context.diagnostic(`${rig.routes.size} routes (HEAD counted), ${callers.length} credentials, ${counted.probes} pairs, ${walkedWords}, ${rig.asked()} calls of the API, ${leaks.length} leaks`);
  });
});

describe('the matrix notices', () => {
  it('a route without a case, whoever adds it, and a case without a route', () => {
    const { made, routes } = recordRoutes(() => {
      const config = { ...readConfig({ NODE_ENV: 'test' }), clock: testClock(rigNow) };
      const { server } = compose({ config, database: undefined as never, logger: createLogger({ level: 'silent' }), isAccepting: () => true });
      server.delete('/planted/:id', async () => ({}));
      return server;
    });
    assert.deepEqual(routeGaps(routes, cases).withoutCase.filter((route) => route.includes('planted')), ['DELETE /planted/:id']);
    assert.deepEqual(routeGaps(['GET /'], { 'GET /': cases['GET /']!, 'GET /gone': cases['GET /']! }).withoutRoute, ['GET /gone']);
    const { namesNothing: _, ...silent } = cases['GET /']!;
    assert.deepEqual(routeGaps(['GET /'], { 'GET /': silent }).withoutCase, ['GET /'], 'no probes, and no word why');
    void made;
  });

  it('an answer that differs in status, body or a header, and one that names a foreign thing', () => {
    const things = { conversationId: '2345678', subject: 'Quillfeather', accountName: 'Alder & Co' } as unknown as Things;
    const nobody = { conversationId: '9876543', subject: 'Bbbbbbbbbbbb', accountName: 'Zzzzz & Zz' } as unknown as Things;
    const answer = (body: string, more: Partial<Answer> = {}): Answer => ({ status: 404, headers: { 'content-length': '3', date: String(Math.random()) }, body, ...more });
    assert.deepEqual(differences(answer('no 2345678'), things, answer('no 9876543'), nobody), []);
    assert.deepEqual(differences(answer('?q=Alder%20%26%20Co'), things, answer('?q=Zzzzz%20%26%20Zz'), nobody), []);
    assert.equal(differences(answer('no 2345678'), things, answer('none'), nobody).length, 1);
    assert.equal(differences(answer(''), things, answer('', { status: 403 }), nobody).length, 1);
    assert.equal(differences(answer(''), things, answer('', { headers: { 'content-length': '4' } }), nobody).length, 1);
    assert.deepEqual(namedThings('{"subject":"Re: Quillfeather"}', things, 'search=x'), ['subject']);
    assert.deepEqual(namedThings('{"subject":"Re: Quillfeather"}', things, 'search=quillfeather'), []);
  });

  it('a change of one row in any table', async () => {
    const rig = await openFurnishedRig();
    try {
      const start = await rig.hashes.of(rig.a.id);
      assert.ok([...start.values()].filter((hash) => hash !== 'empty').length >= 30, [...start].filter(([, hash]) => hash === 'empty').map(([name]) => name).join());
      await rig.hashes.run('UPDATE message_bodies SET text = text || \'.\' WHERE account_id = $1', [rig.a.id]);
      await rig.hashes.run('UPDATE users SET name = name || \'.\' WHERE id = $1', [rig.a.ownerId]);
      assert.deepEqual(changedTables(start, await rig.hashes.of(rig.a.id)), ['message_bodies', 'users']);
    } finally {
      await rig.close();
    }
  });
});
