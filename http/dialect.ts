import type { IncomingHttpHeaders } from 'node:http';
import type { Act, Actor, Clock } from '#core/kernel/index.ts';
import type { Database, Tx } from '#storage/index.ts';
import type { ErrorShapes } from './errors/problem.ts';
import type { RateWindow } from './limits/rate-windows.ts';
import type { Operation } from './operation.ts';
import type { Tree } from './parsing/tree.ts';
import type { TSchema } from '@sinclair/typebox';

/** One API: the paths it owns, its operations, and how it says everything that may go wrong. */
export interface Dialect {
  /** Lower case, as in tokens and file names. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Every path below these answers in this dialect's shapes. `/api/logs` owns `/api/logs` and `/api/logs/...`, not `/api/logsheet`. */
  readonly prefixes: readonly string[];
  readonly operations: readonly Operation[];
  readonly door: Door;
  /** All windows must have room. Counted per `Principal.rateKey`, and failed sign-ins per address. Empty: no limit. */
  readonly limits: readonly RateWindow[];
  /** Headers that tell the caller where it stands; sent with accepted and refused requests. */
  limitHeaders?(standing: LimitStanding): Record<string, string>;
  readonly errors: ErrorShapes;
  /** From what a query string or form can carry (text) to the types of the schema, on purpose. Throws InvalidInput. Default: unchanged. */
  convert?(schema: TSchema, tree: Tree, place: 'query' | 'body' | 'params'): unknown;
}

export interface LimitStanding {
  readonly limit: number;
  readonly remaining: number;
  readonly accepted: boolean;
  readonly retryAfterSeconds: number;
  /** Epoch milliseconds at which the window ends. */
  readonly resetAtMs: number;
}

/** Who may enter, and as whom. */
export interface Door {
  /** For OpenAPI: `{ type: 'http', scheme: 'bearer' }`. */
  readonly scheme: Readonly<Record<string, unknown>>;
  /** `body`: the secret may lie in the body, so the door opens after it was read. Default: `head`. */
  readonly stage?: 'head' | 'body';
  /** The secret that a request carries, unchecked; null: none. */
  secretOf(carrier: Carrier): string | null;
  /** null: nobody, for whatever reason (wrong, expired, revoked, for another API). The caller is not told which. */
  authenticate(secret: string, at: { readonly database: Database; readonly now: string; readonly address: string; /** Without the query. */ readonly path: string }): Promise<Principal | null>;
}

export interface Carrier {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Where the caller reaches us, without a slash at the end: `https://desk.example`. */
  readonly base: string;
  readonly query: Tree;
  /** Only at stage `body`. */
  readonly body: Tree | undefined;
}

export interface Principal {
  /** 0: a caller who is in no account (`appId`); nothing of an account is reachable through the call. */
  readonly accountId: number;
  /** 0: nobody who signs in (`bot`). */
  readonly userId: number;
  /** A program that acts in its own name. */
  readonly bot?: { readonly id: number };
  /** The ids of the operations that it may call at all; every other is `unauthenticated`, as for nobody. Absent: all, each by its permission. */
  readonly operations?: ReadonlySet<string>;
  readonly permissions: Actor['permissions'];
  /** IANA zone in which the caller reads dates. */
  readonly zone: string;
  /** Whose limit a request counts against: `user:5`. */
  readonly rateKey: string;
  /** Which variant of the answers the caller asked for when its token was made; null or absent: the usual one. */
  readonly variant?: string | null;
  /** The agent that the user is in the account, where the door says so. */
  readonly agentId?: number | null;
  /** A program that runs accounts from outside, where the door is for those. */
  readonly appId?: number;
  /** The browser's session, where the caller came with one. */
  readonly session?: { readonly id: number; readonly methods: readonly string[]; readonly authenticatedAt: string };
}

/** The request around the input, for the few operations whose matter it is. */
export interface RequestHead {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** The caller's network address. */
  readonly address: string;
  /** Where the caller reaches us: `https://desk.example`. */
  readonly base: string;
}

/** What an endpoint may add to its good answer. */
export interface ReplyPort {
  setHeader(name: string, value: string): void;
  /** Adds a `Set-Cookie`. */
  addCookie(text: string): void;
}

/** What an operation gets that anybody may call: nobody is known yet. */
export interface OpenCall<Query = unknown, Body = unknown, Params = unknown> {
  readonly database: Database;
  readonly clock: Clock;
  readonly query: Query;
  readonly body: Body;
  readonly params: Params;
  readonly head: RequestHead;
  readonly reply: ReplyPort;
}

/** What an endpoint gets. `query`, `body` and `params` fit the operation's schemas. */
export interface Call<Query = unknown, Body = unknown, Params = unknown> {
  readonly act: Act;
  readonly principal: Principal;
  readonly database: Database;
  readonly clock: Clock;
  /**
   * Reads of the act's account that all see one moment, so that a list and its figures agree. Writes nothing. `isLong`: a report over years;
   * it may take 30 s instead of 5, and only a few run at once.
   */
  readonly snapshot: <T>(work: (tx: Tx) => Promise<T>, options?: { readonly isLong?: boolean }) => Promise<T>;
  /** One transaction of the act's account. */
  readonly change: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly query: Query;
  readonly body: Body;
  readonly params: Params;
  /** Absolute, as the caller can reach it, without query: `https://desk.example/api/logs/messages`. */
  readonly url: string;
  /** The query string as a tree before it was converted, for links that repeat it. */
  readonly rawQuery: Tree;
  readonly head: RequestHead;
  readonly reply: ReplyPort;
}
