import type { FastifyBaseLogger } from 'fastify';

const everyMs = 5_000;

/** Says why requests are refused while something is away, at most every five seconds and with their number: they all say the same, and each has its own line as an answer. */
export function awayTeller(): (log: FastifyBaseLogger, error: unknown) => void {
  let toldAtMs = -Infinity;
  let silent = 0;
  return (log, error) => {
    if (performance.now() - toldAtMs < everyMs) {
      silent += 1;
      return;
    }
    log.error({ err: error, ...(silent > 0 ? { alsoSince: silent } : {}) }, 'requests cannot be served');
    toldAtMs = performance.now();
    silent = 0;
  };
}
