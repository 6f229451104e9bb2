import type { FastifyInstance } from 'fastify';
import { sql, type Database } from '#storage/index.ts';

const checkTimeoutMs = 2_000;

export interface HealthOptions {
  readonly database: Database;
  readonly readyChecks?: Readonly<Record<string, () => Promise<void>>>;
}

/** `/healthz`: the process answers. `/readyz`: it may be sent work; 503 with the names of what is missing, without reasons. */
export function registerHealth(server: FastifyInstance, { database, readyChecks = {} }: HealthOptions): void {
  let isClosing = false;
  server.addHook('preClose', async () => { isClosing = true; });
  const checks: Readonly<Record<string, () => Promise<void>>> = { database: () => isMigrated(database), ...readyChecks };

  server.get('/healthz', async () => ({ status: 'up' }));
  server.get('/readyz', async (request, reply) => {
    if (isClosing) return reply.code(503).send({ status: 'closing' });
    const names = Object.keys(checks);
    const outcomes = await Promise.allSettled(names.map((name) => withinTime(checks[name] ?? (async () => {}))));
    const missing = names.filter((_name, at) => outcomes[at]?.status === 'rejected');
    for (const outcome of outcomes) if (outcome.status === 'rejected') request.log.debug({ err: outcome.reason as unknown }, 'not ready');
    return missing.length === 0 ? { status: 'ready' } : reply.code(503).header('retry-after', '2').send({ status: 'not ready', missing });
  });
}

async function isMigrated(database: Database): Promise<void> {
  const [row] = await database.rows<{ count: number }>(sql<{ count: number }>`SELECT count(*) AS count FROM schema_migrations`);
  if (!row || row.count === 0) throw new Error('the schema is not there yet');
}

async function withinTime(check: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => reject(new Error('took too long')), checkTimeoutMs); });
  try {
    await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
}
