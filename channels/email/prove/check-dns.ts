import { Resolver } from 'node:dns/promises';

/** Answers one question as `node:dns` does; throws errors with its codes (ENOTFOUND, ENODATA: there is none; others: nobody knows). */
export type AskDns = (name: string, type: string) => Promise<unknown>;

const timeoutMs = 2_000;
const cacheMs = 300_000;
const cacheMax = 2_000;
/**
 * After so many questions in a row that nobody answered, and another about a name that every resolver knows, none is asked for a while: mail does
 * not wait for a DNS that is away. Without the other one, whoever sends mail from domains whose servers are silent turns the proof off for everybody.
 */
const silentMax = 5;
const knownName = 'com';
const pauseMs = 30_000;

export function noAnswer(): Error {
  return Object.assign(new Error('the DNS did not answer'), { code: 'ETIMEOUT' });
}

/** The machine's resolver with short timeouts, a cache, and a pause where it is away. */
export function systemAskDns(nowMs: () => number = Date.now): AskDns {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  return cautiousDns((name, type) => resolver.resolve(name, type), nowMs);
}

export function cautiousDns(ask: AskDns, nowMs: () => number): AskDns {
  const cache = new Map<string, { readonly answer: Promise<unknown>; readonly untilMs: number }>();
  let silent = 0;
  let pausedUntilMs = 0;
  let looking: Promise<boolean> | null = null;

  /** Whether anybody is there; one question at a time. */
  const isThere = (): Promise<boolean> => {
    looking ??= ask(knownName, 'NS').then(() => true, isAbsence).finally(() => { looking = null; });
    return looking;
  };
  const askNow = async (name: string, type: string): Promise<unknown> => {
    try {
      const answer = await ask(name, type);
      silent = 0;
      return answer;
    } catch (error) {
      if (isAbsence(error)) silent = 0;
      else {
        silent += 1;
        cache.delete(`${type} ${name}`);
        if (silent >= silentMax && pausedUntilMs <= nowMs()) {
          if (await isThere()) silent = 0;
          else pausedUntilMs = nowMs() + pauseMs;
        }
      }
      throw error;
    }
  };
  return (name, type) => {
    if (!isName(name)) return Promise.reject(Object.assign(new Error('this is no name'), { code: 'ENOTFOUND' }));
    const key = `${type} ${name.toLowerCase()}`;
    const held = cache.get(key);
    if (held && held.untilMs > nowMs()) return held.answer;
    if (pausedUntilMs > nowMs()) return Promise.reject(noAnswer());
    if (cache.size >= cacheMax) cache.clear();
    const answer = askNow(name.toLowerCase(), type);
    cache.set(key, { answer, untilMs: nowMs() + cacheMs });
    answer.catch(() => {}); // whoever asked hears of it
    return answer;
  };
}

export function isAbsence(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'ENOTFOUND' || code === 'ENODATA';
}

function isName(name: string): boolean {
  return name.length <= 253 && /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]+\.?$/i.test(name);
}
