import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CoreError, nowText, type Clock } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import type { Dialect, Principal } from './dialect.ts';
import { rateAddress } from './limits/rate-address.ts';
import type { RateLimiter } from './limits/rate-limiter.ts';
import type { RateVerdict } from './limits/rate-windows.ts';
import type { Operation } from './operation.ts';
import type { Tree } from './parsing/tree.ts';
import { pathOf } from './routing/path-pattern.ts';
import { baseUrl } from './urls/base-url.ts';

/** Who came in, and by which secret. */
export interface Entered { readonly principal: Principal; readonly secret: string }

/** Through the door of the operation or its dialect, and past their limits. */
export interface Gate {
  enter(request: FastifyRequest, reply: FastifyReply, dialect: Dialect, operation: Pick<Operation, 'door' | 'limit'>): Promise<Entered>;
}

/** Secrets that came in lately, by hash, with the limit's key. Emptied when full: then they are looked up again. */
const rememberedMax = 20_000;

/**
 * A caller over its limit is refused from memory, without finding out again who it is. One who came in before is counted while it is found out whether he still may: nobody waits for one after the other. A wrong or missing secret counts against its
 * address by the same windows; over them the address is told to wait instead of that its secret is wrong. A right secret from such
 * an address still enters: others may share the address.
 */
export function createGate({ database, clock, limiter, publicUrl }: { database: Database; clock: Clock; limiter: RateLimiter; publicUrl?: string | undefined }): Gate {
  const keysBySecret = new Map<string, string>();

  async function enter(request: FastifyRequest, reply: FastifyReply, dialect: Dialect, { door = dialect.door, limit }: Pick<Operation, 'door' | 'limit'>): Promise<Entered> {
    const secret = door.secretOf({
      method: request.method, headers: request.headers, base: baseUrl(request, publicUrl), query: request.query as Tree, body: request.body as Tree | undefined,
    });
    const secretKey = `${dialect.name}:${createHash('sha256').update(secret ?? '').digest('base64')}`;
    const knownKey = keysBySecret.get(secretKey);
    const known = knownKey === undefined ? null : limiter.knownRefusal(knownKey);
    if (known) refuse(reply, dialect, known);

    const counting = knownKey === undefined ? undefined : limiter.take(knownKey, dialect.limits);
    counting?.catch(() => {}); // told below, where it is waited for
    const principal = secret === null ? null : await door.authenticate(secret, { database, now: nowText(clock), address: request.ip, path: pathOf(request.raw.url ?? '/') });
    const key = `http:${dialect.name}:${principal ? principal.rateKey : `address:${rateAddress(request.ip)}`}`;
    // Whoever is not (any more) who he was is counted as what he is; what was counted against his old key stays there.
    const verdict = await (counting !== undefined && key === knownKey ? counting : limiter.take(key, dialect.limits));
    if (!principal) keysBySecret.delete(secretKey); // not again against him whose it was
    else if (key !== knownKey) remember(secretKey, key);
    if (!verdict.accepted) refuse(reply, dialect, verdict);
    if (!principal || secret === null) throw new CoreError('unauthenticated', 'The credentials are missing or not valid.', { key: 'sign-in-again' });
    tellLimit(reply, dialect, verdict);
    const own = limit && await limiter.take(`${key}:${limit.name}`, limit.windows);
    if (own && !own.accepted) refuse(reply, dialect, own);
    return { principal, secret };
  }

  function remember(secretKey: string, key: string): void {
    if (keysBySecret.size >= rememberedMax) keysBySecret.clear();
    keysBySecret.set(secretKey, key);
  }

  return { enter };
}

function refuse(reply: FastifyReply, dialect: Dialect, verdict: RateVerdict): never {
  tellLimit(reply, dialect, verdict);
  throw new CoreError('too-many', 'Too many requests.', { key: 'too-many-attempts', retryAfterSeconds: verdict.retryAfterSeconds });
}

function tellLimit(reply: FastifyReply, dialect: Dialect, verdict: RateVerdict): void {
  if (dialect.limits.length === 0) return;
  for (const [name, value] of Object.entries(dialect.limitHeaders?.(verdict) ?? {})) reply.header(name, value);
}
