import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Operation } from '#http/index.ts';
import { createDialects } from '#server/dialects.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { shareOfDay, walkedWords } from '#testkit/walks/share-of-day.ts';
import { cases } from './cases.ts';
import type { Answer } from './compare-answers.ts';
import { openFurnishedRig, signedIn, type FurnishedRig } from './furnished-rig.ts';
import { hostileBodies, hostileJson, hostilePaths, hostileQueries, hostileTexts, longText } from './hostile-values.ts';
import { doorAt, headersOf } from './doors.ts';
import { forbidSleep } from './forbid-sleep.ts';
import { leakSigns } from './leak-signs.ts';
import { changedTables } from './row-hashes.ts';
import type { Question } from './rig.ts';

interface Node { type?: string | string[]; enum?: unknown[]; items?: Node; properties?: Record<string, Node>; required?: string[]; minimum?: number; maximum?: number; maxLength?: number; maxItems?: number; 'x-number'?: boolean }
/** Statuses with which input may be refused. */
const refusals = new Set([400, 404, 405, 413, 414, 415, 422, 431]);
/** Of this process's own CPU, however busy the machine is: what loops without an end takes it. A statement that would sleep may not (`forbidSleep`). */
const cpuMsMax = 3_000;
/** Every parameter and field is sent something of every day, and every hostile value goes to a sixth of them. */
const days = 6;

/** Our own API has its own test (native-bad-input.test.ts): most of its texts are free, so that less of what is hostile is wrong. */
const operations = createDialects(noOutside()).filter(({ name }) => name !== 'native').flatMap((dialect) => dialect.operations)
  .filter(({ path }) => !path.startsWith('/apps/')) // the same operations under a second root (dialects/ccai/dialect.test.ts)
  // Not those with a door of their own, nor those of strangers, whose brakes answer before anything else does; nor what would call outside.
  .filter((operation) => operation.door === undefined && !Object.hasOwn(operation, 'handleOpen') && cases[`${operation.method} ${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`]?.good !== null);
const propertiesOf = (schema: unknown): [string, Node][] => Object.entries((schema as Node | undefined)?.properties ?? {});
/** `id[]=1` */
const areWholeNumbers = (node: Node): boolean => node.type === 'array' && node.items?.type === 'integer';
const areYesOrNo = (node: Node): boolean => node.type === 'array' && node.items?.type === 'boolean';
/** Any text makes sense to it. */
const isFreeText = ({ type, items, ...rest }: Node): boolean => (type === 'string' && !('enum' in rest) && !('format' in rest)) || (type === 'array' && items !== undefined && isFreeText(items));

interface Asked { readonly answer: Answer; readonly cpuMs: number; readonly path: string }

