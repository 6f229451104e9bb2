import { createServer as createBareServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { Pool } from 'undici';
import { createToken, setupAccount } from '#core/accounts/index.ts';
import { createApiChannel } from '#core/channels/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { postMessage } from '#core/conversations/index.ts';
import { systemAct, systemClock } from '#core/kernel/index.ts';
import { nimchat } from '#dialects/nimchat/dialect.ts';
import { closeServer, createServer } from '#http/index.ts';
import { clientOptions, sql } from '#storage/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import { rotateBursts } from './kit/rotate-bursts.ts';
import { median, percentile } from './kit/statistics.ts';
import { probeFsync } from './probe.ts';

/**
 * Creating a message: `postMessage` (the app role, row-level security, one SQL function) beside the bare statement (the same CTE, as the
 * owner, without policies and without a function), in rotated bursts of one run; and the nimchat API's `POST .../messages` over a real
 * connection: token, rate window, permission, the message and its rendered answer. `bare statement by HTTP` is what any server of this kind costs at least: a POST that is parsed, the bare statement and nothing else, no
 * token, no limit. The program that asks runs in this process, too.
 */
const { isShort, isJson } = benchOptions();
const bench = await openBenchDatabase({ size: 16 });
const now = '2026-03-02T09:00:00.000Z';
const conversationCount = 1_000;
const text = 'The pump of my machine is broken. '.repeat(8);

try {
  const { account, user } = await setupAccount(bench.database, { accountName: 'Bench', email: 'ada@bench.test', name: 'Ada', password: null, now });
  const act = systemAct(account.id, now, 'bench');
  const channel = await bench.database.withAccount(account.id, (tx) => createApiChannel(tx, act, { name: 'App' }));
  const contact = await bench.database.withAccount(account.id, (tx) => createContact(tx, act, { name: 'Bo' }));
  const conversations = await bench.database.withAccount(account.id, (tx) => tx.rows(sql<{ id: number }>`
    INSERT INTO conversations (account_id, channel_id, kind, contact_id, started_at, last_message_at, created_at)
    SELECT ${account.id}, ${channel.id}, 'api', ${contact.id}, ${now}, ${now}, ${now} FROM generate_series(1, ${conversationCount}) RETURNING id`));
  const someConversation = (): number => conversations[Math.trunc(Math.random() * conversationCount)]!.id;
  const ownerPool = new pg.Pool({ ...clientOptions(bench.connection, 'owner'), max: 16 });
  const bare = bareStatement();
  const { secret } = await bench.database.withAccount(account.id, (tx) => createToken(tx, act, { userId: user.id, dialect: 'nimchat', name: 'bench', scopes: 'all', expiresAt: null }));
  const server = createServer({ database: bench.database, clock: systemClock, dialects: [{ ...nimchat(noOutside()), limits: [{ seconds: 60, most: 1_000_000_000 }] }] });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const http = new Pool(`http://127.0.0.1:${(server.server.address() as AddressInfo).port}`, { connections: 16 });
  const body = JSON.stringify({ content: text });
  const post = async (): Promise<void> => {
    const answer = await http.request({ method: 'POST', path: `/api/v1/accounts/${account.id}/conversations/${someConversation()}/messages`, headers: { api_access_token: secret, 'content-type': 'application/json' }, body });
    const said = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${said}`);
  };
  const askBare = (conversationId: number, said: string) => ownerPool.query({ name: 'bare', text: bare, values: [account.id, conversationId, said, now] });
  const bareServer = createBareServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { content } = JSON.parse(Buffer.concat(parts).toString()) as { content: string };
      void askBare(Number(request.url!.split('/').at(-1)), content).then(({ rows: [row] }) => { response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(row)); });
    });
  });
  await new Promise<void>((resolve) => { bareServer.listen(0, '127.0.0.1', resolve); });
  const bareHttp = new Pool(`http://127.0.0.1:${(bareServer.address() as AddressInfo).port}`, { connections: 16 });
  const postBare = async (): Promise<void> => {
    const answer = await bareHttp.request({ method: 'POST', path: `/${someConversation()}`, headers: { 'content-type': 'application/json' }, body });
    const said = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${said}`);
  };
  const candidates = {
    'bare statement': () => askBare(someConversation(), text),
    'bare statement by HTTP': postBare,
    postMessage: () => postMessage(bench.database, act, { conversationId: someConversation(), direction: 'outgoing', text }),
    'nimchat POST': post,
  };
  const rows: Record<string, Cell>[] = [];
  for (const clients of [1, 16]) {
    say(`${clients} client${clients === 1 ? '' : 's'} ...`);
    const before = probeFsync(bench.dataDir);
    const results = await rotateBursts(candidates, isShort ? { rounds: 3, clients, ms: 300 } : { rounds: 8, clients, ms: 1_000 });
    const after = probeFsync(bench.dataDir);
    for (const [name, bursts] of Object.entries(results)) {
      const ratios = bursts.map((burst, round) => burst.perSecond / results['bare statement'][round]!.perSecond);
      const latencies = bursts.flatMap((burst) => burst.latenciesMs);
      rows.push({
        candidate: name, clients, 'per second': Math.round(median(bursts.map((burst) => burst.perSecond))), 'p50 ms': percentile(latencies, 0.5), 'p99 ms': percentile(latencies, 0.99),
        ratio: median(ratios), 'ratio min': Math.min(...ratios), wanted: name.startsWith('bare') ? '-' : '>= 0.5',
        'fsync p50 ms': `${before.p50Ms.toFixed(2)} - ${after.p50Ms.toFixed(2)}`,
      });
    }
  }
  await http.close();
  await bareHttp.close();
  await new Promise((resolve) => { bareServer.close(resolve); });
  await closeServer(server);
  await ownerPool.end();
  printTable('message create', rows, isJson);
} finally {
  await bench.close();
}

/** What post_message does for an outgoing message, as one statement. */
function bareStatement(): string {
  return `
  WITH target AS (
    UPDATE conversations c SET message_count = c.message_count + 1, last_message_at = greatest(c.last_message_at, $4::timestamptz), waiting_since = NULL, turn = 'customer',
      acted_at = coalesce(c.acted_at, $4::timestamptz)
    WHERE c.account_id = $1 AND c.life <> 'deleted' AND c.id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = $1 AND r.id = $2)
    RETURNING c.id, c.channel_id
  ), message AS (
    INSERT INTO messages (account_id, conversation_id, channel_id, direction, at, at_source, stored_at, subject)
    SELECT $1, t.id, t.channel_id, 'outgoing', $4, 'api', $4, '' FROM target t RETURNING id, conversation_id, channel_id
  ), body AS (
    INSERT INTO message_bodies (account_id, message_id, text) SELECT $1, m.id, $3 FROM message m
  ), event AS (
    INSERT INTO events (account_id, type, conversation_id, message_id, data, actor_kind, source, origin, happened_at, stored_at)
    SELECT $1, 'message.stored', m.conversation_id, m.id, jsonb_build_object('direction', 'outgoing', 'channelId', m.channel_id), 'system', 'bench', 'live', $4, $4 FROM message m
  )
  SELECT m.id, m.conversation_id FROM message m`;
}
