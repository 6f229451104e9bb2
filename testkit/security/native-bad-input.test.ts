import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Operation } from '#http/index.ts';
import { createDialects } from '#server/dialects.ts';
import { shareOfDay, walkedWords } from '#testkit/walks/share-of-day.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { cases } from './cases.ts';
import type { Answer } from './compare-answers.ts';
import { doorAt, headersOf } from './doors.ts';
import { openFurnishedRig, type FurnishedRig } from './furnished-rig.ts';
import { hostileBodies, hostileJson, hostilePaths, hostileQueries, hostileTexts, longText } from './hostile-values.ts';
import { forbidSleep } from './forbid-sleep.ts';
import { leakSigns } from './leak-signs.ts';
import { changedTables } from './row-hashes.ts';
import type { Question } from './rig.ts';

interface Node { properties?: Record<string, unknown> }
/** Statuses with which input may be refused, and those of an operation that found nothing wrong with it. */
const refusals = new Set([400, 404, 405, 409, 413, 414, 415, 422, 431]);
/** Of this process's own CPU, however busy the machine is: what loops without an end takes it. A statement that would sleep may not (`forbidSleep`). */
const cpuMsMax = 3_000;
const v1 = '/native/v1';
/** Whole it is some 46,000 calls. Every name is asked something of every day, and every hostile value is sent to an eighth of them. */
const days = 8;

const operations = createDialects(noOutside()).filter(({ name }) => name === 'native').flatMap((dialect) => dialect.operations);
const caseOf = ({ method, path }: Operation) => cases[`${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`];
const namesOf = (schema: unknown): string[] => Object.keys((schema as Node | undefined)?.properties ?? {});

/**
 * Our own API: whatever comes, the answer is a problem in its shape or a success by its document, quick, without a word of the inside, and no
 * fault of ours. What is free text may be anything, so that not all that is hostile is refused; what another account has stays as it is.
 */
