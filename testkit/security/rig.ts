import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { factsConsumer } from '#core/analytics/index.ts';
import { contactActivityConsumer, searchConsumer } from '#core/desk/index.ts';
import { interactionsShownConsumer } from '#core/interactions/index.ts';
import { catchUp } from '#core/events/index.ts';
import { testClock } from '#core/kernel/index.ts';
import { closeServer, createLogger } from '#http/index.ts';
import { compose } from '#server/compose.ts';
import { readConfig } from '#server/config.ts';
import { openDatabase, type Connection, type Database } from '#storage/index.ts';
import { cloneDatabase } from '../database/clone-database.ts';
import type { Answer } from './compare-answers.ts';
import { recordRoutes } from './record-routes.ts';
import { openRowHashes, type RowHashes } from './row-hashes.ts';

export const rigNow = '2024-05-06T12:00:00.000Z';
export const publicUrl = 'https://desk.example';

/** One request, in the words of its API. */
export interface Question {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Names may repeat, so pairs. */
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly json?: unknown;
  readonly form?: readonly (readonly [name: string, value: string])[];
  /** As it is, with its type in the headers. */
  readonly raw?: string | Buffer;
}

/** The composed server over a real database, with a clock that moves a minute for each question, so that no limit of requests is met. */
export interface Rig {
  readonly server: FastifyInstance;
  readonly database: Database;
  readonly connection: Connection;
  readonly clock: ReturnType<typeof testClock>;
  /** The router's own table. */
  readonly routes: ReadonlySet<string>;
  readonly hashes: RowHashes;
  /** Every line the server has logged, at the level trace. */
  readonly log: readonly string[];
  /** How many questions were asked. */
  readonly asked: () => number;
  ask(question: Question, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Lets the projections come up to date. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export async function openRig(): Promise<Rig> {
  const clone = await cloneDatabase();
  const { connection } = clone;
  const dataDir = await mkdtemp(join(tmpdir(), 'patchbay-security-'));
  const database = openDatabase(connection);
  const hashes = await openRowHashes(connection);
  await hashes.run(spreadIds);
  const clock = testClock(rigNow);
  const log: string[] = [];
  const config = { ...readConfig({ PATCHBAY_DATA_DIR: dataDir, PATCHBAY_PUBLIC_URL: publicUrl, NODE_ENV: 'test', PATCHBAY_CCAI_PER_SECOND: '0' }), clock };
  const logger = createLogger({ level: 'trace', destination: { write: (line) => { log.push(line); } } });
  const { made: { server }, routes } = recordRoutes(() => compose({ config, database, logger, isAccepting: () => true }));
  await server.ready();
  let asked = 0;
  return {
    server, database, connection, clock, routes, hashes, log, asked: () => asked,
    ask: async (question, headers = {}) => {
      asked += 1;
      clock.advance(61_000);
      const { statusCode, headers: answered, body } = await server.inject(toInject(question, headers));
      return { status: statusCode, headers: answered, body };
    },
    settle: () => catchUp(database, [factsConsumer, searchConsumer, contactActivityConsumer, interactionsShownConsumer]),
    close: async () => {
      await closeServer(server);
      await hashes.close();
      await database.close();
      await clone.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function toInject({ method, path, query = [], json, form, raw }: Question, headers: Readonly<Record<string, string>>) {
  const pairs = query.length === 0 ? '' : `?${query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
  const body = raw ?? (json === undefined ? form?.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&') : JSON.stringify(json));
  const type = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
  return {
    method, url: `${path}${pairs}`,
    headers: { ...(body === undefined || raw !== undefined ? {} : { 'content-type': type }), ...headers },
    ...(body === undefined ? {} : { payload: body }),
  };
}

/** Every table gets ids of seven digits of its own: no id is by chance another's, a page number, or part of a date. */
const spreadIds = `
  DO $$
  DECLARE each record;
  BEGIN
    FOR each IN
      SELECT s.oid::regclass AS name, row_number() OVER (ORDER BY s.relname) AS n FROM pg_class s
      WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace
    LOOP
      PERFORM setval(each.name, 2100000 + each.n * 10007);
    END LOOP;
  END $$`;
