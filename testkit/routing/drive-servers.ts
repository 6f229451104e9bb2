import { setTimeout as wait } from 'node:timers/promises';
import type { SupervisedServer } from '../crash-ingest/supervise-server.ts';
import { seededRandom } from '../corpora/seeded-random.ts';

export interface ServerDrive {
  readonly servers: readonly SupervisedServer[];
  /** Of several people, as the API limits each of them. */
  readonly tokens: readonly string[];
  readonly queueId: number;
  readonly arrivals: number;
  /** Callers at once. */
  readonly hands: number;
  readonly seed: number;
  /** When so many calls are over, one of the servers is killed (SIGKILL), in turn; it is started again by itself. */
  readonly killAt?: readonly number[];
  readonly onHandled?: (handled: number) => void;
}

export interface DriveResult { readonly handled: number; readonly rejected: number; readonly kills: number; readonly requests: number; /** Requests that got no answer, or one that says try again, and were asked again. */ readonly repeats: number; readonly seconds: number }

interface Ring { readonly offerId: number; readonly interactionId: number }
interface Control { readonly items: readonly { readonly command: string; readonly interactionId: number; readonly data: { readonly offerId?: number } }[]; readonly after: number }

/**
 * A carrier and its agents' phones against several servers, by the native control API alone: calls come in, what the control stream says rings is picked up or now and then rejected,
 * connected and hung up. Each request goes to one of the servers; what got no answer is asked again of another one, as clients do. Ends when every call is over.
 */
export async function driveServers({ servers, tokens, queueId, arrivals, hands, seed, killAt = [], onHandled }: ServerDrive): Promise<DriveResult> {
  const random = seededRandom(seed);
  const began = performance.now();
  const rings: Ring[] = [];
  const kills = [...killAt];
  let [next, handled, rejected, requests, repeats, killed, turn] = [0, 0, 0, 0, 0, 0, 0];

  async function ask<Body>(method: 'GET' | 'POST', path: string, json?: object): Promise<{ status: number; body: Body }> {
    for (;;) {
      turn += 1;
      const address = servers[turn % servers.length]!.address();
      requests += 1;
      try {
        const answer = await fetch(`${address}/native/v1${path}`, {
          method, headers: { authorization: `Bearer ${tokens[turn % tokens.length]}`, ...(json === undefined ? {} : { 'content-type': 'application/json' }) }, ...(json === undefined ? {} : { body: JSON.stringify(json) }),
          signal: AbortSignal.timeout(60_000),
        });
        if (answer.status !== 429 && answer.status < 500) return { status: answer.status, body: await answer.json() as Body };
        if (answer.status === 500) throw new Error(`${method} ${path}: 500 ${await answer.text()}`, { cause: 'server' });
      } catch (error) {
        if (error instanceof Error && error.cause === 'server') throw error;
      }
      repeats += 1;
      await wait(20 + 50 * random());
    }
  }

  const rung = new Set<number>();
  async function listen(): Promise<void> {
    for (let after = 0; handled < arrivals;) {
      const { body } = await ask<Control>('GET', `/calls/control?after=${after}&wait=1&limit=200`);
      for (const { command, interactionId, data } of body.items) {
        // Told again where nobody acknowledges it in time: an offer rings once.
        if (command !== 'ring' || rung.has(data.offerId!)) continue;
        rung.add(data.offerId!);
        rings.push({ offerId: data.offerId!, interactionId });
      }
      after = body.after;
    }
  }

  async function hand(): Promise<void> {
    while (handled < arrivals) {
      if (next < arrivals) {
        next += 1;
        const { status } = await ask('POST', '/calls', { providerRef: `call-${seed}-${next}`, to: '+4930555', queueId });
        if (status !== 200 && status !== 201) throw new Error(`a call that came in was answered ${status}`);
      }
      const ring = rings.shift();
      if (ring === undefined) {
        if (next >= arrivals) await wait(10);
        continue;
      }
      if (random() < 0.1) {
        const { status } = await ask('POST', `/offers/${ring.offerId}/answer`, { answer: 'reject' });
        if (status === 200) rejected += 1;
        continue;
      }
      const { status } = await ask('POST', `/offers/${ring.offerId}/answer`, { answer: 'pick-up' });
      if (status !== 200) throw new Error(`an offer to one agent alone was not to be had: ${status}`);
      for (const event of ['connected', 'hang-up']) {
        const told = await ask('POST', `/calls/${ring.interactionId}/events`, { event });
        if (told.status !== 200) throw new Error(`${event} was answered ${told.status}: ${JSON.stringify(told.body)}`);
      }
      handled += 1;
      onHandled?.(handled);
      if (kills.length > 0 && handled >= kills[0]!) {
        kills.shift();
        servers[killed % servers.length]!.kill();
        killed += 1;
      }
    }
  }

  await Promise.all([listen(), ...Array.from({ length: hands }, () => hand())]);
  return { handled, rejected, kills: killed, requests, repeats, seconds: (performance.now() - began) / 1_000 };
}
