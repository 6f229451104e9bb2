import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { parseSecretKey } from '#core/accounts/index.ts';
import { createSite, getSite, type SiteSettings } from '#core/channels/index.ts';
import { catchUp } from '#core/events/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { chatLinesReactor, setSiteQueue } from '#core/routing/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { openFloor } from '#testkit/routing/open-floor.ts';
import { widgetDialect } from '../index.ts';

export interface Reply { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; json<T = any>(): T } // oxlint-disable-line typescript/no-explicit-any -- the wire, looked at by tests

export const secretKey = parseSecretKey('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'test');
const page = { url: 'https://shop.test/cart', title: 'Cart' };

/** The widget's endpoints over a desk with queues and agents, and a site without a queue. */
export async function openWebchat() {
  const floor = await openFloor();
  const { desk } = floor;
  const filesDir = await mkdtemp(join(tmpdir(), 'webchat-'));
  const outside = noOutside({ files: openFileStore({ dir: filesDir }), key: async () => secretKey });
  const clock = { nowMs: () => floor.nowMs() };
  const server = createServer({ database: desk.database, clock, dialects: [widgetDialect({ outside })], validateResponses: true, publicUrl: 'https://desk.example' });
  const ask = async (options: InjectOptions): Promise<Reply> => {
    const { statusCode, headers, body } = await server.inject(options);
    return { status: statusCode, headers, json: () => JSON.parse(body) };
  };
  const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

  async function makeSite(settings: Partial<SiteSettings> = {}, queueId: number | null = null) {
    const { id } = await within((tx) => createSite(tx, floor.act(), { name: 'Shop', settings }));
    if (queueId !== null) await within((tx) => setSiteQueue(tx, floor.act(), id, queueId));
    return { id, token: (await within((tx) => getSite(tx, floor.act(), id))).token };
  }

  /** A browser that was given a name by a site; `token` is what it keeps. */
  function visitorOf(websiteToken: string, { origin = 'https://shop.test' }: { origin?: string } = {}) {
    let token: string | undefined;
    const send = (method: 'GET' | 'POST', path: string, body?: unknown) => ask({
      method, url: `/widget/api${path}`, headers: { origin, ...(token !== undefined && { authorization: `Bearer ${token}` }), ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
    const visitor = {
      token: () => token,
      take: (other: string | undefined) => { token = other; },
      begin: async (more: object = {}) => {
        const answer = await send('POST', '/session', { websiteToken, ...(token !== undefined && { visitorToken: token }), page, language: 'en', ...more });
        if (answer.status === 200) token = answer.json().visitorToken;
        return answer;
      },
      say: (text: string, clientKey: string = crypto.randomUUID(), more: object = {}) => send('POST', '/messages', { text, clientKey, language: 'en', ...more }),
      chat: async (query = '') => (await send('GET', `/chat${query}`)).json(),
      send,
      form: async (form: FormData) => {
        const encoded = new Response(form);
        return ask({ method: 'POST', url: '/widget/api/messages', headers: { origin, authorization: `Bearer ${token}`, 'content-type': encoded.headers.get('content-type')! }, payload: Buffer.from(await encoded.arrayBuffer()) });
      },
    };
    return visitor;
  }
  const visitor = async (websiteToken: string, more: object = {}) => {
    const one = visitorOf(websiteToken);
    await one.begin(more);
    return one;
  };
  return {
    floor, desk, outside, server, ask, within, makeSite, visitorOf, visitor,
    settle: () => catchUp(desk.database, [chatLinesReactor]),
    close: async () => {
      await closeServer(server);
      await floor.close();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}

export type Webchat = Awaited<ReturnType<typeof openWebchat>>;