describe('bad input', () => {
  let rig: FurnishedRig;
  const problems: string[] = [];
  const seen = new Set<string>();
  let atStart: ReadonlyMap<string, string>;
  before(async () => {
    rig = await openFurnishedRig();
    await forbidSleep(rig);
    atStart = await rig.hashes.of(rig.a.id);
  });
  after(() => rig.close());

  async function ask(question: Question, headers: Readonly<Record<string, string>> = {}): Promise<Asked> {
    const before = process.cpuUsage();
    const answer = await rig.ask(question, { ...headersOf(rig.a.people.owner, question.path), ...headers });
    const { user, system } = process.cpuUsage(before);
    return { answer, cpuMs: (user + system) / 1_000, path: question.path };
  }

  /** The error is in the dialect's own shape, tells nothing of the inside, and is quick. */
  function judge(what: string, { answer: { status, headers, body }, cpuMs, path }: Asked, mayBe200: boolean, usual = 200): void {
    const say = (problem: string): void => { problems.push(`${what}: ${problem}: ${status} ${body.slice(0, 160)}`); };
    if (status === 200 || status === usual ? !mayBe200 : !refusals.has(status)) say('is not refused as it should be');
    if (cpuMs > cpuMsMax) say(`took ${Math.round(cpuMs)} ms of CPU`);
    for (const sign of leakSigns(body)) say(`holds ${sign}`);
    if (status !== 200 && !doorAt(path).isOwnShape(body)) say('is not in the shape of this API');
    if (!String(headers['content-type']).startsWith('application/json') || headers['x-content-type-options'] !== 'nosniff') say('is not safely typed');
  }

  async function eachOf<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
    for (let at = 0; at < all.length; at += 4) await Promise.all(all.slice(at, at + 4).map(work));
  }

  const settled = async (what: string): Promise<void> => {
    assert.deepEqual(changedTables(atStart, await rig.hashes.of(rig.a.id)), [], what);
    assert.deepEqual(problems.splice(0), [], what);
  };

  const goodOf = ({ method, path }: Operation): Question => cases[`${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`]!.good!(rig.a.things);

  /** What a question that makes sense is answered with here. */
  const usualOf = ({ method, path }: Operation): number => cases[`${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`]!.status;

  for (const operation of operations.filter(({ schemas }) => schemas.query)) {
    it(`${operation.method} ${operation.path}: every parameter with every hostile value`, async () => {
      const base = goodOf(operation);
      for (const [name, node] of propertiesOf(operation.schemas.query)) {
        const isFree = isFreeText(node);
        const others = (base.query ?? []).filter(([one]) => one !== name && one !== `${name}[]`);
        const tries: [string, string][] = [...hostileTexts.map((value): [string, string] => [name, value]), [name, longText], [`${name}[]`, "' OR 1=1"], [`${name}[x]`, '1'], [`${name}[a][b]`, '1'], [`${name}[0]`, longText], [name, 'a\0b']];
        // A parameter that several operations share is asked everything once, then every eighth: the work behind it is the same.
        const step = (isFree ? 1 : 3) * (seen.has(name) ? 8 : 1);
        seen.add(name);
        const asked = tries.filter((_, at) => at % step === 0 || at >= hostileTexts.length);
        await eachOf(shareOfDay(asked, { days, about: `${operation.id} ${name}` }), async ([parameter, value]) => {
          const fits = isFree || node.enum?.includes(value) || value.trim() === '' || ((node.type === 'integer' || node.type === 'number' || areWholeNumbers(node)) && /^[+-]?\d+$/.test(value)) || ((node.type === 'boolean' || areYesOrNo(node)) && /^(?:0|true)$/i.test(value));
          judge(`${operation.id} ${parameter}=${value.slice(0, 40)}`, await ask({ ...base, query: [...others, [parameter, value]] }), fits === true, usualOf(operation));
        });
      }
      await settled(operation.id);
    });
  }

  it('a parameter that is a list or a map where a text belongs, a text too long, and a NUL are always refused', async () => {
    for (const operation of operations.filter(({ schemas }) => schemas.query)) {
      for (const [name, node] of propertiesOf(operation.schemas.query)) {
        const base = goodOf(operation);
        const others = (base.query ?? []).filter(([one]) => one !== name && one !== `${name}[]`);
        const wrong: [string, string][] = [[`${name}[x]`, '1'], [name, 'a\0b'], ...(node.type === 'array' ? [] : [[name, longText], [`${name}[]`, 'x']] as [string, string][])];
        for (const [parameter, value] of wrong) judge(`${operation.id} ${parameter}`, await ask({ ...base, query: [...others, [parameter, value]] }), false);
      }
    }
    await settled('wrong kinds');
  });

  for (const operation of operations.filter(({ schemas }) => schemas.body)) {
    it(`${operation.method} ${operation.path}: every field with every kind of value, and bodies that are none`, async () => {
      const { path, json } = goodOf(operation);
      const good = json as Record<string, unknown>;
      const base: Question = { method: operation.method, path };
      for (const [name, node] of propertiesOf(operation.schemas.body)) {
        for (const value of shareOfDay(hostileJson, { days, about: `${operation.id} ${name}` })) {
          if (fits(node, value)) continue; // what makes sense may be taken, and would change something
          // What reads as "not given" is refused for a must and passes for a may; a lone list of numbers may be right.
          const isNothing = value === null || value === '' || (Array.isArray(value) && value.length === 1 && value[0] === null);
          const isMust = ((operation.schemas.body as { required?: string[] }).required ?? []).includes(name);
          if ((isNothing && !isMust) || (node.type === 'array' && Array.isArray(value) && value.every((each) => each === null || Number.isInteger(each)))) continue;
          judge(`${operation.id} ${name}: ${JSON.stringify(value).slice(0, 40)}`, await ask({ ...base, json: { ...good, [name]: value } }), false);
        }
      }
      const isMust = ((operation.schemas.body as { required?: string[] }).required ?? []).length > 0;
      for (const value of shareOfDay(hostileJson.filter((each) => isMust || !fits({ type: 'object' }, each ?? {})), { days, about: operation.id })) judge(`${operation.id} body ${JSON.stringify(value).slice(0, 40)}`, await ask({ ...base, json: value }), false);
      for (const [what, type, raw] of shareOfDay(hostileBodies, { days, about: operation.id })) judge(`${operation.id} ${what}`, await ask({ ...base, raw }, type === '' ? {} : { 'content-type': type }), false);
      judge(`${operation.id} gzip`, await ask({ ...base, raw: Buffer.from([0x1f, 0x8b, 8, 0]) }, { 'content-type': 'application/json', 'content-encoding': 'gzip' }), false);
      if (isMust) judge(`${operation.id} nothing`, await ask(base), false);
      await settled(operation.id);
    });
  }

  it('lists of ids at their limits', async () => {
    const path = '/api/logs/conversations/mark-closed';
    const send = async (ids: unknown) => (await ask({ method: 'POST', path, json: { ids } })).answer;
    for (const ids of [[0], [Number.MAX_SAFE_INTEGER], Array.from({ length: 1_000 }, (_, at) => at + 1)]) {
      const { status, body } = await send(ids);
      assert.deepEqual([status, body], [200, '{"ids":[]}']);
    }
    for (const ids of [Array.from({ length: 1_001 }, (_, at) => at), [Number.MAX_SAFE_INTEGER + 1], [-1], []]) assert.equal((await send(ids)).status, 422, JSON.stringify(ids).slice(0, 40));
    await settled('limits');
  });

  it('days at the ends of time, in zones on either side of the date line', async () => {
    for (const zone of ['UTC', 'Asia/Tokyo', 'Pacific/Kiritimati', 'America/Los_Angeles']) {
      await rig.hashes.run('UPDATE users SET zone = $1 WHERE id = $2', [zone, rig.a.ownerId]);
      for (const path of ['/api/logs/conversations', '/api/logs/messages']) {
        await eachOf(['0000-01-01', '0001-01-01', '1969-12-31', '9999-12-31'].flatMap((day) => [['from', day], ['to', day]] as const), async (pair) => {
          const { answer } = await ask({ method: 'GET', path, query: [pair] });
          if (answer.status !== 200) problems.push(`${zone} ${pair.join('=')}: ${answer.status}`);
        });
      }
    }
    for (const day of ['2024-02-30', '2024-13-01', '2024-00-10', '24-1-1', '-000001-01-01', '+010000-01-01', '2024-01-01T00:00', 'today']) judge(day, await ask({ method: 'GET', path: '/api/logs/conversations', query: [['from', day]] }), false);
    await rig.hashes.run('UPDATE users SET zone = NULL WHERE id = $1', [rig.a.ownerId]);
    await settled('days');
  });

  it('headers that make no sense are no fault of ours, and are not repeated', async () => {
    const hostile: Record<string, string>[] = [
      { 'accept-language': '__proto__,constructor;q=0.9' }, { 'accept-language': 'x,'.repeat(4_000) }, { host: '' }, { host: 'evil.test<x>' }, { cookie: ';;;=;__Host-patchbay' }, { cookie: '__Host-patchbay=%00; __Host-patchbay="' },
      { 'x-forwarded-for': 'evil.test', 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'javascript' }, { range: 'bytes=0-1' }, { 'if-none-match': '*' }, { 'content-type': 'application/json' }, { 'x-http-method-override': 'DELETE' },
    ];
    for (const headers of hostile) {
      for (const path of ['/', '/login', '/openapi', '/openapi/timetoreply.json', '/claim/x', '/healthz', '/readyz', '/nothing', '/api/logs/conversations']) {
        const { status, body } = await rig.ask({ method: 'GET', path }, headers);
        if (status >= 500 || body.includes('evil.test')) problems.push(`${path} ${JSON.stringify(headers).slice(0, 60)}: ${status}`);
        for (const sign of leakSigns(body)) problems.push(`${path}: holds ${sign}`);
      }
    }
    await settled('headers');
  });

  it('query strings and paths that cannot be read', async () => {
    for (const query of hostileQueries) judge(`?${query.slice(0, 40)}`, await ask({ method: 'GET', path: `/api/logs/conversations?${query}` }), false);
    for (const below of hostilePaths) {
      for (const prefix of ['/api/logs/', '/api/tools/', '/api/entities/', '/api/v1/', `/api/v1/accounts/${rig.a.things.accountId}/`]) judge(`${prefix}${below.slice(0, 40)}`, await ask({ method: 'GET', path: `${prefix}${below}` }), false);
    }
    judge('a long URL', await ask({ method: 'GET', path: `/api/logs/conversations?search=${'x'.repeat(9_000)}` }), false);
    for (const method of ['PUT', 'DELETE', 'PATCH'] as const) judge(method, await ask({ method, path: '/api/logs/conversations', json: {} }), false);
    await settled('paths');
  });

  it('pages: hostile forms are refused as pages, without a word of the inside', async () => {
    const browser = await signedIn(rig, rig.a.people.owner);
    const tokensBefore = (await browser.get('/')).body.split('/revoke"').length;
    const forms = ['/login', '/tokens', '/logout', '/claim/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', `/tokens/${rig.a.things.agentId}/revoke`];
    const answers: [string, Answer][] = [];
    for (const value of shareOfDay([...hostileTexts, longText, 'a\0b'], { days, about: 'pages' })) {
      answers.push([`name ${value}`, await browser.post('/tokens', { dialect: value, name: value })]);
      answers.push([`id ${value}`, await browser.post(`/tokens/${encodeURIComponent(value)}/revoke`, {})]);
      answers.push([`claim ${value}`, await browser.get(`/claim/${encodeURIComponent(value)}`)]);
    }
    for (const path of forms) {
      for (const [what, type, raw] of shareOfDay(hostileBodies, { days, about: path })) {
        const { statusCode: status, headers, body } = await rig.server.inject({ method: 'POST', url: path, headers: { ...(type === '' ? {} : { 'content-type': type }), cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; ') }, payload: raw });
        answers.push([`${path} ${what}`, { status, headers, body }]);
      }
    }
    for (const [what, { status, headers, body }] of answers) {
      if (status >= 500 || status === 200) problems.push(`${what}: ${status} ${body.slice(0, 100)}`);
      for (const sign of leakSigns(body)) problems.push(`${what}: holds ${sign}`);
      if (status >= 400 && !String(headers['content-security-policy']).includes("default-src 'none'")) problems.push(`${what}: has no policy`);
      if (body.includes('<script>alert(1)')) problems.push(`${what}: repeats a script`);
    }
    const home = await browser.get('/');
    assert.deepEqual([home.status, home.body.split('/revoke"').length], [200, tokensBefore], 'still signed in, and no token more');
    assert.deepEqual(problems.splice(0), []);
    assert.deepEqual(changedTables(atStart, await rig.hashes.of(rig.a.id)).filter((name) => !['sessions', 'audit_log'].includes(name)), []);
  });

  it('nothing that was asked is logged as a fault of ours', (context) => {
    const faults = rig.log.filter((line) => (JSON.parse(line) as { level: number }).level >= 50);
    assert.deepEqual(faults.slice(0, 3), []);
    context.diagnostic(`${rig.asked()} hostile calls, ${walkedWords}`);
  });
});

describe('the check of answers notices', () => {
  it('statements, the database\'s words, stack traces and paths', () => {
    for (const body of [
      'error in SELECT id FROM messages WHERE x', 'duplicate key value violates unique constraint', 'at handle (file:///x/y.ts:3:4)', 'Error: x\n    at Object.run (/srv/x.ts:1)', 'relation "x" does not exist',
      'in /home/x/patchbay/http', 'permission denied for role patchbay_app', '{"code":"FST_ERR_VALIDATION"}', 'connect ECONNREFUSED', 'TypeError: x is not a function',
    ]) assert.notDeepEqual(leakSigns(body), [], body);
    for (const body of ['{"message":"The selected model is invalid."}', '{"first_page_url":"https://desk.example/api/logs/messages?search=%27%3B%20SELECT%20pg_sleep(5)"}', 'Select a mailbox from the list']) assert.deepEqual(leakSigns(body), [], body);
  });
});

/** Whether a value makes sense where the schema stands, also as text that a form could carry. */
function fits(node: Node, value: unknown): boolean {
  const types = Array.isArray(node.type) ? node.type : [node.type ?? 'any'];
  if (value === null) return types.includes('null');
  return types.some((type) => {
    switch (type) {
      case 'string': return (typeof value === 'string' || (node['x-number'] === true && typeof value === 'number')) && (node.enum?.includes(String(value)) ?? true) && String(value).length <= (node.maxLength ?? Infinity);
      case 'integer': return value === '' || ((typeof value === 'string' || typeof value === 'number') && /^[+-]?\d{1,16}$/.test(String(value)) && Number(value) >= (node.minimum ?? -Infinity) && Number(value) <= (node.maximum ?? Infinity));
      case 'boolean': return (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') && /^(?:true|false|1|0)$/.test(String(value));
      case 'array': return typeof value === 'string' || (Array.isArray(value) && value.length <= (node.maxItems ?? Infinity) && value.every((each) => node.items === undefined || fits(node.items, each)));
      case 'object': return typeof value === 'object' && !Array.isArray(value) && node.required === undefined;
      case undefined:
      default: return Object.keys(node).length === 0;
    }
  });
}