describe('bad input to our own API', () => {
  let rig: FurnishedRig;
  const problems: string[] = [];
  let others: ReadonlyMap<string, string>;
  before(async () => {
    rig = await openFurnishedRig();
    await forbidSleep(rig);
    others = await rig.hashes.of(rig.b.id);
  });
  after(() => rig.close());

  async function ask(what: string, question: Question, mayPass: boolean, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    const before = process.cpuUsage();
    const answer: Answer = await rig.ask(question, { ...headersOf(rig.a.people.owner, v1), ...headers });
    const { status, body } = answer;
    const say = (problem: string): void => { problems.push(`${what}: ${problem}: ${status} ${body.slice(0, 160)}`); };
    // unavailable: what this version or a test cannot do, said before or after looking at the input.
    if (status < 400 ? !mayPass : !refusals.has(status) && status !== 503) say('is not refused as it should be');
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1_000 > cpuMsMax) say('took long');
    if (status >= 400 && !isProblem(answer)) say('is no problem of RFC 9457');
    if (status >= 400) for (const sign of leakSigns(body)) say(`holds ${sign}`);
    if (answer.headers['x-content-type-options'] !== 'nosniff') say('is not safely typed');
  }
  async function eachOf<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
    for (let at = 0; at < all.length; at += 4) await Promise.all(all.slice(at, at + 4).map(work));
  }
  async function settled(what: string): Promise<void> {
    assert.deepEqual(problems.splice(0).slice(0, 10), [], what);
    assert.deepEqual(changedTables(others, await rig.hashes.of(rig.b.id)), [], `${what}: the other account`);
  }

  for (const operation of operations.filter((one) => caseOf(one)?.good)) {
    const good = (): Question => caseOf(operation)!.good!(rig.a.things);

    it(`${operation.method} ${operation.path}`, async () => {
      for (const name of namesOf(operation.schemas.query)) {
        const rest = (good().query ?? []).filter(([one]) => one !== name);
        const tries: [string, string][] = [...hostileTexts.map((value): [string, string] => [name, value]), [name, longText], [`${name}[]`, "' OR 1=1"], [`${name}[x]`, '1'], [`${name}[a][b]`, '1'], [`${name}[0]`, longText]];
        await eachOf(shareOfDay(tries, { days, about: `${operation.id} ${name}` }), ([parameter, value]) => ask(`${operation.id} ${parameter}=${value.slice(0, 40)}`, { ...good(), query: [...rest, [parameter, value]] }, true));
        await ask(`${operation.id} ${name} with NUL`, { ...good(), query: [...rest, [name, 'a\0b']] }, false);
        await ask(`${operation.id} ${name} as a map`, { ...good(), query: [...rest, [`${name}[x]`, '1']] }, false);
      }
      if (operation.schemas.body) {
        const json = good().json as Record<string, unknown> | undefined;
        const base: Question = { method: operation.method, path: good().path };
        for (const name of namesOf(operation.schemas.body)) {
          await eachOf(shareOfDay(hostileJson, { days, about: `${operation.id} ${name}` }), (value) => ask(`${operation.id} ${name}: ${JSON.stringify(value).slice(0, 40)}`, { ...base, json: { ...json, [name]: value } }, true));
          await ask(`${operation.id} ${name} as a deep map`, { ...base, json: { ...json, [name]: { a: { b: { c: 1 } } } } }, false);
        }
        await eachOf(shareOfDay(hostileJson.filter((value) => value !== null), { days, about: operation.id }), (value) => ask(`${operation.id} body ${JSON.stringify(value).slice(0, 40)}`, { ...base, json: value }, JSON.stringify(value) === '{}' && (operation.method === 'PATCH' || asksForNothing(operation.schemas.body))));
        await eachOf(shareOfDay(hostileBodies, { days, about: operation.id }), ([what, type, raw]) => ask(`${operation.id} ${what}`, { ...base, raw }, false, type === '' ? {} : { 'content-type': type }));
      }
      for (const name of namesOf(operation.schemas.params)) {
        const values = ['0', '-1', '1.5', 'x', "1'--", '99999999999999999999', '9007199254740993', '%00', '%2e%2e', 'null', '1e3', '٣'];
        await eachOf(shareOfDay(values, { days, about: `${operation.id} ${name}` }), (value) => {
          const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, one: string) => (one === name ? value : '1'));
          // Statuses that are there in every account; a step up may lead to another operation (agents/../skills).
          const isGood = path.endsWith('/statuses/0') || path.endsWith('/statuses/-1') || (value === '%2e%2e' && operation.path.endsWith('/skills'));
          return ask(`${operation.id} {${name}} = ${value}`, { ...good(), path }, isGood);
        });
      }
      await settled(operation.id);
    });
  }

  it('paths and query strings that cannot be read', async () => {
    for (const query of hostileQueries) await ask(`?${query.slice(0, 40)}`, { method: 'GET', path: `/native/v1/conversations?${query}` }, false);
    for (const below of hostilePaths) await ask(below.slice(0, 40), { method: 'GET', path: `/native/v1/conversations/${below}` }, false);
    await ask('a long URL', { method: 'GET', path: `/native/v1/conversations?life=${'x'.repeat(9_000)}` }, false);
    await settled('paths');
  });

  it('nothing that was asked is logged as a fault of ours', (context) => {
    const faults = rig.log.filter((line) => {
      const { level, err } = JSON.parse(line) as { level: number; err?: { code?: string } };
      return level >= 50 && err?.code !== 'unavailable'; // what a test has no world outside for
    });
    assert.deepEqual(faults.slice(0, 3), []);
    context.diagnostic(`${rig.asked()} hostile calls, ${walkedWords}`);
  });
});

/** All of a body may be left out: a preview with everything as it is. */
function asksForNothing(body: unknown): boolean {
  return ((body as { required?: readonly string[] } | null)?.required ?? []).length === 0;
}

function isProblem({ status, headers, body }: Answer): boolean {
  return String(headers['content-type']).startsWith('application/problem+json') && doorAt(v1).isOwnShape(body) && (JSON.parse(body) as { status: number }).status === status;
}
